import { forecast } from '../../../functions/domain/rotation/forecast';
import { type RunKind, type RunScope } from '../../../functions/domain/runs/run';
import { durationMs, epochMs, later } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const DAY = 86_400_000;
const DUE = 40;
const [PROMOTED, RESTORED, GONE] = [50, 51, 52] as const;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** Many accounts are due. Of the others, one user became an administrator and one was gone for a while. */
const prepare = async (): Promise<void> => {
  await world.people(DUE);
  const nextRotationAt = epochMs(world.clock.now() + 30 * DAY);
  await world.person(PROMOTED, { nextRotationAt });
  const goneSince = epochMs(world.clock.now() - 20 * DAY);
  for (const number of [RESTORED, GONE]) await world.person(number, { nextRotationAt, goneSince });
  world.google.add(crowdUser(PROMOTED, { isAdmin: true, orgUnitPath: '/Elsewhere' }));
  world.google.users.delete(crowdUser(GONE).id);
  world.clock.advance(1_000);
};

/** `begun`: when the listing started, whatever its purpose. */
const expectNoted = (begun: number): void => {
  expect(world.google.calls.list).toBeGreaterThan(0);
  expect(world.account(PROMOTED).adminSeenAt).toBeGreaterThanOrEqual(begun);
  expect(world.account(RESTORED)).not.toHaveProperty('goneSince');
  expect(world.account(GONE)).toHaveProperty('goneSince');
};

const RUNS: [string, RunKind, RunScope][] = [
  ['everybody', 'rotate', 'all'],
  ['a unit', 'rotate', { orgUnitPath: '/Nowhere' }],
  ['everybody without a password', 'issue', 'all'],
];

describe('what a listing shows of users outside its purpose is recorded', () => {
  test('in a run over due users', async () => {
    await prepare();
    const begun = world.clock.now();
    await world.quarter();
    expect(world.rotated).toBe(DUE);
    expectNoted(begun);
  });

  test.each(RUNS)('in a run over %s', async (_, kind, scope) => {
    await prepare();
    const begun = world.clock.now();
    await world.start(kind, scope);
    await world.tasks.pass(15 * 60_000);
    expectNoted(begun);
  });

  test.each(RUNS)('in a forecast over %s', async (_, kind, scope) => {
    await prepare();
    const begun = world.clock.now();
    const until = later(begun, durationMs(10_000));
    await forecast(world.ports(), { kind, scope, by: MANAGER }, until);
    expectNoted(begun);
  });
});

test('a listing takes one read for itself and one for each user it affects', async () => {
  await prepare();
  let many = 0;
  const readMany = world.accounts.readMany.bind(world.accounts);
  world.accounts.readMany = (ids) => {
    many += ids.length;
    return readMany(ids);
  };
  await world.start('rotate', { orgUnitPath: '/Nowhere' });
  await world.tasks.pass(15 * 60_000);
  expect(many).toBe(2);
  expect(world.google.calls.list).toBe(1);
});
