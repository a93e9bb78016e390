import { DEFAULT_CONFIGURATION } from '../../../functions/domain/configuration/configuration';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { ownStatus } from '../../../functions/domain/self-service/own-status';
import { readPassword } from '../../../functions/domain/passwords/read-password';
import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { crowdUser } from '../../fakes/crowd-google';
import { Bill, metered } from '../../fakes/metered-ports';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';
import { KeptCopies } from './kept-copies';

const HOUR = 3_600_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { person, kept, byUnit, at, onceFound } = new KeptCopies(() => world);

test('a stored copy is destroyed by the hours of the nearest unit that names them', async () => {
  await byUnit(0, ['/Staff', 48], ['/Staff/Paris', 24]);
  await person(0, 100, '/other');
  await person(1, 49, '/staff');
  await person(2, 47, '/staff/lyon');
  await person(3, 25, '/staff/paris/desk');
  for (const [number, unit] of ['/other', '/staff', '/staff/lyon', '/staff/paris/desk'].entries()) {
    at(number, unit);
  }
  await world.tick();
  expect(kept()).toStrictEqual([true, false, true, false]);
  expect(world.trail.map(({ action, userId }) => [action, userId])).toStrictEqual([
    ['forgotten', '100001'],
    ['forgotten', '100003'],
  ]);
});

test('a unit may keep its copies longer than others, or for ever', async () => {
  await byUnit(1, ['/Staff', 0], ['/Desk', 100]);
  await person(0, 50);
  await person(1, 5_000, '/staff');
  await person(2, 50, '/desk');
  at(1, '/Staff');
  at(2, '/Desk');
  await world.tick();
  expect(kept()).toStrictEqual([false, true, true]);
  world.clock.advance(50 * HOUR);
  await world.tick();
  expect(kept()).toStrictEqual([false, true, false]);
});

test('nobody is told a password whose hours are over in the unit, also before the tick', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 25, '/staff');
  at(0, '/Staff');
  expect(await readPassword(world.ports(), crowdUser(0).id)).toMatchObject({
    kind: 'retention-over',
  });
});

test('a shorter rule for a unit applies at the next tick to what is stored', async () => {
  await byUnit(0, ['/Staff', 1_000]);
  await person(0, 500, '/staff');
  at(0, '/Staff');
  await world.tick();
  expect(kept()).toStrictEqual([true]);
  await changePolicy(world.controlPorts(), {
    by: MANAGER,
    change: { overrides: [{ orgUnitPath: '/Staff', retentionHours: 24 }] },
  });
  await world.tick();
  expect(kept()).toStrictEqual([false]);
});

test('who moves to a unit with fewer hours is found by the daily look', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 500, '/other');
  at(0, '/Other');
  await world.tick();
  at(0, '/Staff');
  for (let hour = 0; hour < 24; hour += 1) {
    world.clock.advance(HOUR);
    await world.tick();
  }
  expect(kept()).toStrictEqual([false]);
});

test('a tick reads only copies whose hours have ended since the last one', async () => {
  await byUnit(0, ['/Staff', 24]);
  for (let number = 0; number < 300; number += 1) {
    await person(number, 500, '/other');
    at(number, '/Other');
  }
  await person(300, 22, '/staff');
  at(300, '/Staff');
  await world.tick();
  world.clock.advance(HOUR);
  const bill = new Bill();
  await world.tick((ports) => metered(ports, bill));
  expect(bill.reads).toBeLessThan(30);
  world.clock.advance(HOUR);
  await world.tick();
  expect(kept().filter((isKept) => !isKept)).toHaveLength(1);
});

test('a copy that could not be destroyed is tried again by the next tick', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 500, '/staff');
  at(0, '/Staff');
  await world.tick((ports) => ({
    ...ports,
    changed: () => {
      throw new Error('no trail');
    },
  }));
  expect(world.unexpected.splice(0)).toHaveLength(1);
  await world.tick();
  expect(kept()).toStrictEqual([false]);
});

test('who was never looked at is found by the first tick', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 500);
  at(0, '/Staff');
  await world.tick();
  expect(kept()).toStrictEqual([false]);
});

test('a look-up that shows another unit decides at once whether its hours are over', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 25, '/other');
  at(0, '/Staff');
  const { primaryEmail } = crowdUser(0);
  expect(await readPassword(world.ports(), primaryEmail)).toMatchObject({ kind: 'retention-over' });
  expect(await issuePassword(world.ports(), primaryEmail)).toMatchObject({
    kind: 'retention-over',
  });
  at(0, '/Other');
  expect(await readPassword(world.ports(), primaryEmail)).toMatchObject({ kind: 'live' });
});

test('a person is told by the rules of their unit whether the stored copy is gone', async () => {
  const self = DEFAULT_CONFIGURATION.policy.selfService;
  const { primaryEmail } = crowdUser(0);
  const isForgotten = async (top: number, unit: number): Promise<unknown> => {
    await byUnit(top, ['/Staff', unit]);
    await world.configurations.transact((current) => ({
      write: { ...current, policy: { ...current.policy, selfService: { ...self, enabled: true } } },
      result: undefined,
    }));
    const status = await ownStatus(world.ports(), { email: primaryEmail });
    return status.kind === 'status' ? status.isForgotten : status;
  };
  await person(0, 25, '/staff');
  at(0, '/Staff');
  expect(await isForgotten(0, 24)).toBe(true);
  expect(await isForgotten(24, 0)).toBe(false);
});

test('who was never looked at is looked at first, where their unit may keep copies longer', async () => {
  await byUnit(1, ['/Staff', 0]);
  await person(0, 50);
  await person(1, 50);
  at(0, '/Staff');
  at(1, '/Other');
  await world.tick();
  expect(kept()).toStrictEqual([true, false]);
});

test('a copy is kept whose hours are made longer while a tick is at work', async () => {
  await byUnit(1);
  await person(0, 50);
  await world.tick(onceFound(() => byUnit(100)));
  expect(kept()).toStrictEqual([true]);
  expect(world.trail).toStrictEqual([]);
});

test('hours that were longer only while a tick was at work hold nobody’s copy after it', async () => {
  await byUnit(0, ['/Staff', 1]);
  await person(0, 50, '/staff');
  at(0, '/Staff');
  await world.tick(onceFound(() => byUnit(0, ['/Staff', 100])));
  expect(kept()).toStrictEqual([true]);
  await byUnit(0, ['/Staff', 1]);
  await world.tick();
  expect(kept()).toStrictEqual([false]);
});

test('a rule for a unit of the connected Workspace destroys no copy of another one’s unit with that name', async () => {
  const connected = async (retentionHours: number): Promise<void> => {
    await byUnit(retentionHours, ['/Staff', 24]);
    await world.configurations.transact((configuration) => ({
      write: { ...configuration, customerId: 'C0new' },
      result: undefined,
    }));
  };
  await connected(0);
  await person(0, 25, '/staff');
  await person(1, 25, '/staff');
  at(1, '/Staff');
  await world.accounts.transact(crowdUser(0).id, (account) => ({
    write: { ...account!, customerId: 'C0former' },
    result: undefined,
  }));
  await world.tick();
  expect(kept()).toStrictEqual([true, false]);
  await connected(48);
  world.clock.advance(23 * HOUR);
  await world.tick();
  expect(kept()).toStrictEqual([false, false]);
});

test('a copy whose record cannot be read is told once a day', async () => {
  await byUnit(72, ['/Staff', 24], ['/Desk', 48]);
  await person(0, 100, '/staff');
  at(0, '/Staff');
  world.accounts.spoil(crowdUser(0).id);
  const told = [
    new Error(
      "1 records of accounts can't be read, so their stored passwords may be kept for too long: 100000.",
    ),
  ];
  await world.tick();
  expect(world.unexpected.splice(0)).toStrictEqual(told);
  await world.tick();
  expect(world.unexpected.splice(0)).toStrictEqual([]);
  world.clock.advance(24 * HOUR);
  await world.tick();
  expect(world.unexpected.splice(0)).toStrictEqual(told);
});
