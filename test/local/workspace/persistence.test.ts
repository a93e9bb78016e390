import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningWorkspace } from './running-workspace';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulated-workspace-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The contents of all files in the folder, as text. */
const onDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

test('what was done to Google is there for the next instance on the same folder', async () => {
  const first = await RunningWorkspace.start({ folder });
  const token = await first.signIn();
  await first.setPassword(token, 'alice@example.com', 'kept over a restart');
  await first.control('PUT', 'users/bob@example.com', { suspended: true });
  await first.control('PUT', 'users/newcomer@example.com', { orgUnitPath: '/Employees' });
  await first.control('DELETE', 'users/carol@example.com');
  await first.control('PUT', 'api', { enabled: false });
  const file = first.workspace.keyFile();
  await first.stop();

  const second = await RunningWorkspace.start({ folder });
  const { workspace } = second;
  expect(workspace.passwordMatches('alice@example.com', 'kept over a restart')).toBe(true);
  expect(workspace.user('alice@example.com')!.passwordChanges).toBe(1);
  expect(workspace.user('bob@example.com')!.suspended).toBe(true);
  expect(workspace.user('newcomer@example.com')).toBeDefined();
  expect(workspace.user('carol@example.com')).toBeUndefined();
  expect(await (await second.control('GET', 'api')).json()).toEqual({ enabled: false });
  expect((await second.requestToken(second.assertion({}, file))).status).toBe(200);
  expect(workspace.keyFile().private_key_id).not.toBe(file.private_key_id);
  await second.stop();
});

test('a withdrawn delegation stays withdrawn', async () => {
  const first = await RunningWorkspace.start({ folder });
  await first.control('PUT', 'delegation', { entries: [] });
  await first.stop();

  const second = await RunningWorkspace.start({ folder });
  expect((await second.requestToken()).status).toBe(401);
  await second.stop();
});

test('without a folder nothing outlives the instance', async () => {
  const first = await RunningWorkspace.start();
  await first.setPassword(await first.signIn(), 'alice@example.com', 'in memory only');
  await first.stop();

  const second = await RunningWorkspace.start();
  expect(second.workspace.passwordMatches('alice@example.com', 'in memory only')).toBe(false);
  await second.stop();
});

test('no password lies on the disk in clear, and no private key but the LDAP server’s own', async () => {
  const google = await RunningWorkspace.start({ folder });
  const file = google.workspace.keyFile();
  const client = google.workspace.ldapCertificate();
  const { named, nameless } = google.workspace.ldap.serverCertificates;
  await google.setPassword(await google.signIn(), 'alice@example.com', 'canary-passphrase-51');
  const text = onDisk();
  await google.stop();

  const servers = [named.key, nameless.key].map((pem) => JSON.stringify(pem).slice(1, -1));
  const rest = servers.reduce((left, pem) => left.replaceAll(pem, ''), text);
  expect(rest).toContain('alice@example.com');
  expect(rest).not.toContain('canary-passphrase-51');
  expect(rest).not.toContain('PRIVATE KEY');
  for (const key of [file.private_key, client.privateKey]) {
    expect(rest).not.toContain(key.split('\n')[1]!);
  }
});

type Process = { readonly child: ChildProcess; readonly url: string };

/** The simulated Workspace in its own process. */
async function startProcess(): Promise<Process> {
  const main = join(__dirname, '../../../local/workspace/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--folder', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function kill({ child }: Process): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

test('a process that is killed the moment it has answered forgets no answer', async () => {
  const first = await startProcess();
  const suspend = await fetch(`${first.url}/google/control/users/alice@example.com`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"suspended":true}',
  });
  await kill(first);
  expect(suspend.status).toBe(200);

  const second = await startProcess();
  const user = await fetch(`${second.url}/google/control/users/alice@example.com`);
  const told: unknown = await user.json();
  await kill(second);
  expect(told).toMatchObject({ primaryEmail: 'alice@example.com', suspended: true });
});
