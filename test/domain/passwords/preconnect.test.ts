import { provePassword } from '../../../functions/domain/passwords/prove-password';
import { crowdUser } from '../../fakes/crowd-google';
import { type ProvingWorld, provingWorld } from '../../fakes/proving-world';

let world: ProvingWorld;
beforeEach(async () => {
  world = await provingWorld(1);
});
const prove = (user = crowdUser(0)) => provePassword(world.ports(), user.primaryEmail);

test('the connection for the bind is opened before Google is asked for the user', async () => {
  const { calls } = world.google;
  const before = calls.find;
  let lookedUpFirst: boolean | undefined;
  const { prover } = world.ports();
  const ports = {
    ...world.ports(),
    prover: {
      connect: prover.connect.bind(prover),
      bind: prover.bind.bind(prover),
      preconnect: (...identity: Parameters<typeof prover.preconnect>) => {
        lookedUpFirst = calls.find > before;
        return prover.preconnect(...identity);
      },
    },
  };
  expect(await provePassword(ports, crowdUser(0).primaryEmail)).toMatchObject({ kind: 'proved' });
  expect(lookedUpFirst).toBe(false);
  expect(calls.find).toBe(before + 1);
  expect(world.ldap.binds).toHaveLength(1);
});

test('it is closed, whatever the call comes to', async () => {
  await prove();
  expect(world.ldap.preconnections).toStrictEqual({ opened: 1, closed: 1 });
  await prove(crowdUser(7)); // Google knows nobody of this name
  expect(world.ldap.preconnections).toStrictEqual({ opened: 2, closed: 2 });
  world.ldap.arrived = () => {
    throw new Error('a fault of our own');
  };
  await expect(prove()).rejects.toThrow('a fault of our own');
  expect(world.ldap.preconnections).toStrictEqual({ opened: 3, closed: 3 });
});
