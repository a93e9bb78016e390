import request from 'supertest';
import { Rotating } from './rotating';

type Told = { password: string; version: number };

const STAFF = { orgUnitPath: '/Contractors' };

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open();
});
afterEach(() => {
  world.close();
});

const issue = async (scope: unknown) => {
  const runId = await world.start('/v1/issuances', scope);
  await world.queue.drain();
  return world.run(runId);
};
const foretold = async (scope: unknown): Promise<unknown> =>
  (await world.ask('post', '/v1/issuances/forecast', { scope }).expect(200)).body;
const names = (users: readonly { primaryEmail: string }[]): string[] =>
  users.map(({ primaryEmail }) => primaryEmail);

test('every allowed user without one gets one; no other user is changed', async () => {
  const [first, second] = world.people;
  await world.hasOne(first!);
  await world.hasOne(second!);
  const others = world.people.slice(2);
  const excluded = { 'admin-account': 2, 'user-suspended': 3 };
  expect(await foretold('all')).toMatchObject({ users: 33, excluded, exact: true });

  const run = await issue('all');
  expect(run).toMatchObject({
    kind: 'issue',
    scope: 'all',
    state: 'finished',
    total: 38,
    done: 33,
    skipped: 5,
    skippedBy: excluded,
  });
  expect(world.changedOtherThan(1, others)).toStrictEqual([]);
  expect(world.changedOtherThan(0, [first!, second!])).toStrictEqual([]);
  expect(world.changes('admin@example.com')).toBe(0);
  for (const address of names(others).slice(0, 5)) {
    const told = await request(world.passwords).get(`/v1/users/${address}/password`).expect(200);
    const { password, version } = told.body as Told;
    expect(version).toBe(1);
    expect(world.service.workspace.passwordMatches(address, password)).toBe(true);
  }
  expect((await world.overview()).accounts).toMatchObject({ active: 35 });
  expect(await issue('all')).toMatchObject({ state: 'finished', done: 0, skipped: 5 });
});

test('of a unit gives one only to users in it or below; of an unknown unit to none', async () => {
  const inUnit = world.people.filter(({ orgUnitPath }) => orgUnitPath.startsWith('/Contractors'));
  expect(await issue(STAFF)).toMatchObject({ state: 'finished', done: inUnit.length });
  const changed = world.people.filter(({ id }) => world.changes(id) > 0);
  expect(names(changed)).toStrictEqual(names(inUnit));
  expect(await foretold({ orgUnitPath: '/Nowhere' })).toMatchObject({ users: 0, excluded: {} });
  expect(await issue({ orgUnitPath: '/Nowhere' })).toMatchObject({
    state: 'finished',
    total: 0,
    done: 0,
  });
});

test('a user whose password was revoked gets one only by a list, which says why for all others', async () => {
  const alice = 'alice@example.com';
  await request(world.passwords).put(`/v1/users/${alice}/password`).expect(201);
  await request(world.passwords).delete(`/v1/users/${alice}/password`).expect(204);
  await request(world.passwords).put('/v1/users/bob@example.com/password').expect(201);
  const userKeys = [alice, 'bob@example.com', 'frank@example.com', 'nobody@example.com'];
  expect(await foretold('all')).toMatchObject({
    excluded: { 'password-revoked': 1, 'admin-account': 2 },
  });
  expect(await issue('all')).toMatchObject({
    done: 33,
    skippedBy: { 'password-revoked': 1, 'admin-account': 2 },
  });
  expect(world.changes(alice)).toBe(2);

  expect(await issue({ userKeys })).toMatchObject({
    total: 4,
    done: 1,
    skipped: 3,
    skippedBy: { 'has-password': 1, 'user-suspended': 1, 'user-not-found': 1 },
  });
  expect(world.changes(alice)).toBe(3);
});

test('a user whom a list names by every name is foretold once, as the run counts', async () => {
  const alice = world.service.workspace.user('alice@example.com');
  const userKeys = [
    'alice@example.com',
    'alice.martin@example.com',
    'ALICE@example.com',
    alice!.id,
    'bob@example.com',
  ];
  expect(await foretold({ userKeys })).toMatchObject({ users: 2, excluded: {}, exact: true });
  expect(await issue({ userKeys })).toMatchObject({ state: 'finished', total: 2, done: 2 });
  world.service.clock.advance(60_000);
  const again = await world.ask('post', '/v1/rotations/forecast', { scope: { userKeys } });
  expect(again.body).toMatchObject({ users: 2, excluded: {}, exact: true });
  expect(await world.rotate({ userKeys })).toMatchObject({ state: 'finished', total: 2, done: 2 });
  world.service.clock.advance(60_000);
  expect(await foretold({ userKeys })).toMatchObject({ users: 0, excluded: { 'has-password': 2 } });
});

test('a user who could not get one is retried by the schedule, also with a period of 0', async () => {
  await world.ask('put', '/v1/policy', { periodDays: 0 }).expect(200);
  const fault = { kind: 'error', status: 503, body: 'no' } as const;
  world.faults({
    operations: ['users.update'],
    userKey: 'bob@example.com',
    times: 1,
    fault,
  });
  expect(await issue('all')).toMatchObject({ done: 34, failed: 1 });
  expect((await world.overview()).retrying).toBe(1);
  for (let tick = 0; tick < 3; tick += 1) await world.quarter();
  expect(world.changes('bob@example.com')).toBe(1);
  expect((await world.overview()).accounts).toMatchObject({ active: 35 });
});

test.each([[{}], [{ scope: 'due' }], [{ scope: { userKeys: [] } }], [{ scope: { unit: '/x' } }]])(
  'with the body %j is refused',
  async (body) => {
    await world.ask('post', '/v1/issuances', body).expect(400);
    await world.ask('post', '/v1/issuances/forecast', body).expect(400);
    expect((await world.overview()).runs).toStrictEqual([]);
  },
);

test('is requested under the administrator’s name, and each password has its audit line', async () => {
  const run = await issue({ userKeys: ['alice@example.com'] });
  expect(run).toMatchObject({ startedBy: 'system-management@example.com', done: 1 });
  const audit = world.service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'password-audit');
  expect(audit).toMatchObject([
    { action: 'issued', caller: 'system-management@example.com', version: 1 },
  ]);
});
