import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspaceStore } from '../../../local/workspace/workspace-store';
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

test('an admin role of a service account is there again, and gone once it was taken away', async () => {
  const path =
    'service-accounts/google-apps-api@simulated-workspace.iam.gserviceaccount.com/admin-role';
  const role = { privileges: ['users-read'], orgUnitPath: '/Contractors' };
  const roleAfterRestart = async (
    google: RunningWorkspace,
  ): Promise<[RunningWorkspace, unknown]> => {
    await google.stop();
    const next = await RunningWorkspace.start({ folder });
    return [next, await (await next.control('GET', path)).json()];
  };
  const first = await RunningWorkspace.start({ folder });
  await first.control('PUT', path, role);

  const [second, kept] = await roleAfterRestart(first);
  expect(kept).toEqual(role);
  await second.control('DELETE', path);
  const [third, gone] = await roleAfterRestart(second);
  expect(gone).toEqual({ privileges: [], orgUnitPath: '/' });
  await third.stop();
});

test('a folder of a former release, whose accounts had no roles, is read', async () => {
  const email = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';
  const store = new WorkspaceStore(folder);
  store.put('account', email, { state: 'disabled', keys: [] });
  store.close();

  const google = await RunningWorkspace.start({ folder });
  const account: unknown = await (await google.control('GET', `service-accounts/${email}`)).json();
  await google.stop();
  expect(account).toMatchObject({
    state: 'disabled',
    adminRole: { privileges: [], orgUnitPath: '/' },
  });
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
