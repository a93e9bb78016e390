import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

describe('a listing that Google refuses', () => {
  test.each(['not-authorized', 'input-refused', 'user-not-found'] as const)(
    '%s for its second page, though the connection works: the run goes through accounts instead, and says so',
    async (code) => {
      await world.people(3_000);
      world.google.onList = (token) => (token === undefined ? undefined : code);
      await world.rotateNow('all');
      await world.tasks.pass(30 * MINUTE);
      expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 3_000 } });
      expect(world.unexpected.splice(0).map(String)).toStrictEqual([
        `Error: Google does not list users: ${code}.`,
      ]);
      expect(world.google.calls.list).toBeLessThan(10);
    },
  );

  test('of due users: one after the other', async () => {
    await world.people(30);
    world.google.onList = () => 'input-refused';
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 30 } });
    expect(world.google.calls).toMatchObject({ find: 30 });
    expect(world.unexpected.splice(0)).toHaveLength(1);
  });

  test('needed to find users without a password: the run waits', async () => {
    world.google.add(crowdUser(1));
    world.google.onList = () => 'input-refused';
    await world.start('issue', 'all');
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'google' });
    world.google.onList = () => undefined;
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1 } });
  });

  test('a page from a minute ago is requested again: a user who has become an administrator is skipped', async () => {
    await world.people(100);
    world.callsPerSecond = 1;
    let calls = 0;
    world.google.onSet = () => {
      calls += 1;
      if (calls === 1) world.google.add(crowdUser(99, { isAdmin: true }));
      return 'applied';
    };
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.rotateNow('all');
    await world.tasks.pass(10 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 99, skipped: 1 },
    });
    expect(world.google.changes.get(crowdUser(99).id)).toBeUndefined();
  });

  test('whose token is refused once starts again, past pages with the same tokens', async () => {
    for (let number = 0; number < 1_001; number += 1) world.google.add(crowdUser(number));
    let refused = 0;
    world.google.onList = (token) =>
      token === '1000' && refused++ === 0 ? 'input-refused' : undefined;
    await world.start('issue', 'all');
    await world.tasks.pass(30 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1_001 } });
  });

  test.each(['input-refused', 'google-unavailable'] as const)(
    '%s for one run keeps no other from its users',
    async (code) => {
      await world.people(3);
      world.google.onList = () => code;
      await world.start('issue', 'all');
      for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
      expect(world.rotated).toBe(3);
    },
  );
});
