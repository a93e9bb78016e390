import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningLdap } from '../local/workspace/ldap/running-ldap';

let ldap: RunningLdap;
let folder: string;
let files: Record<'LDAPTLS_CACERT' | 'LDAPTLS_CERT' | 'LDAPTLS_KEY', string>;
beforeAll(async () => {
  ldap = await RunningLdap.start();
  ldap.setPassword('alice@example.com', 'right horse');
  ldap.set({ bindsPerSecond: null });
  folder = mkdtempSync(join(tmpdir(), 'ldap-tools-'));
  const { certificate, privateKey } = ldap.workspace.ldapCertificate();
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  files = {
    LDAPTLS_CACERT: written('ca.crt', ldap.server.ca),
    LDAPTLS_CERT: written('client.crt', certificate),
    LDAPTLS_KEY: written('client.key', privateKey),
  };
});
afterAll(async () => {
  await ldap.stop();
  rmSync(folder, { recursive: true });
});

/** Runs one of OpenLDAP's programs, which trusts only the simulated authority. Returns all that it prints. */
function run(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const url = `ldaps://localhost:${new URL(ldap.server.url).port}`;
  const environment = { PATH: process.env['PATH'], LDAPTLS_REQCERT: 'demand', ...env };
  return new Promise((resolve) => {
    execFile(command, ['-H', url, ...args], { env: environment }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}

const whoAmI = (name: string, password: string, env: Record<string, string>): Promise<string> =>
  run('ldapwhoami', ['-x', '-D', name, '-w', password], env);

test('ldapwhoami binds with the right password, then asks what Google’s server does not know', async () => {
  expect(await whoAmI('alice@example.com', 'right horse', files)).toContain('Protocol error (2)');
  const dn = 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com';
  expect(await whoAmI(dn, 'right horse', files)).toContain('Protocol error (2)');
  expect(ldap.codes()).toEqual([0, 0]);
});

test('ldapwhoami is refused with a wrong password', async () => {
  expect(await whoAmI('alice@example.com', 'wrong horse', files)).toContain(
    'ldap_bind: Invalid credentials (49)',
  );
});

test('ldapwhoami gets no answer without the client certificate', async () => {
  const before = ldap.codes().length;
  const { LDAPTLS_CACERT } = files;
  expect(await whoAmI('alice@example.com', 'right horse', { LDAPTLS_CACERT })).toContain(
    "Can't contact LDAP server (-1)",
  );
  expect(ldap.codes()).toHaveLength(before);
});

test('ldapwhoami does not trust a server of another authority', async () => {
  const env = { ...files, LDAPTLS_CACERT: files.LDAPTLS_CERT };
  expect(await whoAmI('alice@example.com', 'right horse', env)).toContain("Can't contact");
});

test('ldapsearch finds a user with the certificate alone, by the name that Google gives it', async () => {
  const args = ['-LLL', '-Y', 'EXTERNAL', '-b', 'dc=example,dc=com', '(uid=alice)', 'mail'];
  const printed = await run('ldapsearch', args, files);
  expect(printed).toContain(
    'dn: uid=alice,ou=Employees,ou=Users,dc=example,dc=com\nmail: alice@example.com\n\n',
  );
  expect(printed).toContain(
    'st=California,c=US,ou=GSuite,cn=LDAP Client,l=Mountain View,o=Google Inc.',
  );
});
