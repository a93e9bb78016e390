import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { call, MANAGER, VIEWER } from './calls';

const DAY = 86_400_000;
let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const issue = async (...names: readonly string[]): Promise<void> => {
  const passwords = service.serve('passwords');
  for (const name of names) {
    await request(passwords).put(`/v1/users/${name}@example.com/password`).expect(201);
  }
};
const post = (path: string, body: unknown, as = MANAGER): request.Test =>
  call(server, 'post', path, as).set('content-type', 'application/json').send(JSON.stringify(body));
/** Continues the run, as the queue would. */
const rotateAll = async (runId: string): Promise<void> => {
  const worker = service.serve('rotation-worker');
  await request(worker).post('/v1/rotation-tasks').send({ runId, slice: 1 }).expect(200);
};
describe('GET /v1/overview', () => {
  test('is empty before anything happened', async () => {
    const response = await call(server, 'get', '/v1/overview', VIEWER).expect(200);
    expect(response.body).toStrictEqual({
      at: '2026-01-01T00:00:00.000Z',
      accounts: { active: 0, unconfirmed: 0, parked: 0, revoked: 0, 'no-password': 0 },
      proofs: { proved: 0, doubted: 0, unproved: 0 },
      runs: [],
      dueNow: 0,
      dueNext24Hours: 0,
      overdue: 0,
      retrying: 0,
      drifted: 0,
      devices: { behind: 0, waiting: 0 },
      lastFailures: [],
      pace: { perSecond: 25, ceilingPerSecond: 25 },
      paused: false,
    });
  });

  test('shows accounts, due accounts, and a run from its start to its end', async () => {
    await service.connect({ periodDays: 1, firstWave: { size: 0, stopAtFailedShare: 1 } });
    await issue('alice', 'bob', 'carol');
    service.clock.advance(3 * DAY);
    const overview = async (): Promise<Record<string, unknown>> =>
      (await call(server, 'get', '/v1/overview', VIEWER)).body as Record<string, unknown>;
    expect(await overview()).toMatchObject({
      accounts: { active: 3 },
      dueNow: 3,
      dueNext24Hours: 3,
      overdue: 3,
    });
    const { runId } = (await post('/v1/rotations', { scope: 'all' }).expect(202)).body as {
      runId: string;
    };
    const asked = await overview();
    expect(asked['currentRun']).toMatchObject({
      runId,
      scope: 'all',
      kind: 'rotate',
      state: 'running',
      startedBy: MANAGER,
      total: 3,
      done: 0,
      estimatedSecondsLeft: 1,
    });
    await rotateAll(runId);
    const ended = await overview();
    expect(ended).not.toHaveProperty('currentRun');
    expect(ended['lastRun']).toMatchObject({ runId, state: 'finished', total: 3, done: 3 });
    expect(ended['dueNow']).toBe(0);
  });

  test('shows failures with their remedies, the window, the pause and a pace slowed by Google', async () => {
    const window = {
      days: ['friday' as const],
      from: '22:00',
      to: '05:00',
      timeZone: 'Europe/Paris',
    };
    await service.connect({ paused: true, window, proofWindow: { ...window, from: '23:30' } });
    await issue('alice');
    service.workspace.wire.faults.set([
      {
        operations: ['users.update'],
        times: 2,
        fault: { kind: 'error', status: 403, reason: 'quotaExceeded' },
      },
    ]);
    const passwords = service.serve('passwords');
    await request(passwords).post('/v1/users/alice@example.com/password/rotation').expect(503);
    const response = await call(server, 'get', '/v1/overview', VIEWER).expect(200);
    expect(response.body).toMatchObject({
      paused: true,
      window: { state: 'closed', opensAt: '2026-01-02T21:00:00.000Z' },
      proofWindow: { state: 'closed', opensAt: '2026-01-02T22:30:00.000Z' },
      lastFailures: [
        {
          primaryEmail: 'alice@example.com',
          status: 'active',
          lastFailure: {
            code: 'quota-exceeded',
            message: 'Google accepts no more calls at the moment: a quota is used up.',
            fix: 'Nothing. The service tries again automatically.',
            attempts: 1,
          },
        },
      ],
      pace: { ceilingPerSecond: 25, pausedUntil: '2026-01-01T00:00:01.000Z' },
    });
    expect(response.text).not.toContain('ciphertext');
  });
});

describe('GET /v1/accounts', () => {
  test('finds by address and status, page by page, and returns no secret', async () => {
    await service.connect();
    await issue('alice', 'bob', 'carol');
    const first = await call(server, 'get', '/v1/accounts?limit=2&status=active', VIEWER);
    const { accounts, nextPageToken } = first.body as {
      accounts: { primaryEmail: string }[];
      nextPageToken: string;
    };
    expect(accounts.map(({ primaryEmail }) => primaryEmail)).toStrictEqual([
      'alice@example.com',
      'bob@example.com',
    ]);
    const second = await call(
      server,
      'get',
      `/v1/accounts?limit=2&status=active&pageToken=${encodeURIComponent(nextPageToken)}`,
      VIEWER,
    );
    expect(second.body).toMatchObject({ accounts: [{ primaryEmail: 'carol@example.com' }] });
    expect(second.body).not.toHaveProperty('nextPageToken');
    const found = await call(server, 'get', '/v1/accounts?query=ALI', VIEWER);
    expect(found.body).toMatchObject({ accounts: [{ version: 1, status: 'active' }] });
    expect(
      Object.keys((found.body as { accounts: object[] }).accounts[0]!).toSorted(),
    ).toStrictEqual([
      'customerId',
      'nextRotationAt',
      'primaryEmail',
      'setAt',
      'status',
      'userId',
      'version',
    ]);
  });

  test.each([
    ['status=alive', '/status'],
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=x', '/limit'],
    [`query=${'x'.repeat(321)}`, '/query'],
    ['proof=perhaps', '/proof'],
    ['drifted=yes', '/drifted'],
    ['pageToken=not-one', '/pageToken'],
  ])('with %s is refused', async (query, pointer) => {
    const response = await call(server, 'get', `/v1/accounts?${query}`, VIEWER).expect(400);
    expect(response.body).toMatchObject({ errors: [{ pointer }] });
  });
});

describe('rotate now', () => {
  test('is recorded under the administrator’s name, once however often it is requested', async () => {
    await service.connect();
    await issue('alice');
    const first = await post('/v1/rotations', { scope: 'all' }).expect(202);
    const again = await post('/v1/rotations', { scope: 'all' }).expect(202);
    expect(again.body).toStrictEqual(first.body);
    const audit = service.lines.filter((line) => line.includes('rotation-audit'));
    expect(audit).toHaveLength(2);
    expect(JSON.parse(audit[0]!)).toMatchObject({ action: 'asked', caller: MANAGER });
  });

  test('is refused before Google is connected', async () => {
    await post('/v1/rotations', { scope: 'all' }).expect(409);
    await post('/v1/rotations/forecast', { scope: 'all' }).expect(409);
    expect(await service.platform.runs.recent(5)).toStrictEqual([]);
  });

  test.each([
    ['/v1/rotations', 'post'],
    ['/v1/rotations/forecast', 'post'],
    ['/v1/issuances', 'post'],
    ['/v1/issuances/forecast', 'post'],
    ['/v1/rotations/20260101T000000000Z-00000000', 'delete'],
    ['/v1/runs/20260101T000000000Z-00000000', 'delete'],
  ] as const)('%s (%s) requires the role System Management', async (path, method) => {
    const refused =
      method === 'post'
        ? post(path, { scope: 'all' }, VIEWER)
        : call(server, 'delete', path, VIEWER);
    expect((await refused).status).toBe(403);
  });

  test.each([
    [{}],
    [{ scope: 'some' }],
    [{ scope: null }],
    [{ scope: { orgUnitPath: 'Sales' } }],
    [{ scope: { orgUnitPath: '/Sales', userKeys: ['a@example.com'] } }],
    [{ scope: { userKeys: [] } }],
    [{ scope: { userKeys: ['not an address'] } }],
    [{ scope: { userKeys: ['a/b@example.com'] } }],
    [{ scope: { userKeys: ['a\ud800@example.com'] } }],
    [{ scope: { userKeys: Array.from({ length: 501 }, () => 'a@example.com') } }],
    [{ scope: 'all', force: true }],
  ])('with the body %j is refused', async (body) => {
    await service.connect();
    await post('/v1/rotations', body).expect(400);
    await post('/v1/rotations/forecast', body).expect(400);
    expect(await service.platform.runs.recent(5)).toStrictEqual([]);
  });

  test('with an invalid scope is told the valid ones', async () => {
    await service.connect();
    const refused = await post('/v1/rotations', { scope: 'x' }).expect(400);
    expect((refused.body as { errors: object[] }).errors).toStrictEqual([
      {
        pointer: '/scope',
        message:
          'Use "due", "all", {"orgUnitPath": "/Path"} or {"userKeys": ["alice@example.com"]}.',
      },
    ]);
    const unit = await post('/v1/rotations', { scope: { orgUnitPath: 'Sales' } }).expect(400);
    expect((unit.body as { errors: object[] }).errors).toStrictEqual([
      { pointer: '/scope/orgUnitPath', message: 'An organisational unit path starts with /.' },
    ]);
  });

  test('has a forecast: how many, how long, and the effects on them', async () => {
    await service.connect();
    await issue('alice', 'bob', 'dave');
    service.clock.advance(1_000);
    const response = await post('/v1/rotations/forecast', { scope: 'all' }).expect(200);
    expect(response.body).toMatchObject({
      users: 3,
      excluded: {},
      estimatedSeconds: 1,
      exact: true,
    });
    const { effects } = response.body as { effects: { code: string }[] };
    expect(effects.map(({ code }) => code)).toStrictEqual([
      'signed-out',
      'mail-access-revoked',
      'app-passwords-revoked',
      'devices-need-it',
    ]);
    for (const orgUnitPath of ['/Contractors', '/Contractors/']) {
      const unit = await post('/v1/rotations/forecast', { scope: { orgUnitPath } });
      expect(unit.body).toMatchObject({ users: 1 });
    }
  });

  test('of a unit is recorded under Google’s name for it', async () => {
    await service.connect();
    await issue('dave');
    await post('/v1/rotations', { scope: { orgUnitPath: '/Contractors/' } }).expect(202);
    expect(await service.platform.runs.recent(1)).toMatchObject([
      { scope: { orgUnitPath: '/Contractors' } },
    ]);
  });

  test('can be stopped, and stays stopped', async () => {
    await service.connect();
    await issue('alice', 'bob');
    const { runId } = (await post('/v1/rotations', { scope: 'all' })).body as { runId: string };
    const stopped = await call(server, 'delete', `/v1/rotations/${runId}`).expect(200);
    expect(stopped.body).toMatchObject({ state: 'stopped', stopReason: 'by-administrator' });
    const worker = service.serve('rotation-worker');
    await request(worker).post('/v1/rotation-tasks').send({ runId, slice: 1 }).expect(204);
    const again = await call(server, 'delete', `/v1/runs/${runId}`).expect(200);
    expect(again.body).toStrictEqual(stopped.body);
    expect(service.workspace.user('alice@example.com')?.passwordChanges).toBe(1);
  });

  test.each(['/v1/runs/', '/v1/rotations/'])(
    'is stopped at %s; a run that never existed is 404',
    async (path) => {
      await service.connect();
      await issue('alice');
      const { runId } = (await post('/v1/rotations', { scope: 'all' })).body as { runId: string };
      const stopped = await call(server, 'delete', path + runId).expect(200);
      expect(stopped.body).toMatchObject({ runId, state: 'stopped', total: 0, done: 0 });
      await call(server, 'delete', `${path}unknown`).expect(404);
    },
  );
});
