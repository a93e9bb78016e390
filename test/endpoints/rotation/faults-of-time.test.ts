import request from 'supertest';
import { type FaultRule } from '../../../local/workspace/fault';
import { Rotating } from './rotating';

const DAY = 86_400_000;
const ALICE = '/v1/users/alice@example.com/password';
/** As many times as one request tries. */
const LOST: FaultRule = {
  operations: ['users.update'],
  times: 3,
  fault: { kind: 'lost-reply' },
};

type Told = { userId: string; password: string; version: number };

let world: Rotating;
afterEach(() => {
  world.close();
});

const policy = (change: object): request.Test => world.ask('put', '/v1/policy', change);

test('a password made with a period of 0 has a turn within the period set later', async () => {
  world = await Rotating.open({ periodDays: 0 });
  const { people } = world;
  for (const { primaryEmail } of people) {
    await request(world.passwords).put(`/v1/users/${primaryEmail}/password`).expect(201);
  }
  world.service.clock.advance(100 * DAY);
  await world.quarter();
  expect(world.changedOtherThan(1, people)).toStrictEqual([]);

  await policy({ periodDays: 30 }).expect(200);
  const until = new Date(world.service.clock.now() + 30 * DAY + 900_000).toISOString();
  await world.quarter();
  const turns = (await world.shown('')).map(({ nextRotationAt }) => nextRotationAt ?? 'never');
  expect(turns).toHaveLength(people.length);
  expect(turns.filter((turn) => turn > until)).toStrictEqual([]);
  expect(new Set(turns.map((turn) => turn.slice(0, 10))).size).toBeGreaterThan(10);
  for (let tick = 0; tick < 31 * 2; tick += 1) await world.quarter(DAY / 2);
  expect(people.filter(({ id }) => world.changes(id) < 2)).toStrictEqual([]);
}, 240_000);

test('an account with an earlier candidate is settled and then rotated, and counted once', async () => {
  world = await Rotating.open();
  const people = await world.everybodyHasOne();
  world.faults(LOST);
  await request(world.passwords).post(`${ALICE}/rotation`).expect(503);
  const { platform, workspace, clock } = world.service;
  const [alice] = (await platform.accounts.list({ limit: 1, query: 'alice@' })).accounts;
  const { version, ciphertext } = alice!.candidates[0]!;
  const before = await platform.cipher.decrypt(ciphertext, { userId: alice!.userId, version });
  expect(workspace.passwordMatches('alice@example.com', before!.reveal())).toBe(true);

  clock.advance(60_000);
  const run = await world.rotate('all');
  expect(run).toMatchObject({ state: 'finished', total: 35, done: 35, skipped: 0 });
  const read = (await request(world.passwords).get(ALICE).expect(200)).body as Told;
  expect(read.version).toBe(3);
  expect(read.password).not.toBe(before!.reveal());
  expect(workspace.passwordMatches('alice@example.com', read.password)).toBe(true);
  const others = people.filter(({ primaryEmail }) => primaryEmail !== 'alice@example.com');
  expect(world.changedOtherThan(1, others)).toStrictEqual([]);
});

test('a run that waits when Google is disconnected ends, and does nothing 60 days later', async () => {
  world = await Rotating.open();
  const people = await world.everybodyHasOne();
  const { workspace, clock } = world.service;
  const delegation = [...workspace.google.state.delegation];
  workspace.google.state.delegation.clear();
  clock.advance(3_600_000); // until the cached token expires
  const waiting = await world.rotate('all');
  expect(waiting).toMatchObject({ state: 'waiting', waitingFor: 'configuration' });
  await world.ask('delete', '/v1/configuration').expect(204);
  const ended = { state: 'stopped', stopReason: 'disconnected', done: 0 };
  expect(await world.run(waiting.runId)).toMatchObject(ended);

  clock.advance(60 * DAY);
  for (const [client, scopes] of delegation) workspace.google.state.delegation.set(client, scopes);
  await policy({ paused: true }).expect(200);
  const saved = await world
    .ask('put', '/v1/configuration')
    .set('content-type', 'application/vnd.google-apps-passwords.configuration+json')
    .send(
      JSON.stringify({
        adminUsername: workspace.adminUsername,
        serviceAccountKey: workspace.keyFile(),
      }),
    );
  expect(saved.body).toMatchObject({ configured: true, verification: { state: 'ok' } });
  expect(await world.quarter()).toMatchObject({ state: 'idle', reason: 'paused' });
  await world.task({ runId: waiting.runId, slice: 1 }).expect(204);
  await world.task({ runId: waiting.runId, slice: 2 }).expect(204);
  expect(world.changedOtherThan(0, people)).toStrictEqual([]);
  expect(await world.run(waiting.runId)).toMatchObject(ended);
});

describe('after a clock that was a year ahead was set right', () => {
  const NAMES = ['alice', 'bob', 'carol'].map((name) => `${name}@example.com`);

  beforeEach(async () => {
    world = await Rotating.open();
    const { clock } = world.service;
    await world.everybodyHasOne({ nextRotationAt: (clock.now() + 20 * DAY) as never });
    clock.advance(365 * DAY);
    for (const name of NAMES) {
      world.faults(LOST);
      await request(world.passwords).post(`/v1/users/${name}/password/rotation`).expect(503);
      await request(world.passwords).get(`/v1/users/${name}/password`).expect(200); // settled
    }
    world.faults({ operations: ['users.update'], fault: { kind: 'lost-reply' } });
    await world.quarter(1); // the schedule's run reaches every user, and Google answers nothing
    world.faults();
    clock.advance(-365 * DAY);
  });

  test('a caller who waits for a change has it within 20 minutes and 30 seconds', async () => {
    const { clock, workspace } = world.service;
    const rotate = () => request(world.passwords).post(`${ALICE}/rotation`);
    const revoke = () => request(world.passwords).delete(`/v1/users/bob@example.com/password`);
    for (const { headers } of [await rotate().expect(503), await revoke().expect(503)]) {
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(1_230);
    }
    clock.advance(1_230_000);
    const rotated = (await rotate().expect(200)).body as Told;
    expect(workspace.passwordMatches('alice@example.com', rotated.password)).toBe(true);
    await revoke().expect(204);
  });

  test('the schedule rotates all accounts again within the period', async () => {
    const { people } = world;
    const before = new Map(people.map(({ id }) => [id, world.changes(id)]));
    for (let tick = 0; tick < 34 * 2; tick += 1) await world.quarter(DAY / 2);
    expect(
      people
        .filter(({ id }) => world.changes(id) <= before.get(id)!)
        .map((user) => user.primaryEmail),
    ).toStrictEqual([]);
    expect((await world.overview()).overdue).toBe(0);
  }, 240_000);
});

describe('what was started while the clock was a year ahead', () => {
  beforeEach(async () => {
    world = await Rotating.open();
    const soon = (world.service.clock.now() + 20 * DAY) as never;
    await world.everybodyHasOne({ nextRotationAt: soon });
    world.service.clock.advance(365 * DAY);
  });

  test('and ended: all accounts have a turn again within the period', async () => {
    const { people } = world;
    await world.quarter(60_000);
    expect(world.changedOtherThan(1, people)).toStrictEqual([]);
    world.service.clock.advance(-365 * DAY);
    for (let tick = 0; tick < 34 * 2; tick += 1) await world.quarter(DAY / 2);
    expect(world.changedOtherThan(2, people)).toStrictEqual([]);
  }, 240_000);

  test('a run that an administrator requested rotates every account once', async () => {
    const runId = await world.start('/v1/rotations', 'all');
    world.service.clock.advance(-365 * DAY);
    await world.quarter();
    expect(await world.run(runId)).toMatchObject({ state: 'finished', total: 35, done: 35 });
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('a right that was found missing is tried again, and the run continues', async () => {
    world.service.clock.advance(-365 * DAY);
    await world.everybodyHasOne();
    world.service.clock.advance(365 * DAY);
    const fault = { kind: 'error', status: 403, reason: 'forbidden' } as const;
    world.faults({ operations: ['users.update'], fault });
    await world.quarter(60_000);
    expect((await world.overview()).currentRun).toMatchObject({ waitingFor: 'configuration' });
    world.faults();
    world.service.clock.advance(-365 * DAY);
    for (let tick = 0; tick < 4; tick += 1) await world.quarter();
    expect((await world.overview()).lastRun).toMatchObject({ state: 'finished', done: 35 });
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('a verification is not valid for a year: the connection is verified when it is in doubt', async () => {
    await world.ask('post', '/v1/configuration/verification').expect(200);
    world.service.clock.advance(-365 * DAY);
    const fault = { kind: 'error', status: 403, reason: 'forbidden' } as const;
    world.faults({ operations: ['users.get'], fault });
    const userKeys = world.people.slice(0, 12).map(({ primaryEmail }) => primaryEmail);
    expect(await world.rotate({ userKeys })).toMatchObject({
      state: 'waiting',
      waitingFor: 'configuration',
      failed: 0,
    });
    world.faults();
    await world.quarter();
    await world.quarter();
    expect((await world.overview()).lastRun).toMatchObject({ state: 'finished', done: 12 });
  });
});
