import { type Server } from 'node:http';
import request from 'supertest';
import { type RunAnswer } from '../../../functions/api/run';
import { epochMs } from '../../../functions/domain/time';
import { WholeService } from '../../fakes/whole-service';
import { call } from '../configuration/calls';

const RUN = '20260101T000000000Z-0a0b0c0d';
const DAY = 86_400_000;

let service: WholeService;
let rotation: Server;
beforeEach(async () => {
  service = await WholeService.open();
  rotation = service.serve('rotation');
});
afterEach(() => {
  service.close();
});

const tick = (body?: object): request.Test =>
  body === undefined
    ? request(rotation).post('/v1/rotations')
    : request(rotation).post('/v1/rotations').send(body);
const issue = async (...names: readonly string[]): Promise<void> => {
  const passwords = service.serve('passwords');
  for (const name of names) {
    await request(passwords).put(`/v1/users/${name}@example.com/password`).expect(201);
  }
};
const lines = (message: string): Record<string, unknown>[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['message'] === message);

describe('a tick that starts nothing', () => {
  test.each([undefined, {}, { scope: 'due' }])('with the body %j says why', async (body) => {
    const response = await tick(body).expect(202);
    expect(response.body).toStrictEqual({ state: 'idle', due: 0, reason: 'not-configured' });
    expect(lines('configuration-failing')).toStrictEqual([]);
    await service.connect();
    expect((await tick(body)).body).toStrictEqual({
      state: 'idle',
      due: 0,
      reason: 'nothing-due',
    });
    expect(await service.platform.runs.recent(5)).toStrictEqual([]);
  });

  test('is still logged, for the alert that rotation stands still', async () => {
    await service.connect({ paused: true });
    await issue('alice');
    service.clock.advance(40 * DAY);
    expect((await tick()).body).toStrictEqual({ state: 'idle', due: 1, reason: 'paused' });
    expect(lines('rotation-run')).toMatchObject([
      { state: 'idle', reason: 'paused', due: 1, overdue: 1, parked: 0, stalled: false },
    ]);
  });

  test('logs which share of all passwords is late', async () => {
    await service.connect();
    await tick();
    await issue('alice', 'bob', 'carol');
    service.clock.advance(10 * DAY);
    await issue('dave');
    service.clock.advance(25 * DAY);
    await tick();
    expect(lines('rotation-run')).toMatchObject([
      { overdue: 0, late: 0, lateShare: 0 },
      { overdue: 3, late: 3, lateShare: 0.75 },
    ]);
  });

  test('logs as late only what waited through a whole window', async () => {
    const window = { days: ['friday'], from: '22:00', to: '05:00', timeZone: 'UTC' } as const;
    await service.connect({ window: { ...window, days: [...window.days] } });
    service.clock.advance(5 * DAY); // Tuesday, 6 January 2026
    await issue('alice');
    const [alice] = (await service.platform.accounts.list({ limit: 1 })).accounts;
    const dueIn = (days: number): Promise<unknown> =>
      service.platform.accounts.transact(alice!.userId, (account) => ({
        write: { ...account!, nextRotationAt: epochMs(service.clock.now() + days * DAY) },
        result: undefined,
      }));
    await dueIn(-2); // Sunday: the next window is on Friday
    await tick();
    await dueIn(-5); // Thursday: the window of Friday 2 January did not do it
    await tick();
    expect(lines('rotation-run')).toMatchObject([
      { overdue: 1, late: 0, lateShare: 0 },
      { overdue: 1, late: 1, lateShare: 1 },
    ]);
  });

  test('logs nothing as late while somebody holds rotation back on purpose', async () => {
    await service.connect({ paused: true });
    await issue('alice');
    service.clock.advance(40 * DAY);
    await tick();
    await call(service.serve('configuration'), 'delete', '/v1/configuration').expect(204);
    await tick();
    expect(lines('rotation-run')).toMatchObject([
      { reason: 'paused', overdue: 1, late: 0, lateShare: 0 },
      { reason: 'not-configured', overdue: 1, late: 0, lateShare: 0 },
    ]);
  });

  test('outside the window says so', async () => {
    const window = { days: ['friday'], from: '22:00', to: '05:00', timeZone: 'UTC' } as const;
    await service.connect({ window: { ...window, days: [...window.days] } });
    await issue('alice');
    service.clock.advance(40 * DAY);
    expect((await tick()).body).toStrictEqual({ state: 'idle', due: 1, reason: 'window' });
  });
});

describe('a tick that starts a run', () => {
  test('gives the same run and the same numbers however often it comes', async () => {
    await service.connect();
    await issue('alice', 'bob');
    service.clock.advance(40 * DAY);
    const first = await tick().expect(202);
    const { runId } = first.body as { runId: string };
    expect(first.body).toStrictEqual({ runId, state: 'running', due: 2 });
    const again = await Promise.all([tick(), tick(), tick()]);
    for (const { body } of again) expect(body).toStrictEqual(first.body);
    expect(await service.platform.runs.recent(5)).toHaveLength(1);
    expect(lines('rotation-run')[0]).toMatchObject({ runId, due: 2, met: 0, done: 0, overdue: 2 });
  });

  test('logs a run that stands still without a reason', async () => {
    await service.connect();
    await issue('alice');
    service.clock.advance(40 * DAY);
    await tick();
    service.clock.advance(1_800_000);
    await tick();
    expect(lines('rotation-run').map(({ stalled }) => stalled)).toStrictEqual([false, true]);
  });
});

describe('GET /v1/runs/{runId}, and its former path', () => {
  test.each(['/v1/runs/', '/v1/rotations/'])('%s says how far the run is', async (path) => {
    await service.connect();
    await issue('alice', 'bob');
    service.clock.advance(40 * DAY);
    const { runId } = (await tick()).body as { runId: string };
    const run = (
      await request(rotation)
        .get(path + runId)
        .expect(200)
    ).body as RunAnswer;
    expect(run).toStrictEqual({
      runId,
      kind: 'rotate',
      scope: 'due',
      state: 'running',
      startedAt: '2026-02-10T00:00:00.000Z',
      startedBy: 'schedule',
      total: 2,
      done: 0,
      failed: 0,
      parked: 0,
      skipped: 0,
      skippedBy: {},
      estimatedSecondsLeft: 1,
    });
  });

  test.each([RUN, 'tick-20260101T000000000Z', 'tick-', 'run', '%00', '..', 'x'.repeat(65)])(
    'of a run that never existed, %s, is 404 or refused',
    async (runId) => {
      for (const path of ['/v1/runs/', '/v1/rotations/']) {
        const { status } = await request(rotation).get(path + runId);
        expect([400, 404]).toContain(status);
      }
    },
  );
});

describe('one requested run', () => {
  test('that does not exist is 404', async () => {
    await tick({ runId: RUN }).expect(404);
  });

  test('is enqueued and answered at once, again each time, since a task may have had no effect', async () => {
    await service.connect();
    await issue('alice');
    const configuration = service.serve('configuration');
    const asked = await request(configuration)
      .post('/v1/rotations')
      .set('x-goog-iap-jwt-assertion', 'system-management@example.com')
      .send({ scope: 'all' });
    const { runId } = asked.body as { runId: string };
    const enqueued = jest.spyOn(service.platform.tasks, 'enqueue');
    for (const response of [await tick({ runId }), await tick({ runId })]) {
      expect(response.status).toBe(202);
      expect(response.body).toStrictEqual({ runId, state: 'running', due: 0 });
    }
    const given = await Promise.all(enqueued.mock.results.map(({ value }) => value as unknown));
    expect(given).toStrictEqual(['taken', 'taken']);
    expect(enqueued.mock.calls[0]![0]).toMatchObject({
      path: '/v1/rotation-tasks',
      body: { runId, slice: 2 },
    });
    expect(enqueued.mock.calls[1]![0]).toMatchObject({ body: { runId, slice: 3 } });
  });

  test('while the queue accepts nothing is 503, and the next tick takes it up', async () => {
    await service.connect();
    await issue('alice');
    service.clock.advance(40 * DAY);
    const { runId } = (await tick()).body as { runId: string };
    const { tasks } = service.platform;
    const enqueue = tasks.enqueue.bind(tasks);
    tasks.enqueue = () => Promise.resolve('unavailable');
    const refused = await tick({ runId }).expect(503);
    expect(refused.headers['retry-after']).toBe('60');
    expect(refused.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:rotation-waits',
      retry: 'same-request',
    });
    expect((await tick()).body).toMatchObject({ runId });
    const waiting = await request(rotation).get(`/v1/runs/${runId}`);
    expect(waiting.body).toMatchObject({ state: 'waiting', waitingFor: 'queue' });
    tasks.enqueue = enqueue;
    expect((await tick()).body).toMatchObject({ runId });
  });

  test.each([
    [{ scope: 'all' }],
    [{ runId: '../x' }],
    [{ runId: 7 }],
    [{ runId: 'x'.repeat(65) }],
    [[]],
  ])('with the body %j is refused', async (body) => {
    const response = await tick(body).expect(400);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:invalid-request',
    });
  });

  test('with more than 4 KiB is refused', async () => {
    await tick({ runId: 'x'.repeat(5_000) }).expect(413);
  });
});
