import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const ALIAS = 'alias@example.com';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

describe('a list that names one user by two keys, far apart', () => {
  test('counts a user without an account once', async () => {
    await world.people(60);
    world.google.add(crowdUser(60, { aliases: [ALIAS] }));
    const others = world.all().map(({ userId }) => userId);
    await world.rotateNow({ userKeys: [crowdUser(60).id, ...others, ALIAS] });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 60, failed: 0, parked: 0, skipped: 1 },
    });
  });

  test.each([
    ['an alias', ALIAS],
    ['the id', crowdUser(0).id],
  ])('counts the user once if a worker died with %s in hand', async (_name, key) => {
    await world.person(0, { lastMet: { runId: 'killed', result: 'done' } });
    await world.person(1, { lastMet: { runId: 'killed', result: 'done' } });
    world.google.add(crowdUser(0, { aliases: [ALIAS, 'second@example.com'] }));
    await world.addRun('killed', {
      scope: { userKeys: ['second@example.com', crowdUser(1).id, key] },
      cursor: { source: 'end' },
      hand: [crowdUser(1).id, key],
      counts: { done: 1, failed: 0, parked: 0, skipped: 0 },
    });
    await world.quarter();
    expect(await world.runs.read('killed')).toMatchObject({
      state: 'finished',
      counts: { done: 2, failed: 0, parked: 0, skipped: 0 },
    });
  });

  test('counts the user once if a call held the user, who is skipped by then', async () => {
    const id = await world.person(0);
    world.google.add(crowdUser(0, { aliases: [ALIAS] }));
    await world.accounts.transact(id, (account) => ({
      write: {
        ...account!,
        lease: { holder: 'a caller', until: epochMs(world.clock.now() + 9_000) },
      },
      result: undefined,
    }));
    world.google.onFind = () => {
      const isSeen = world.google.calls.find === 2;
      if (isSeen) world.google.add(crowdUser(0, { aliases: [ALIAS], suspended: true }));
      return undefined;
    };
    await world.rotateNow({ userKeys: [crowdUser(0).primaryEmail, ALIAS] });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0, skipped: 1 } });
  });
});

test('a hand over a list that a dead worker left is counted in full, even if Google’s limits cut it short', async () => {
  const lastMet = { runId: 'killed', result: 'done' } as const;
  const hand = [await world.person(0, { lastMet }), await world.person(1, { lastMet })];
  await world.addRun('killed', { scope: { userKeys: hand }, cursor: { source: 'end' }, hand });
  let refusals = 1;
  world.google.onFind = () => ((refusals -= 1) >= 0 ? 'daily-quota-exceeded' : undefined);
  await world.quarter();
  expect(await world.runs.read('killed')).toMatchObject({ state: 'finished', counts: { done: 2 } });
});

describe('a later key of a list', () => {
  const keysFrom = (first: string, ...last: string[]): string[] => {
    const others = Array.from({ length: 78 }, (_, number) => crowdUser(number + 1).id);
    return [first, ...others, ...last];
  };

  test('gives the user a password, if the look-up by an earlier one failed', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(79, { nextRotationAt: epochMs(9e15) });
    world.google.add(crowdUser(0, { aliases: [ALIAS] }));
    let asked = 0;
    world.google.onFind = (id) =>
      id === crowdUser(0).id && (asked += 1) === 1 ? 'google-unavailable' : undefined;
    await world.rotateNow({ userKeys: keysFrom(ALIAS, crowdUser(0).primaryEmail) });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ counts: { done: 79, failed: 1 } });
    expect(world.account(0)).toMatchObject({ current: { version: 2 } });
  });

  test('gives each of two users one password, if an alias passes from one to the other', async () => {
    await world.people(80, { nextRotationAt: epochMs(9e15) });
    world.google.add(crowdUser(0, { aliases: [ALIAS] }));
    world.google.onSet = (id) => {
      if (id !== crowdUser(0).id)
        world.google.add(crowdUser(0), crowdUser(79, { aliases: [ALIAS] }));
      return 'applied';
    };
    const { primaryEmail } = crowdUser(0);
    await world.rotateNow({ userKeys: keysFrom(ALIAS, primaryEmail, crowdUser(79).primaryEmail) });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 80 } });
    expect(world.account(0)).toMatchObject({ current: { version: 2 } });
    expect(world.account(79)).toMatchObject({ current: { version: 2 } });
  });

  test('does not count an unreadable record again', async () => {
    await world.people(1);
    world.accounts.spoil(crowdUser(0).id);
    await world.rotateNow({ userKeys: [crowdUser(0).primaryEmail, crowdUser(0).id] });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0, failed: 1 } });
  });
});
