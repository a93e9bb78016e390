import { epochMs } from '../../../functions/domain/time';
import { RotationWorld } from '../../fakes/rotation-world';

const DAYS_4 = 4 * 24 * 4;

async function drifted(device: boolean): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect({ holdForDevices: 30 });
  const at = epochMs(world.clock.now() - 86_400_000);
  await world.person(0, {
    drift: { at, source: 'activity-log' },
    ...(device ? { devices: [{ deviceId: 'a', version: 1, state: 'failed', at }] } : {}),
  } as never);
  return world;
}

test.each([false, true])(
  'a drifted password, told to nobody (409): its scheduled rotation waits for no device (device behind: %s)',
  async (device) => {
    const world = await drifted(device);
    for (let quarter = 0; quarter < DAYS_4; quarter += 1) await world.quarter();
    expect(world.account(0).current!.version).toBeGreaterThan(1);
  },
);

test('an account that was held, and whose copy was destroyed, before this release: its rotation goes on', async () => {
  const world = new RotationWorld();
  await world.connect({ holdForDevices: 30, retentionHours: 24 });
  const at = epochMs(world.clock.now() - 86_400_000);
  await world.person(0, {
    heldForDevices: true,
    devices: [{ deviceId: 'a', version: 1, state: 'failed', at }],
  } as never);
  await world.accounts.transact(world.account(0).userId, (account) => {
    const { ciphertext: _, ...known } = account!.current!;
    return { write: { ...account!, current: { ...known, forgottenAt: at } }, result: undefined };
  });
  for (let quarter = 0; quarter < 4 * 24 * 4; quarter += 1) await world.quarter();
  expect(world.account(0).current!.version).toBeGreaterThan(1);
});
