import { type Server } from 'node:http';
import request from 'supertest';
import { userId } from '../../../functions/domain/account';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { putSecureLdap } from '../configuration/calls';

// After a lost reply one bind says whether Google holds the password (domain/passwords/settle-by-bind.ts).

const ALICE = '/v1/users/alice@example.com/password';
const BY = asCaller({ email: 'mdm@example.com' });

let service: WholeService;
let passwords: Server;
let id: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  passwords = service.serve('passwords');
  id = service.workspace.user('alice@example.com')?.id ?? '';
  service.ldap.matches = (name, password) => service.workspace.passwordMatches(name, password);
  service.workspace.wire.faults.set([
    { operations: ['users.update'], fault: { kind: 'lost-reply' } },
  ]);
});
afterEach(() => {
  service.close();
});

const connectLdap = (bindName: 'email' | 'dn' = 'email') =>
  putSecureLdap(service.serve('configuration'), { ...GOOD, bindName }).expect(200);
const issue = (): request.Test => request(passwords).put(ALICE).set(BY);
const account = () => service.platform.accounts.read(userId(id));

it('a bind that works answers the call at once', async () => {
  await connectLdap();
  await issue().expect(201);
  expect(service.ldap.binds).toStrictEqual(['alice@example.com']);
  expect(await account()).toMatchObject({ status: 'active', candidates: [] });
  expect(await account()).not.toHaveProperty('refusedBinds');
  const { secureLdap } = await service.platform.configurations.read();
  expect(secureLdap?.verification.state).toBe('ok');
});

it('without Secure LDAP, or with a certificate that cannot be read, the doubt stays', async () => {
  await issue().expect(503);
  await connectLdap();
  await service.platform.ldapKeys.disable('1');
  await issue().expect(503);
  expect(service.ldap.binds).toStrictEqual([]);
});

it('a bind that comes too late is not made, and does not count as refused', async () => {
  await connectLdap();
  const { bindPace } = service.platform;
  const transact: typeof bindPace.transact = async (step) => {
    const result = await bindPace.transact(step);
    service.clock.advance(2_000);
    return result;
  };
  const slow = service.serve('passwords', { ...service.platform, bindPace: { transact } });
  await request(slow).put(ALICE).set(BY).expect(503);
  expect(service.ldap.binds).toStrictEqual([]);
  expect(await account()).not.toHaveProperty('refusedBinds');
});

it('refused binds are counted, at most four in an hour', async () => {
  await connectLdap();
  service.ldap.matches = () => false;
  await issue().expect(503);
  await issue().expect(503);
  await issue().expect(503);
  expect(service.ldap.binds).toHaveLength(4);
  expect((await account())?.refusedBinds).toHaveLength(4);
});

it('takes no place that others wait for: without one at once, the doubt stays', async () => {
  await connectLdap();
  service.ldap.failure = 'ldap-busy';
  const clock = { now: () => service.clock.now(), sleep: () => Promise.resolve() };
  const still = service.serve('passwords', { ...service.platform, clock });
  for (let count = 0; count < 3; count += 1) await request(still).put(ALICE).set(BY).expect(503);
  expect(service.ldap.binds).toHaveLength(5);
});

it('a store that fails leaves the doubt, and says so in the log', async () => {
  await connectLdap();
  const broken = {
    ...service.platform,
    bindPace: { transact: () => Promise.reject(new Error('out of reach')) },
  };
  await request(service.serve('passwords', broken)).put(ALICE).set(BY).expect(503);
  expect((await account())?.candidates).toHaveLength(1);
  expect(service.lines.filter((line) => line.includes('"message":"unexpected"'))).not.toHaveLength(
    0,
  );
});
