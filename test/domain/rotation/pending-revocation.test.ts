import { removeDevice, rotateAsAsked } from '../../../functions/domain/devices/remove-device';
import { Secret } from '../../../functions/domain/secret';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const HOUR = 3_600_000;
const { id } = crowdUser(0);

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** A user whose revocation is not confirmed. Their device has the password. */
async function pending({ refused, isDue }: { refused: boolean; isDue: boolean }): Promise<void> {
  const createdAt = epochMs(world.clock.now() - HOUR);
  const sealed = await world.cipher.encrypt(new Secret('scrambled'), { userId: id, version: 2 });
  const scramble = { purpose: 'scramble', version: 2, ciphertext: sealed, createdAt } as const;
  await world.person(0, {
    status: 'unconfirmed',
    candidates: [{ ...scramble, sent: true, refused }],
    lastVersion: 2,
    devices: [{ deviceId: 'a', version: 1, state: 'installed', at: createdAt }],
    ...(isDue ? {} : { nextRotationAt: epochMs(createdAt + 1_000 * HOUR) }),
  });
}

const leaves = (): Promise<unknown> =>
  removeDevice(world.ports(), id, { deviceId: 'a', rotates: true });

const WAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  'its user’s turn': () => Promise.resolve(),
  'a run over everybody': () => world.start('rotate', 'all'),
  'a run over a list': () => world.start('rotate', { userKeys: [id] }),
  'a device that leaves': async () => {
    await leaves();
    await rotateAsAsked(world.ports(), id);
  },
  'a device that left before the tick': leaves,
};

describe.each(Object.keys(WAYS))('a pending revocation is completed, not undone, by %s', (name) => {
  test.each([false, true])('(Google refused its password: %s)', async (refused) => {
    await pending({ refused, isDue: name.includes('turn') });
    await WAYS[name]?.();
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    expect(world.account(0)).toMatchObject({ status: 'revoked', candidates: [] });
    expect(world.account(0)).not.toHaveProperty('current');
    world.google.held.delete(id); // scrambled: nobody should know it
  });
});
