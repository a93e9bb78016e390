import request from 'supertest';
import { epochMs } from '../../../functions/domain/time';
import { Rotating } from './rotating';

const RUN = '20260101T000000000Z-0a0b0c0d';
/** The slice of the task that the first tick enqueues. */
const FIRST = 2;

type Told = { userId: string; password: string; version: number };

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open();
  await world.everybodyHasOne();
});
afterEach(() => {
  world.close();
});

const password = async (): Promise<Told> =>
  (await request(world.passwords).get('/v1/users/alice@example.com/password').expect(200))
    .body as Told;
const start = async (): Promise<string> => (await world.tick()).runId!;

/** Another worker takes the lane for this long. */
const takeLane = (forMs: number): Promise<void> =>
  world.service.platform.lanes.transact('directory', (lane) => ({
    write: {
      ...lane,
      lease: { holder: 'another', until: epochMs(world.service.clock.now() + forMs) },
    },
    result: undefined,
  }));

describe('a task', () => {
  test('continues the run to its end: every account is rotated once, and the live password is returned', async () => {
    const runId = await start();
    await world.task({ runId, slice: FIRST }).expect(200, { outcome: 'carried-on' });
    expect(await world.run(runId)).toMatchObject({
      state: 'finished',
      total: 35,
      done: 35,
      failed: 0,
      parked: 0,
      skipped: 0,
    });
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
    const { version, password: live } = await password();
    expect(version).toBe(2);
    expect(world.service.workspace.passwordMatches('alice@example.com', live)).toBe(true);
  });

  test('that arrives again after its slice, or beside it, changes nothing', async () => {
    const runId = await start();
    const statuses = await Promise.all(
      [FIRST, FIRST, FIRST].map(async (slice) => (await world.task({ runId, slice })).status),
    );
    expect(statuses.toSorted()).toStrictEqual([200, 503, 503]);
    for (const slice of [1, 2, 99]) await world.task({ runId, slice }).expect(204);
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('of an earlier slice is 204, and rotates no account', async () => {
    const runId = await start();
    await world.service.platform.runs.transact(runId, (run) => ({
      write: { ...run!, slice: 4 },
      result: undefined,
    }));
    for (const slice of [1, 2, 3]) await world.task({ runId, slice }).expect(204);
    expect(world.changedOtherThan(0, world.people)).toStrictEqual([]);
    await world.task({ runId, slice: 4 }).expect(200);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', done: 35 });
  });

  test('while another worker has the lane is 503, with a retry within 10 seconds', async () => {
    const runId = await start();
    await takeLane(90_000);
    const busy = await world.task({ runId, slice: FIRST }).expect(503);
    expect(busy.headers['retry-after']).toBe('30');
    expect(busy.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:rotation-waits',
      retry: 'same-request',
    });
    await takeLane(-2_000); // ends in 3 s, in case the other's clock is behind
    const soon = await world.task({ runId, slice: FIRST }).expect(503);
    expect(soon.headers['retry-after']).toBe('3');
    world.service.clock.advance(3_001);
    await world.task({ runId, slice: FIRST }).expect(200);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', done: 35 });
  });

  test('of a run that never existed, or has ended, is 204', async () => {
    await world.task({ runId: RUN, slice: 1 }).expect(204);
    const runId = await start();
    await world.ask('delete', `/v1/runs/${runId}`).expect(200);
    for (const slice of [1, 2]) await world.task({ runId, slice }).expect(204);
    expect(world.changedOtherThan(0, world.people)).toStrictEqual([]);
  });

  test.each([
    [{ userId: '100000020003668339987', runId: RUN }],
    [{ userId: '100000020003668339987', runId: RUN, decidedAt: 1_767_225_600_000 }],
    [{ userId: 'alice@example.com', runId: 'r' }],
  ])('of the first release, %j, is 204 and does nothing', async (body) => {
    await world.task(body).expect(204);
    expect(world.changedOtherThan(0, world.people)).toStrictEqual([]);
  });

  test.each([
    ['no slice', { runId: RUN }],
    ['no run', { slice: 1 }],
    ['a slice that is none', { runId: RUN, slice: 0 }],
    ['a slice that is half', { runId: RUN, slice: 1.5 }],
    ['a run that can not be', { runId: '../x', slice: 1 }],
    ['a field that is not ours', { runId: RUN, slice: 1, password: 'x' }],
    ['nothing', {}],
  ])('with %s is refused and changes nothing', async (_, body) => {
    await world.task(body).expect(400);
    expect(world.changedOtherThan(0, world.people)).toStrictEqual([]);
  });
});

describe('faults of one user or of all', () => {
  test('a lost reply is a failure of that user alone, and the next attempt settles it', async () => {
    world.faults({
      operations: ['users.update'],
      userKey: 'alice@example.com',
      times: 1,
      fault: { kind: 'lost-reply' },
    });
    const runId = await start();
    await world.task({ runId, slice: FIRST }).expect(200);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', done: 34, failed: 1 });
    expect(await world.shown('query=alice@')).toMatchObject([
      {
        status: 'unconfirmed',
        retryAt: expect.stringMatching(/^2026-01-01T00:15:0\d/) as string,
        lastFailure: { code: 'no-answer', attempts: 1 },
      },
    ]);
    expect((await world.overview()).retrying).toBe(1);
    await world.quarter();
    await world.quarter();
    const { password: live } = await password();
    expect(world.service.workspace.passwordMatches('alice@example.com', live)).toBe(true);
    expect((await world.overview()).retrying).toBe(0);
  });

  test('while Google allows no more calls the run waits, and continues within the pace', async () => {
    world.faults({
      operations: ['users.update'],
      times: 1,
      fault: { kind: 'error', status: 403, reason: 'dailyLimitExceeded' },
    });
    const runId = await start();
    await world.task({ runId, slice: FIRST }).expect(200);
    expect(await world.run(runId)).toMatchObject({ state: 'waiting', waitingFor: 'google' });
    await world.queue.pass(120_000);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', done: 35, failed: 0 });
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('a failing connection is reported on every tick, and no account is rotated', async () => {
    world.service.workspace.google.state.delegation.clear();
    world.service.clock.advance(3_600_000); // until the cached token expires
    await world.ask('post', '/v1/configuration/verification').expect(200);
    for (const ticks of [1, 2]) {
      expect(await world.tick()).toStrictEqual({
        state: 'idle',
        due: 35,
        reason: 'configuration',
      });
      const said = world.service.lines.filter((line) => line.includes('"configuration-failing"'));
      expect(said).toHaveLength(ticks);
      expect(JSON.parse(said.at(-1)!)).toMatchObject({
        severity: 'ERROR',
        link: 'delegation',
        code: 'delegation-missing',
      });
    }
  });
});
