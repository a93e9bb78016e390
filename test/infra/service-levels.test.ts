import request from 'supertest';
import { PROBLEMS, type ProblemCode } from '../../functions/api/problem';
import { userId } from '../../functions/domain/account';
import { jsonLog } from '../../functions/log';
import { plansOf } from '../../scripts/test-infra-plans';
import { asPerson, ON } from '../endpoints/self-service/self';
import { WholeService } from '../fakes/whole-service';
import { entryOfLine, entryOfRequest } from './log-entries';
import { type Entry } from './log-filter';
import { ServiceLevels } from './service-levels';

// The objective "Passwords are answered", held against the lines that the functions write when they are called.

const ALICE = '/v1/users/alice@example.com/password';
const DAY = 86_400_000;

let levels: ServiceLevels;
beforeAll(async () => {
  levels = ServiceLevels.of(await plansOf('infra', 'defaults'));
});

/** The entries that a function of this name writes while `act` runs. */
async function written(
  service: WholeService,
  name: string,
  act: () => Promise<unknown>,
): Promise<Entry[]> {
  service.lines.length = 0;
  await act();
  return service.lines.map((line) => entryOfLine(name, line));
}

describe('passwords are answered', () => {
  let service: WholeService;
  beforeEach(async () => {
    service = await WholeService.open();
  });
  afterEach(() => {
    service.close();
  });

  const calls = (method: 'put' | 'get' | 'delete', path: string, status: number) => () =>
    written(service, 'passwords', () =>
      request(service.serve('passwords'))[method](path).expect(status),
    );
  const refusedBy = (operation: 'users.get' | 'users.update', status: number, reason?: string) => {
    const error = { kind: 'error', status, ...(reason === undefined ? {} : { reason }) } as const;
    service.workspace.wire.faults.set([{ operations: [operation], fault: error }]);
  };
  const judged = async (act: () => Promise<Entry[]>): Promise<string[]> =>
    levels.verdicts('passwords-answered', await act());

  it('by every answer that says how it is, also if the caller does not like it', async () => {
    expect(await judged(calls('get', ALICE, 409))).toEqual(['good']); // not-configured
    await service.connect();
    expect(await judged(calls('get', ALICE, 404))).toEqual(['good']);
    expect(await judged(calls('put', ALICE, 201))).toEqual(['good']);
    expect(await judged(calls('get', ALICE, 200))).toEqual(['good']);
    expect(await judged(calls('get', '/v1/users/alice@example.com', 200))).toEqual(['good']);
    expect(await judged(calls('put', '/v1/users/nobody@example.com/password', 404))).toEqual([
      'good',
    ]);
    expect(await judged(calls('delete', ALICE, 204))).toEqual(['good']);
  });

  it('also if Google refuses this one user', async () => {
    await service.connect();
    refusedBy('users.update', 400, 'invalid');
    expect(await judged(calls('put', ALICE, 502))).toEqual(['good']);
    service.clock.advance(DAY);
    refusedBy('users.update', 412, 'conditionNotMet');
    expect(await judged(calls('put', ALICE, 503))).toEqual(['good']);
  });

  it('not if Google cannot be reached, allows no more calls, or leaves the outcome open', async () => {
    await service.connect();
    refusedBy('users.get', 503);
    expect(await judged(calls('put', ALICE, 503))).toEqual(['bad']);
    refusedBy('users.update', 403, 'quotaExceeded');
    expect(await judged(calls('put', ALICE, 503))).toEqual(['bad']);
    service.workspace.wire.faults.set([
      { operations: ['users.update'], fault: { kind: 'lost-reply' } },
    ]);
    expect(await judged(calls('put', ALICE, 503))).toEqual(['bad']);
  });

  it('not if the connection fails, although that is a 409', async () => {
    await service.connect();
    service.workspace.google.state.delegation.clear();
    expect(await judged(calls('put', ALICE, 409))).toEqual(['bad']);
  });

  it('not if we fail', async () => {
    await service.connect();
    const cipher = { encrypt: () => Promise.reject(new Error('no key')) };
    Object.assign(service.platform, { cipher });
    expect(await judged(calls('put', ALICE, 500))).toEqual(['bad']);
  });

  it('for people, too', async () => {
    await service.connect(ON);
    const me = asPerson(service.serve('self-service'));
    const asked = (path: string, status: number) => () =>
      written(service, 'self-service', () => me('post', path).expect(status));
    expect(await judged(asked('/v1/me/password', 201))).toEqual(['good']);
    const shown = (): Promise<unknown> => me('get', '/v1/me').expect(200);
    expect(await judged(() => written(service, 'self-service', shown))).toEqual(['good']);
    refusedBy('users.get', 503);
    expect(await judged(asked('/v1/me/password/rotation', 503))).toEqual(['bad']);
  });

  it('whatever is told again about one user in doubt, however often a caller asks', async () => {
    await service.connect();
    const fault = { kind: 'lost-reply' } as const;
    service.workspace.wire.faults.set([{ operations: ['users.update'], fault }]);
    expect(await judged(calls('put', ALICE, 503))).toEqual(['bad']);
    for (const method of ['put', 'get', 'delete'] as const) {
      service.clock.advance(5_000);
      expect(await judged(calls(method, ALICE, 503))).toEqual([]);
    }
    expect(await judged(calls('put', '/v1/users/bob@example.com/password', 503))).toEqual(['bad']);
  });

  it('whatever is told to a reader while another call changes the password', async () => {
    await service.connect();
    await calls('put', ALICE, 201)();
    const { google } = service;
    const sent = new Promise<() => void>((resolve) => {
      service.google = (asked, answer) => {
        if (asked.method === 'GET') google(asked, answer);
        else
          resolve(() => {
            google(asked, answer);
          });
      };
    });
    const rotated = request(service.serve('passwords')).post(`${ALICE}/rotation`).then();
    const goOn = await sent;
    expect(await judged(calls('get', ALICE, 503))).toEqual([]);
    goOn();
    expect((await rotated).status).toBe(200);
  });

  it('whatever is told about one user whose record cannot be read', async () => {
    await service.connect();
    const issued = await request(service.serve('passwords')).put(ALICE).expect(201);
    const { userId: id } = issued.body as { userId: string };
    await service.platform.accounts.transact(userId(id), (account) => ({
      write: { ...account!, lastVersion: 'five' as never },
      result: undefined,
    }));
    expect(await judged(calls('get', ALICE, 500))).toEqual([]);
    expect(await judged(calls('get', `/v1/users/${id}/password`, 500))).toEqual([]);
  });

  it('whatever other addresses answer, and proofs', async () => {
    await service.connect();
    expect(await judged(calls('get', '/health', 200))).toEqual([]);
    expect(await judged(calls('get', '/v1/nothing', 404))).toEqual([]);
    const proof = (): Promise<unknown> =>
      request(service.serve('passwords')).post(`${ALICE}/proof`).expect(409);
    expect(await judged(() => written(service, 'passwords', proof))).toEqual([]);
  });

  it('not if Cloud Run has no instance or loses it; a stranger whom it refuses is no call', () => {
    // docs.cloud.google.com/run/docs/troubleshooting
    const none = 'The request was aborted because there was no available instance.';
    const lost =
      'The request failed because either the HTTP response was malformed or connection to the instance had an error.';
    const stranger =
      'The request was not authenticated. Either allow unauthenticated invocations or set the proper Authorization header.';
    const entries = [
      entryOfRequest('passwords', 429, none),
      entryOfRequest('passwords', 500, none),
      entryOfRequest('passwords', 503, lost),
      entryOfRequest('self-service', 504, lost, '/v1/me?language=fr'),
      entryOfRequest('passwords', 403, stranger),
      entryOfRequest('passwords', 503), // the function answered, and has written its own line
      entryOfRequest('rotation-worker', 503, lost),
      entryOfRequest('passwords', 504, lost, '/v1/users/alice@example.com/password/proof'),
      entryOfRequest('self-service', 504, lost, '/'),
    ];
    expect(entries.map((entry) => levels.verdict('passwords-answered', entry))).toEqual([
      'bad',
      'bad',
      'bad',
      'bad',
      'not counted',
      'not counted',
      'not counted',
      'not counted',
      'not counted',
    ]);
  });

  it('decides about every problem', () => {
    const bad = (Object.keys(PROBLEMS) as ProblemCode[]).filter((problem) => {
      const lines: string[] = [];
      const { status } = PROBLEMS[problem];
      const call = { function: 'passwords', requestId: 'r', method: 'GET', route: ALICE };
      jsonLog((line) => lines.push(line)).request({ ...call, status, problem });
      return levels.verdict('passwords-answered', entryOfLine('passwords', lines[0]!)) === 'bad';
    });
    expect(bad.toSorted()).toEqual([
      'configuration-failing',
      'google-unavailable',
      'internal',
      'outcome-unknown',
      'quota-exceeded',
    ]);
  });
});
