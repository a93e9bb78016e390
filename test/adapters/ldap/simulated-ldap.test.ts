import { ldapProver } from '../../../functions/adapters/ldap/ldap-prover';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type BindOutcome, type LdapIdentity } from '../../../functions/ports/password-prover';
import { RunningLdap } from '../../local/workspace/ldap/running-ldap';

/** The adapter at the simulated Secure LDAP, which `npm start` serves. */
let ldap: RunningLdap;
beforeEach(async () => {
  ldap = await RunningLdap.start();
  ldap.set({ bindsPerSecond: null });
  ldap.setPassword('alice@example.com', 'right horse');
});
afterEach(() => ldap.stop());

const WITHIN_MS = durationMs(60_000);

function identity(): LdapIdentity {
  const { certificate, privateKey } = ldap.workspace.ldapCertificate();
  return { certificate, privateKey: new Secret(privateKey) };
}

const bind = (
  password = 'right horse',
  name = 'alice@example.com',
  from = identity(),
): Promise<BindOutcome> =>
  ldapProver(ldap.server).bind(from, { name, password: new Secret(password) }, WITHIN_MS);

const unknown = (failure: string) => ({ result: 'unknown', failure });

test('a user binds with the right password only, by address and by DN', async () => {
  const dn = 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com';
  expect(await bind()).toStrictEqual({ result: 'works' });
  expect(await bind('wrong horse')).toStrictEqual({ result: 'refused' });
  expect(await bind('right horse', 'nobody@example.com')).toStrictEqual({ result: 'refused' });
  expect(await bind('right horse', dn)).toStrictEqual({ result: 'works' });
  expect(ldap.codes()).toStrictEqual([0, 49, 49, 0]);
});

test('a name that is no DN, and a certificate that was deleted, say nothing of the password', async () => {
  expect(await bind('right horse', 'uid=alice,=')).toStrictEqual(unknown('ldap-name'));
  const deleted = identity();
  ldap.workspace.ldap.clients.deleteAll();
  expect(await bind('right horse', 'alice@example.com', deleted)).toStrictEqual(
    unknown('ldap-certificate'),
  );
});

test.each([
  [{ kind: 'code', code: 11 }, 'ldap-quota'],
  [{ kind: 'code', code: 50 }, 'ldap-not-allowed'],
  [{ kind: 'close' }, 'ldap-closed'],
  [{ kind: 'bytes', hex: '300c02010161070a010004050400' }, 'ldap-unreadable'],
] as const)('what the simulated server was told to do: %j', async (fault, failure) => {
  ldap.fault({ fault });
  const isAnswer = fault.kind === 'code';
  expect(await bind()).toStrictEqual({ ...unknown(failure), ...(isAnswer ? {} : { sent: true }) });
});

test('connecting finds nothing wrong', async () => {
  expect(await ldapProver(ldap.server).connect(identity(), WITHIN_MS)).toBeUndefined();
  expect(ldap.codes()).toStrictEqual([]);
});
