import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type request from 'supertest';
import { type Policy } from '../../../functions/domain/configuration/policy';
import { WholeService } from '../../fakes/whole-service';
import { accountOf, ALICE, asPerson, audited, bodyOf, codeOf, ON, toldBy } from './self';

const HOUR_MS = 3_600_000;

let service: WholeService;
let server: Server;
const begin = async (policy: Partial<Policy> = {}): Promise<void> => {
  await service.connect({ ...ON, ...policy });
  await post('/v1/me/password').expect(201);
};
beforeEach(async () => {
  service = await WholeService.open();
  server = service.serve('self-service');
});
afterEach(() => {
  service.close();
});

const post = (path: string): request.Test => asPerson(server)('post', path);
/** Each a second after the last. */
async function rotate(status = 200): Promise<request.Response> {
  service.clock.advance(1_000);
  return post('/v1/me/password/rotation').expect(status);
}

it('a person makes a new password, in the audit trail as theirs', async () => {
  await begin();
  const { password, version } = toldBy(await rotate());
  expect(version).toBe(2);
  expect(service.workspace.passwordMatches(ALICE, password)).toBe(true);
  expect(audited(service)).toStrictEqual([
    ['issued', 1, ALICE],
    ['rotated', 2, ALICE],
  ]);
});

it('as often as a day allows, and again on the next day', async () => {
  await begin();
  for (const version of [2, 3, 4]) expect(toldBy(await rotate()).version).toBe(version);
  const refused = await rotate(429);
  expect(codeOf(refused)).toBe('too-many-rotations');
  expect(refused.body).toMatchObject({ retry: 'same-request' });
  expect(refused.headers['retry-after']).toBe(String(24 * 3600 - 4));
  expect((await accountOf(service))?.current?.version).toBe(4);
  expect((await asPerson(server)('get', '/v1/me')).body).toMatchObject({ rotationsLeftToday: 0 });
  service.clock.advance(24 * HOUR_MS - 4_001);
  await post('/v1/me/password/rotation').expect(429);
  service.clock.advance(1);
  expect(toldBy(await rotate()).version).toBe(5);
});

it('a policy of none a day: no time to try again at', async () => {
  await begin({ selfService: { enabled: true, rotationsPerDay: 0 } });
  const refused = await rotate(429);
  expect(refused.body).toMatchObject({ retry: 'after-change' });
  expect(refused.headers['retry-after']).toBeUndefined();
});

it('a day is one of the policy window’s time zone', async () => {
  const days = ['monday'] as const;
  const window = { days: [...days], from: '01:00', to: '02:00', timeZone: 'Pacific/Auckland' };
  await begin({ window, selfService: { enabled: true, rotationsPerDay: 1 } });
  await rotate();
  const refused = await rotate(429); // 2026-01-01T00:00:02Z is 13:00:02 in Auckland
  expect(refused.headers['retry-after']).toBe(String(11 * 3600 - 2));
});

it('a first password, and one by the schedule or an administrator, do not count', async () => {
  await begin();
  const asMdm = { 'x-serverless-authorization': 'Bearer x' };
  service.clock.advance(1_000);
  const { default: supertest } = await import('supertest');
  await supertest(service.serve('passwords'))
    .post(`/v1/users/${ALICE}/password/rotation`)
    .set(asMdm)
    .expect(200);
  expect((await asPerson(server)('get', '/v1/me')).body).toMatchObject({ rotationsLeftToday: 3 });
});

it('0 a day: only administrators make new ones', async () => {
  await begin({ selfService: { enabled: true, rotationsPerDay: 0 } });
  const refused = await rotate(429);
  expect((refused.body as { detail: string }).detail).toContain('does not let people');
});

it('nobody rotates who has no password', async () => {
  await service.connect(ON);
  expect(codeOf(await rotate(404))).toBe('no-password');
});

it('a refused password does not count, one whose outcome is unknown does until it is settled', async () => {
  await begin();
  const { faults } = service.workspace.wire;
  faults.set([{ operations: ['users.update'], fault: { kind: 'error', status: 400 } }]);
  await rotate(502);
  expect(await accountOf(service)).not.toHaveProperty('ownRotations');
  faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
  expect(codeOf(await rotate(503))).toBe('outcome-unknown');
  faults.set([]);
  expect((await accountOf(service))?.ownRotations).toHaveLength(1);
  const settled = toldBy(await rotate());
  expect(service.workspace.passwordMatches(ALICE, settled.password)).toBe(true);
  expect((await accountOf(service))?.ownRotations).toHaveLength(1);
});

it('one that Google refuses after a doubt counts once, with the one that follows', async () => {
  await begin();
  const { faults } = service.workspace.wire;
  faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
  await rotate(503);
  faults.set([{ operations: ['users.update'], fault: { kind: 'error', status: 400 } }]);
  await rotate(503);
  faults.set([]);
  service.clock.advance(HOUR_MS);
  const { password } = toldBy(await rotate());
  expect(service.workspace.passwordMatches(ALICE, password)).toBe(true);
  expect((await accountOf(service))?.ownRotations).toHaveLength(1);
});

it('refusals after a doubt make no day longer', async () => {
  await begin({ selfService: { enabled: true, rotationsPerDay: 1 } });
  const { faults } = service.workspace.wire;
  faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
  await rotate(503);
  faults.set([{ operations: ['users.update'], fault: { kind: 'error', status: 400 } }]);
  await rotate(503);
  service.clock.advance(HOUR_MS);
  await rotate(502);
  faults.set([]);
  await post('/v1/me/password').expect(200);
  await rotate(429);
});

it('who may make no more still gets a doubt settled', async () => {
  await begin({ selfService: { enabled: true, rotationsPerDay: 1 } });
  const { faults } = service.workspace.wire;
  faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
  await rotate(503);
  faults.set([]);
  const { password } = toldBy(await rotate());
  expect(service.workspace.passwordMatches(ALICE, password)).toBe(true);
  await rotate(429);
});

it('a copy that the policy destroys is not shown; a new one is, as often as the day allows', async () => {
  await begin({ retentionHours: 1, selfService: { enabled: true, rotationsPerDay: 1 } });
  service.clock.advance(HOUR_MS);
  expect(codeOf(await post('/v1/me/password').expect(404))).toBe('password-forgotten');
  expect(bodyOf(await asPerson(server)('get', '/v1/me'))).toMatchObject({
    forgotten: true,
    version: 1,
  });
  const { version, password } = toldBy(await rotate());
  expect(version).toBe(2);
  expect(service.workspace.passwordMatches(ALICE, password)).toBe(true);
  expect(bodyOf(await asPerson(server)('get', '/v1/me'))).not.toHaveProperty('forgotten');
  service.clock.advance(HOUR_MS);
  await rotate(429);
});

it.each([
  [0, 1, 404],
  [1, 0, 200],
])(
  'kept %i hours, and %i in the person’s unit: the status tells what showing does',
  async (...hours) => {
    const [retentionHours, inUnit, status] = hours;
    const { orgUnitPath } = service.workspace.user(ALICE)!;
    await begin({ retentionHours, overrides: [{ orgUnitPath, retentionHours: inUnit }] });
    service.clock.advance(HOUR_MS);
    await post('/v1/me/password').expect(status);
    const { forgotten } = bodyOf(await asPerson(server)('get', '/v1/me')) as { forgotten?: true };
    expect(forgotten).toBe(status === 404 ? true : undefined);
  },
);

describe('two calls at once', () => {
  /** Holds every look-up until `count` of them came; each change at Google takes a second. */
  function holdLookUps(count: number): void {
    const { google } = service;
    const held: (() => void)[] = [];
    service.google = (incoming: IncomingMessage, response: ServerResponse) => {
      if (incoming.method === 'PUT' || incoming.method === 'PATCH') service.clock.advance(1_000);
      const isLookUp = incoming.method === 'GET' && incoming.url?.includes('/users/');
      if (!isLookUp || held.length >= count) {
        google(incoming, response);
        return;
      }
      held.push(() => {
        google(incoming, response);
      });
      if (held.length === count) held.forEach((release) => setTimeout(release, 0));
    };
  }

  it('end with one version, or with in-progress, never with two passwords', async () => {
    await begin();
    service.clock.advance(1_000);
    holdLookUps(4);
    const four = await Promise.all([1, 2, 3, 4].map(async () => post('/v1/me/password/rotation')));
    const told = four.filter(({ status }) => status === 200).map(toldBy);
    expect(new Set(told.map(({ password }) => password)).size).toBe(1);
    expect(four.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect((await accountOf(service))?.current?.version).toBe(2);
    expect((await accountOf(service))?.ownRotations).toHaveLength(1);
  });

  it('one that Google answers late gets what the other made meanwhile', async () => {
    await begin();
    service.clock.advance(1_000);
    const { google } = service;
    let release: (() => void) | undefined;
    const isHeld = new Promise<void>((resolve) => {
      service.google = (incoming, response) => {
        if (incoming.method !== 'GET' || release) {
          if (incoming.method !== 'GET') service.clock.advance(1_000);
          google(incoming, response);
          return;
        }
        release = () => {
          google(incoming, response);
        };
        resolve();
      };
    });
    const late = post('/v1/me/password/rotation').then((response) => response);
    await isHeld;
    const first = await post('/v1/me/password/rotation').expect(200);
    release?.();
    expect((await late).body).toStrictEqual(first.body);
    expect(toldBy(first).version).toBe(2);
  });
});
