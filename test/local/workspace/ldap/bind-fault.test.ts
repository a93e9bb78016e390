import { once } from 'node:events';
import { element, integer } from '../../../../local/workspace/ldap/element';
import { RunningLdap } from './running-ldap';

let ldap: RunningLdap;
beforeEach(async () => {
  ldap = await RunningLdap.start();
  ldap.set({ bindsPerSecond: null });
  ldap.setPassword('alice@example.com', 'right horse');
});
afterEach(() => ldap.stop());

const alice = (): Promise<number> => ldap.bind('alice@example.com', 'right horse');

test('the next binds get the code that was set, then the usual one', async () => {
  ldap.fault({ times: 2, fault: { kind: 'code', code: 51, message: 'busy' } });
  expect([await alice(), await alice(), await alice()]).toEqual([51, 51, 0]);
  expect(ldap.workspace.ldap.faults.list()).toMatchObject([{ hits: 2, left: 0 }]);
});

test('a rule that names a user leaves the others alone, whatever name they bind with', async () => {
  ldap.setPassword('bob@example.com', 'right horse');
  ldap.fault({ userKey: 'bob@example.com', fault: { kind: 'code', code: 80 } });
  const bob = 'uid=bob,ou=Employees,ou=Users,dc=example,dc=com';
  expect([await alice(), await ldap.bind(bob, 'right horse')]).toEqual([0, 80]);
});

test('a connection closes in place of an answer', async () => {
  ldap.fault({ fault: { kind: 'close' } });
  await expect(alice()).rejects.toThrow();
  expect(ldap.codes()).toEqual([undefined]);
});

test('silence leaves the connection open', async () => {
  ldap.fault({ times: 1, fault: { kind: 'silence' } });
  const socket = await ldap.raw();
  for (const id of [1, 2]) {
    const parts = [integer(3), element(0x04, 'alice@example.com'), element(0x80, 'right horse')];
    socket.write(element(0x30, integer(id), element(0x60, ...parts)));
  }
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString('hex')).toBe('300c02010261070a010004000400');
  expect(ldap.codes()).toEqual([undefined, 0]);
});

test('a late answer is that of the moment when it is given', async () => {
  ldap.fault({ fault: { kind: 'late', delayMs: 5000 } });
  const bound = ldap.bind('alice@example.com', 'newest horse');
  const sleeper = await ldap.clock.sleeper();
  expect(sleeper.durationMs).toBe(5000);
  ldap.setPassword('alice@example.com', 'newest horse');
  sleeper.wake();
  expect(await bound).toBe(0);
});

test('any bytes can be sent', async () => {
  ldap.fault({ fault: { kind: 'bytes', hex: '300c02010161070a010004050400' } });
  const socket = await ldap.raw();
  socket.write(Buffer.from('300c020101600702010304008000', 'hex'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString('hex')).toBe('300c02010161070a010004050400');
});
