import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** Users are given in a listing's order, and any number of them beside those with a password. */
const bystanders = (count: number): void => {
  for (let number = 0; number < count; number += 1) world.google.add(crowdUser(500_000 + number));
};

test('asks for users one by one when few are due in a large domain', async () => {
  bystanders(5_000);
  await world.people(2);
  await world.tick();
  await world.tasks.pass(MINUTE);
  expect(world.google.calls).toStrictEqual({ set: 2, find: 2, list: 0 });
});

test('lists the users once when many are due, and believes no listing that somebody is gone', async () => {
  bystanders(1_200);
  await world.people(40);
  const late = crowdUser(7);
  const listUsers = world.google.directory.listUsers.bind(world.google.directory);
  world.google.directory.listUsers = async (page) => {
    const answer = await listUsers(page);
    if (answer.kind === 'failed') return answer;
    const users = answer.value.users.filter(({ id }) => id !== late.id);
    return { kind: 'ok', value: { ...answer.value, users } };
  };
  await world.tick();
  await world.tasks.pass(MINUTE);
  expect(await world.run()).toMatchObject({ listedUsers: 1_239, result: { done: 40 } });
  expect(world.google.calls.list).toBeLessThanOrEqual(6);
  expect(world.google.calls.find).toBeLessThanOrEqual(22); // the first wave's, and the late one
});

test('lists users no further than its accounts go', async () => {
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
  await world.people(40);
  bystanders(5_000);
  await world.rotateNow('all');
  await world.tasks.pass(2 * MINUTE);
  expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 40 } });
  expect(world.google.calls).toStrictEqual({ set: 40, find: 0, list: 1 });
});

test('waits 1.6 seconds for its first wave, and lists users meanwhile', async () => {
  await world.people(40);
  bystanders(5_000);
  const list = world.google.directory.listUsers.bind(world.google.directory);
  world.google.directory.listUsers = (page) => {
    world.clock.advance(400);
    return list(page);
  };
  expect((await world.tick()).run).toMatchObject({ state: 'first-wave', enqueued: 10 });
  expect(world.google.calls).toStrictEqual({ set: 0, find: 0, list: 5 });
});

describe('when there is no time to list further', () => {
  const listSlowly = async (ms: number, orgUnitPath = '/'): Promise<void> => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    bystanders(1_000); // listed before those with a password
    await world.people(250);
    for (let number = 0; number < 200; number += 1)
      world.google.add(crowdUser(number, { orgUnitPath }));
    const list = world.google.directory.listUsers.bind(world.google.directory);
    world.google.directory.listUsers = (page) => {
      world.clock.advance(ms);
      return list(page);
    };
  };

  test('enqueues all others, and looks at each before it is rotated', async () => {
    await listSlowly(1_001);
    world.google.add(crowdUser(249, { isAdmin: true }), crowdUser(248, { suspended: true }));
    world.planningMs = 1_000;
    await world.tick();
    expect(world.google.calls).toStrictEqual({ set: 0, find: 10, list: 1 }); // those under way
    expect(await world.run()).toMatchObject({ state: 'running', enqueued: 250 });
    await world.tasks.pass(30 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      result: { done: 248, failed: 0, parked: 0, skipped: 2 },
      skippedLater: { 'admin-account': 1, 'user-suspended': 1 },
    });
    expect(world.google.calls).toMatchObject({ set: 248, find: 250 });
    expect(world.account(249)).toMatchObject({ mark: { code: 'admin-account' } });
  });

  test('lists for two thirds of its time at most', async () => {
    await listSlowly(100);
    world.planningMs = 240;
    await world.tick();
    expect(world.google.calls).toMatchObject({ list: 2 });
    expect(await world.run()).toMatchObject({ enqueued: 250 });
  });

  test('goes on user by user, a hundred at most, for an organisational unit', async () => {
    await listSlowly(1_001, '/sales');
    world.planningMs = 1_000;
    const runId = await world.rotateNow({ orgUnitPath: '/sales' });
    await world.tasks.pass(0);
    expect(world.google.calls).toStrictEqual({ set: 0, find: 200, list: 1 }); // the page is read twice
    expect(await world.runs.read(runId)).toMatchObject({ enqueued: 100 });
    await world.tasks.pass(30 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 200 } });
  });
});

test('remembers how many users there are at least, and asks one by one the next time', async () => {
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
  bystanders(20_000);
  await world.people(20);
  await world.rotateNow('all');
  await world.tasks.pass(2 * MINUTE);
  expect(world.google.calls).toStrictEqual({ set: 20, find: 0, list: 41 });
  await world.rotateNow('all');
  await world.tasks.pass(2 * MINUTE);
  await world.rotateNow('all');
  await world.tasks.pass(2 * MINUTE);
  expect(world.google.calls).toStrictEqual({ set: 60, find: 40, list: 41 });
});
