import { type Test } from 'supertest';
import { type RunAnswer } from '../../../functions/api/run';
import { Rotating } from './rotating';

let world: Rotating;
afterEach(() => {
  world.close();
});

/** Calls `act` once Google has answered this many updates. */
function afterUpdates(updates: number, act: () => void): void {
  let acted = false;
  world.service.clock.onAdvance(() => {
    const { calls } = world.service.workspace.wire.statistics.report();
    if (acted || calls['users.update'] < updates) return;
    acted = true;
    act();
  });
}

describe('a run over two pages of users', () => {
  let run: () => Promise<RunAnswer>;
  beforeEach(async () => {
    world = await Rotating.open({}, { users: 640 });
    await world.everybodyHasOne();
    run = () => world.rotate('all');
  });

  test('whose second token Google no longer accepts starts again and rotates every account once', async () => {
    const { people } = world;
    afterUpdates(200, () => {
      world.faults({
        operations: ['users.list'],
        times: 1,
        fault: {
          kind: 'error',
          status: 400,
          reason: 'invalid',
          message: 'Invalid Input: pageToken',
        },
      });
    });
    expect(await run()).toMatchObject({
      state: 'finished',
      total: people.length,
      done: people.length,
    });
    expect(world.changedOtherThan(1, people)).toStrictEqual([]);
    expect(world.service.workspace.wire.faults.list()).toMatchObject([{ hits: 1 }]);
  });

  test('between which users are renamed forwards and backwards rotates every account once', async () => {
    const { people } = world;
    const { state } = world.service.workspace.google;
    const renames: readonly (readonly [number, string])[] = [
      [5, 'zzz-met-before@example.com'],
      [460, 'zzz-not-met-yet@example.com'],
      [590, 'aaa-never-listed@example.com'],
      [595, 'zzz-on-the-second@example.com'],
    ];
    afterUpdates(200, () => {
      for (const [place, primaryEmail] of renames) {
        state.putUser({ ...state.users.find(people[place]!.id)!, primaryEmail });
      }
    });
    expect(await run()).toMatchObject({
      state: 'finished',
      total: people.length,
      done: people.length,
      skipped: 0,
    });
    expect(world.changedOtherThan(1, people)).toStrictEqual([]);
    for (const [place, primaryEmail] of renames.slice(1)) {
      expect(await world.shown(`query=${primaryEmail}`)).toMatchObject([
        { userId: people[place]!.id, version: 2 },
      ]);
    }
  });

  test('whose users are added and removed in the meantime ends with all remaining users', async () => {
    const { people } = world;
    const { state } = world.service.workspace.google;
    afterUpdates(200, () => {
      state.users.remove(people[580]!.id);
    });
    expect(await run()).toMatchObject({
      state: 'finished',
      total: people.length,
      done: people.length - 1,
      skippedBy: { 'user-not-found': 1 },
    });
  });
});

describe('a store that fails once', () => {
  test.each(['runs', 'accounts', 'lanes'] as const)(
    'in the middle of a run, at %s: the task is delivered again, and every account is rotated once',
    async (name) => {
      world = await Rotating.open();
      const people = await world.everybodyHasOne();
      const store: { transact: unknown } = world.service.platform[name];
      const { transact } = store;
      let refusals = 0;
      afterUpdates(12, () => {
        store.transact = () => {
          store.transact = transact;
          refusals += 1;
          return Promise.reject(new Error('The store is out of reach.'));
        };
      });
      const runId = await world.start('/v1/rotations', 'all');
      for (let tick = 0; tick < 3; tick += 1) await world.queue.pass(300_000);
      const run = await world.run(runId);
      expect(run).toMatchObject({ state: 'finished', total: 35 });
      expect(refusals).toBe(1);
      await world.quarter();
      await world.quarter();
      expect(people.filter(({ id }) => world.changes(id) === 0)).toStrictEqual([]);
      for (const { primaryEmail } of people) {
        const [shown] = await world.shown(`query=${primaryEmail}`);
        expect(shown).toMatchObject({ status: 'active', version: 2 });
      }
    },
  );
});

describe('administrators with concurrent requests', () => {
  const asked = async (...scopes: readonly unknown[]): Promise<string[]> => {
    const answers = await Promise.all(
      scopes.map((scope): Test => world.ask('post', '/v1/rotations', { scope })),
    );
    return answers.map(({ body }) => (body as { runId: string }).runId);
  };

  beforeEach(async () => {
    world = await Rotating.open();
    await world.everybodyHasOne();
  });

  test('for the same share one run', async () => {
    const ids = await asked('all', 'all', 'all');
    expect(new Set(ids).size).toBe(1);
    await world.queue.drain();
    expect((await world.overview()).runs).toMatchObject([{ state: 'finished', done: 35 }]);
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('for the same, during the schedule’s run, share one of their own', async () => {
    await world.tick();
    const ids = await asked('due', 'due');
    expect(new Set(ids).size).toBe(1);
    await world.queue.pass(60_000);
    const { runs } = await world.overview();
    expect(runs.map(({ startedBy }) => startedBy).toSorted()).toStrictEqual([
      'schedule',
      'system-management@example.com',
    ]);
    expect(runs.map(({ state }) => state)).toStrictEqual(['finished', 'finished']);
    expect(world.changedOtherThan(1, world.people)).toStrictEqual([]);
  });

  test('for different ones have a run each; the list goes first', async () => {
    const userKeys = ['ivan@example.com'];
    const order: string[] = [];
    const { putUser } = world.service.workspace.google.state;
    Object.assign(world.service.workspace.google.state, {
      putUser: (user: Parameters<typeof putUser>[0]) => {
        order.push(user.primaryEmail);
        putUser(user);
      },
    });
    world.queue.broken = true; // until all three runs have been requested
    const [everybody, unit, list] = await asked(
      'all',
      { orgUnitPath: '/Contractors' },
      { userKeys },
    );
    world.queue.broken = false;
    await world.quarter();
    expect(await world.run(list!)).toMatchObject({ state: 'finished', total: 1, done: 1 });
    expect(await world.run(everybody!)).toMatchObject({ state: 'finished', total: 35, done: 35 });
    expect(await world.run(unit!)).toMatchObject({ state: 'finished' });
    expect(order[0]).toBe('ivan@example.com');
    expect(world.changes('ivan@example.com')).toBeLessThanOrEqual(2);
  });
});

test('disconnecting in the middle of a run ends it after the current batch', async () => {
  world = await Rotating.open({}, { users: 240 });
  const people = await world.everybodyHasOne();
  let disconnected: Promise<unknown> | undefined;
  afterUpdates(12, () => {
    disconnected = Promise.resolve(world.ask('delete', '/v1/configuration').expect(204));
  });
  const runId = await world.start('/v1/rotations', 'all');
  await world.queue.pass(3_600_000);
  await disconnected;
  const run = await world.run(runId);
  const rotated = people.filter(({ id }) => world.changes(id) > 0);
  expect(run).toMatchObject({ state: 'stopped', stopReason: 'disconnected', failed: 0 });
  expect(run.total).toBe(run.done);
  expect(run.done).toBe(rotated.length);
  expect(rotated.length).toBeLessThan(100);
  expect(await world.quarter()).toMatchObject({ state: 'idle', reason: 'not-configured' });
  expect(world.changedOtherThan(1, rotated)).toStrictEqual([]);
});
