import { removeDevice } from '../../../functions/domain/devices/remove-device';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { SCHEDULE } from '../../../functions/domain/runs/run';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const { id, primaryEmail } = crowdUser(0);

const leaves = (): Promise<unknown> =>
  removeDevice(world.ports(), id, { deviceId: 'a', rotates: true });

/** One user, whose device has the password that a call made after a run over the user began. */
async function runOverOne(): Promise<void> {
  await world.people(1);
  await world.start('rotate', { userKeys: [id] });
  world.clock.advance(MINUTE);
  await rotatePassword(world.ports(), primaryEmail);
  await world.accounts.transact(id, (account) => ({
    write: {
      ...account!,
      devices: [{ deviceId: 'a', version: 2, state: 'installed', at: world.clock.now() }],
    },
    result: undefined,
  }));
  world.clock.advance(MINUTE);
}

test('a device that leaves while a run calls its user done is followed by a rotation', async () => {
  await runOverOne();
  world.google.onFind = () => {
    world.google.onFind = () => undefined;
    void leaves(); // after the run has read the account
    return undefined;
  };
  await world.tasks.pass(MINUTE);
  expect(world.account(0)).toMatchObject({ current: { version: 2 }, askedRotation: {} });
  await world.quarter();
  expect(world.account(0).current?.version).toBe(3);
  expect(world.account(0)).not.toHaveProperty('askedRotation');
});

test('a device that left before a run met its user is followed by a rotation in that run', async () => {
  await runOverOne();
  await leaves();
  await world.tasks.pass(MINUTE);
  expect(world.account(0).current?.version).toBe(3);
  expect(world.account(0)).not.toHaveProperty('askedRotation');
  for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
  expect(world.account(0).current?.version).toBe(3);
});

test.each(['first-wave-failed', 'by-administrator'] as const)(
  'a schedule that waits because its last run was stopped does not hold it back: %s',
  async (stopReason) => {
    const at = world.clock.now();
    const nextRotationAt = epochMs(at + 100 * 60 * MINUTE);
    await world.person(0, {
      nextRotationAt,
      devices: [{ deviceId: 'a', version: 1, state: 'installed', at }],
    });
    await world.person(1); // is due
    const stopped = { state: 'stopped', stopReason, finishedAt: at } as const;
    await world.addRun('stopped', { startedBy: SCHEDULE, scope: 'due', ...stopped });
    await leaves();
    expect(await world.quarter()).toMatchObject({ run: { scope: { userKeys: [id] } } });
    expect(world.all().map(({ current }) => current?.version)).toStrictEqual([2, 1]);
  },
);
