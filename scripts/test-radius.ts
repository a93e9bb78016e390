import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the tests run, and the Debian packages that have it. */
const NEEDED: readonly (readonly [file: string, packages: string])[] = [
  ['freeradius', 'freeradius freeradius-ldap'],
  ['/usr/lib/freeradius/rlm_ldap.so', 'freeradius-ldap'],
  ['eapol_test', 'eapoltest'],
  ['ldapwhoami', 'ldap-utils'],
  ['ldapsearch', 'ldap-utils'],
  ['python3', 'python3'],
];

/** What FreeRADIUS ships. Debian lets only its own user and root read it. */
const SHIPPED = '/etc/freeradius/3.0/mods-available/ldap_google';

/** Debian's daemons are in /usr/sbin, which is not on everybody's PATH. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];

const may = (file: string, how: number): boolean => {
  try {
    accessSync(file, how);
    return true;
  } catch {
    return false;
  }
};

const isThere = (file: string): boolean =>
  file.startsWith('/')
    ? may(file, constants.R_OK)
    : folders.some((folder) => may(join(folder, file), constants.X_OK));

/** Why the tests can't run here, and what to do. */
function lacking(): string | undefined {
  const missing = NEEDED.filter(([file]) => !isThere(file));
  if (missing.length > 0) {
    const packages = new Set(missing.flatMap(([, names]) => names.split(' ')));
    const files = missing.map(([file]) => file).join(', ');
    return `Missing: ${files}. On Debian: apt-get install ${[...packages].join(' ')}`;
  }
  return may(SHIPPED, constants.R_OK)
    ? undefined
    : `${SHIPPED} can't be read. Run this as root or as a member of the group freerad.`;
}

/**
 * `npm run test:radius`: runs the tests that need FreeRADIUS, wpa_supplicant's `eapol_test`, OpenLDAP's programs
 * and Python's plistlib. Where NetworkManager's `nmcli` is installed, it reads profiles too. Further arguments go to jest.
 */
async function main(): Promise<number> {
  const reason = lacking();
  if (reason !== undefined) {
    process.stderr.write(`${reason}\n`);
    return 1;
  }
  const jest = [require.resolve('jest/bin/jest'), ...process.argv.slice(2)];
  const args = [...jest, '--selectProjects', 'radius'];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

void main().then((code) => {
  process.exitCode = code;
});
