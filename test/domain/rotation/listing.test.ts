import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const PEOPLE = 1_300;
const crowd = (): Promise<void> =>
  world.people(PEOPLE, { nextRotationAt: epochMs(world.clock.now() + DAY) });
const atUpdate = (count: number, happens: () => void): void => {
  let updates = 0;
  world.google.onSet = () => {
    updates += 1;
    if (updates === count) happens();
    return 'applied';
  };
};
const expectAllOnce = async (): Promise<void> => {
  await world.tasks.pass(15 * MINUTE);
  expect(await world.run()).toMatchObject({
    state: 'finished',
    counts: { done: PEOPLE, failed: 0, parked: 0, skipped: 0 },
  });
  expect(new Set(world.all().map(({ userId }) => world.google.changes.get(userId)))).toStrictEqual(
    new Set([1]),
  );
};

describe('a listing', () => {
  test('continues where it was, slice after slice', async () => {
    await crowd();
    world.sliceMs = 5_000;
    await world.rotateNow('all');
    await expectAllOnce();
    expect((await world.run()).slice).toBeGreaterThanOrEqual(9);
    // Each slice reads its page again, but looks up no single user of that page.
    expect(world.google.calls.find).toBe(0);
    expect(world.google.calls.list).toBeLessThanOrEqual(3 + 12);
  });

  test('whose token is refused in mid-run starts again, past users already met', async () => {
    await crowd();
    world.sliceMs = 5_000;
    atUpdate(700, () => {
      let refused = false;
      world.google.onList = (token) => {
        if (token === undefined || refused) return undefined;
        refused = true;
        return 'input-refused';
      };
    });
    await world.rotateNow('all');
    await expectAllOnce();
    expect(world.google.calls.find).toBe(0);
  });

  test('that changes between pages skips no user and counts none twice', async () => {
    await crowd();
    const rename = (number: number, primaryEmail: string): void => {
      world.google.add(crowdUser(number, { primaryEmail }));
    };
    atUpdate(300, () => {
      rename(1_200, 'aaa@example.com'); // not listed yet, and moves to the part already listed
      rename(3, 'zzz@example.com'); // listed already, and will be listed again
      world.google.users.delete(crowdUser(5).id); // all later users move up by one
    });
    await world.rotateNow('all');
    await expectAllOnce();
    expect(world.google.calls.find).toBeLessThanOrEqual(2);
  });

  test('that shows a renamed user again on a page listed ahead counts the user once', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await crowd();
    world.callsPerSecond = 300; // the first batch takes two pages, and lists the third meanwhile
    world.google.onList = (token) => {
      if (token === '1000') {
        world.google.add(crowdUser(300, { primaryEmail: 'zzz@example.com' }));
      }
      return undefined;
    };
    await world.rotateNow('all');
    await expectAllOnce();
  });

  test('refused because of the quota continues after a pause', async () => {
    await crowd();
    let refusals = 3;
    world.google.onList = () => ((refusals -= 1) >= 0 ? 'quota-exceeded' : undefined);
    await world.rotateNow('all');
    await expectAllOnce();
  });

  test('that Google can’t give is replaced by looking up due users one by one', async () => {
    await world.people(40);
    world.google.onList = () => 'google-unavailable';
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 40 } });
    expect(world.google.calls).toMatchObject({ find: 40, set: 40 });
  });
});
