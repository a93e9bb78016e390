import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { RotationWorld } from '../../fakes/rotation-world';

test('a process that stalled past its lease records its password, and is killed before it reports it', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(1);
  const setPassword = world.google.directory.setPassword.bind(world.google.directory);
  world.google.directory.setPassword = async (...sent) => {
    const outcome = await setPassword(...sent);
    world.clock.advance(22_000); // frozen, or slow, for longer than the lease
    return outcome;
  };
  const ports = world.ports();
  let dead = false;
  const accounts = new Proxy(ports.accounts, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (dead) throw new Error('killed');
        const result: unknown = await Reflect.apply(member, target, args);
        if (key === 'transact' && world.account(0).current?.version === 2) {
          dead = true;
          throw new Error('killed');
        }
        return result;
      };
    },
  });
  await rotatePassword({ ...ports, accounts }, world.account(0).userId).catch(() => undefined);
  world.google.directory.setPassword = setPassword;
  for (let quarter = 0; quarter < 20; quarter += 1) await world.quarter();
  expect(world.account(0).current!.version).toBeGreaterThanOrEqual(2);
  expect(world.trail.filter(({ version }) => version === 2)).toHaveLength(1);
});
