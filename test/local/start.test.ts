import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { newFolder } from './platform/new-folder';
import { endAll, npmStart, started } from './started-service';

afterEach(endAll);

/** Starts it where it can't run. Returns its exit status and its output. */
async function refusedStart(environment: Record<string, string>): Promise<[number | null, string]> {
  const child = npmStart(environment);
  const [said] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  return [child.exitCode, said];
}

const health = async (url: string): Promise<unknown> => (await fetch(`${url}/health`)).json();

test('it says where everything is, answers, and comes back after kill -9', async () => {
  const dataDir = newFolder();
  const first = await started(dataDir);
  expect(first.printed()).toContain(`Google Apps API   ${first.url}/\n`);
  expect(first.printed()).toContain(`Try it            ${first.url}/local\n`);
  expect(first.printed()).toContain(`Data              ${dataDir}\n`);
  expect(first.printed()).toContain('simulated, with 300 users; nothing leaves this machine');
  expect(first.printed()).toMatch(/Secure LDAP {7}ldaps:\/\/127\.0\.0\.1:\d+\n/);
  expect(await health(first.url)).toStrictEqual({ status: 'ok' });

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await started(dataDir);
  expect(await health(second.url)).toStrictEqual({ status: 'ok' });
});

test('it listens on loopback only', async () => {
  const { url, child } = await started(newFolder());
  const { port } = new URL(url);
  await expect(fetch(`http://127.0.0.2:${port}/health`)).rejects.toThrow('fetch failed');
  expect(child.exitCode).toBeNull();
});

test('asked to stop, it ends by itself with exit code 0', async () => {
  const { child, url } = await started(newFolder());
  await health(url);
  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([code, signal]).toStrictEqual([0, null]);
});

test('an address that no framework can read is answered by us, and no stack is printed, as in the cloud', async () => {
  const { url, printed } = await started(newFolder());
  const response = await fetch(`${url}/v1/users/%ZZ/password`);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.text()).toContain('The address is not percent-encoded UTF-8.');
  expect(printed()).not.toContain('node_modules');
});

test('pointed at a Google of its own, it simulates none', async () => {
  const { url, printed } = await started(newFolder(), {
    GOOGLE_ADMIN_ROOT_URL: 'http://127.0.0.1:9/',
  });
  expect(printed()).toContain('not simulated');
  expect((await fetch(`${url}/google/token`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${url}/local`)).status).toBe(404);
});

test('a second one on the same folder ends with a sentence, and the first goes on', async () => {
  const dataDir = newFolder();
  const { url } = await started(dataDir);
  expect(await refusedStart({ PORT: '0', LOCAL_DATA_DIR: dataDir })).toStrictEqual([
    1,
    `Another process is using ${join(dataDir, 'state.sqlite')}. Stop that process, or set LOCAL_DATA_DIR to another folder.\n`,
  ]);
  expect(await health(url)).toStrictEqual({ status: 'ok' });
});

test('a port that is in use ends it with a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const dataDir = newFolder();
  expect(await refusedStart({ PORT: String(port), LOCAL_DATA_DIR: dataDir })).toStrictEqual([
    1,
    `Port ${port} is in use. Stop the process that uses it, or set PORT to another port.\n`,
  ]);
  const ldap = { PORT: '0', LDAP_PORT: String(port), LOCAL_DATA_DIR: dataDir };
  expect(await refusedStart(ldap)).toStrictEqual([
    1,
    `Port ${port} is in use. Stop the process that uses it, or set LDAP_PORT to another port.\n`,
  ]);
  other.close();
});

test('wrong variables end it with a sentence each', async () => {
  expect(await refusedStart({ PORT: 'eighty', GOOGLE_TOKEN_URL: 'nowhere' })).toStrictEqual([
    1,
    'PORT must be a whole number from 0 to 65535, not "eighty".\n' +
      'GOOGLE_TOKEN_URL must be a URL that starts with http:// or https://, not "nowhere".\n',
  ]);
});

test('a data folder that can not be used ends it with a sentence', async () => {
  const dataDir = newFolder();
  mkdirSync(join(dataDir, 'state.sqlite'));
  expect(await refusedStart({ PORT: '0', LOCAL_DATA_DIR: dataDir })).toStrictEqual([
    1,
    `${join(dataDir, 'state.sqlite')} cannot be opened for writing. Check the permissions of the file and the disk.\n`,
  ]);
  const other = newFolder();
  writeFileSync(join(other, 'local.key'), 'short', { mode: 0o600 });
  expect(await refusedStart({ PORT: '0', LOCAL_DATA_DIR: other })).toStrictEqual([
    1,
    `${join(other, 'local.key')} is not a key of this program. Restore the original file from a backup.\n`,
  ]);
});
