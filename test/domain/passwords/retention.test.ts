import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { provingWorld } from '../../fakes/proving-world';

const MINUTE = 60_000;

test('a password is proved before its stored copy is destroyed, and what was shown stays', async () => {
  const world = await provingWorld(1, { retentionHours: 1 });
  await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
  world.clock.advance(MINUTE);
  for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
  expect(world.account(0).current).toHaveProperty('ciphertext');
  await world.quarter();
  expect(world.account(0)).toMatchObject({
    status: 'active',
    current: { version: 2, forgottenAt: expect.any(Number) as number },
    proof: { version: 2, result: 'works' },
  });
  expect(world.account(0).current).not.toHaveProperty('ciphertext');
  const { length } = world.bindsAt;
  for (let day = 0; day < 40; day += 1) {
    world.clock.advance(24 * 60 * MINUTE);
    await world.quarter();
  }
  expect(world.bindsAt).toHaveLength(length);
  expect(await world.accounts.countByProof()).toStrictEqual({ proved: 1, doubted: 0, unproved: 0 });
});

test('the hour comes also for what could not be proved, and it is tried no more', async () => {
  const closed = { days: ['sunday'], from: '03:00', to: '03:01', timeZone: 'UTC' } as const;
  const world = await provingWorld(2, {
    retentionHours: 1,
    proofWindow: { ...closed, days: [...closed.days] },
  });
  for (const number of [0, 1]) await rotatePassword(world.ports(), crowdUser(number).primaryEmail);
  world.clock.advance(60 * MINUTE);
  await world.quarter();
  expect(world.account(0).current).not.toHaveProperty('ciphertext');
  expect(await world.accounts.countByProof()).toStrictEqual({ proved: 0, doubted: 0, unproved: 2 });
  const before = { proved: false, before: world.clock.now() };
  expect(await world.accounts.countToProve(before)).toBe(0);
  expect(world.unexpected).toStrictEqual([]);
});
