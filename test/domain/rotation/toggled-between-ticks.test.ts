import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 86_400_000;
let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { id } = crowdUser(0);
const change = (periodDays: number) =>
  changePolicy(world.controlPorts(), { by: MANAGER, change: { periodDays } });

/** A period of 0 becomes 30 and is 0 again before the next tick, which comes `minutes` after the second change. */
test.each([[12], [8]])(
  'a turn that was given between two ticks does not outlive a period of 0 (the next tick %d minutes later)',
  async (minutes) => {
    await world.connect({ periodDays: 0, announceHours: 48 });
    await world.person(0);
    await world.quarter();
    await world.quarter();
    expect(world.account(0).nextRotationAt).toBeUndefined();
    await change(30);
    expect(await rotatePassword(world.ports(), id)).toMatchObject({ kind: 'live' });
    await change(0);
    world.clock.advance(minutes * MINUTE);
    for (let quarter = 0; quarter < 96; quarter += 1) await world.quarter();
    const kept = world.account(0).nextRotationAt;
    world.clock.advance(40 * DAY);
    await world.quarter();
    await change(30);
    for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
    expect({ kept, version: world.account(0).current?.version }).toStrictEqual({
      kept: undefined,
      version: 2, // 3: rotated within the hour, without the notice of 48
    });
  },
);
