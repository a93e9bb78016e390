import { once } from 'node:events';
import { Secret } from '../../functions/domain/secret';
import { DEFAULT_CONFIGURATION } from '../../functions/domain/configuration';
import { epochMs } from '../../functions/domain/time';
import { openDataFolder } from '../../local/platform/data-folder';
import { newFolder } from './platform/new-folder';
import { started, type Started } from './started-service';

type KeyFile = Record<
  'client_id' | 'client_email' | 'project_id' | 'private_key_id' | 'private_key',
  string
>;

/** Connects the service with its simulated Workspace by writing what an upload writes. */
async function connected(dataDir: string): Promise<void> {
  const { url, child } = await started(dataDir);
  const file = (await (await fetch(`${url}/local/service-account-key.json`)).json()) as KeyFile;
  child.kill('SIGKILL');
  await once(child, 'exit');
  const folder = await openDataFolder(dataDir);
  const keyVersion = await folder.keys.add(new Secret(JSON.stringify(file)));
  await folder.configurations.transact(() => ({
    write: {
      ...DEFAULT_CONFIGURATION,
      connection: {
        adminUsername: 'admin@example.com',
        credential: {
          kind: 'key',
          keyVersion,
          clientId: file.client_id,
          clientEmail: file.client_email,
          projectId: file.project_id,
          keyId: file.private_key_id,
          uploadedAt: epochMs(Date.now()),
        },
      },
      connectedAt: epochMs(Date.now()),
      revision: 1,
    },
    result: undefined,
  }));
  folder.close();
}

/** 200 users who may have a password. */
async function ordinaryUsers({ url }: Started): Promise<readonly string[]> {
  const answer = await fetch(`${url}/google/control/users`);
  const { users } = (await answer.json()) as {
    users: (Record<string, unknown> & { primaryEmail: string })[];
  };
  const ordinary = users.filter(
    (user) =>
      !['suspended', 'archived', 'isAdmin', 'isDelegatedAdmin', 'isEnrolledIn2Sv'].some(
        (trait) => user[trait] === true,
      ),
  );
  return ordinary.slice(0, 200).map(({ primaryEmail }) => primaryEmail);
}

const passwordCall = (url: string, user: string, method: 'GET' | 'PUT'): Promise<Response> =>
  fetch(`${url}/v1/users/${encodeURIComponent(user)}/password`, { method });

/** What the service says the password is; leases and quarantines of the killed process run out first. */
async function issued(url: string, user: string): Promise<string> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const response = await passwordCall(url, user, 'PUT');
    const body = (await response.json()) as { password?: string; type?: string };
    if (body.password !== undefined) return body.password;
    if (response.status !== 409 && response.status !== 503) {
      throw new Error(`${user}: ${response.status} ${body.type ?? ''}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`${user}: still no password after a minute`);
}

async function signIn(url: string, user: string, password: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const response = await fetch(`${url}/Microsoft-Server-ActiveSync`, {
    method: 'POST',
    headers: { authorization },
  });
  return response.status;
}

test('killed in the middle of 200 issues, it loses no password: each one it then tells signs in', async () => {
  const dataDir = newFolder();
  await connected(dataDir);
  const first = await started(dataDir);
  const users = await ordinaryUsers(first);
  expect(users).toHaveLength(200);
  await fetch(`${first.url}/google/control/latency`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"minMs":5,"maxMs":60}',
  });

  const told = new Map<string, string>();
  const cut = Promise.allSettled(
    users.map(async (user) => {
      const response = await passwordCall(first.url, user, 'PUT');
      const { password } = (await response.json()) as { password: string };
      told.set(user, password);
      if (told.size === 60) first.child.kill('SIGKILL');
    }),
  );
  await cut;
  expect(told.size).toBeGreaterThanOrEqual(60);
  expect(told.size).toBeLessThan(200);

  const second = await started(dataDir);
  const results = await Promise.all(
    users.map(async (user) => {
      const password = await issued(second.url, user);
      const before = told.get(user);
      return {
        same: before === undefined || before === password,
        signIn: await signIn(second.url, user, password),
      };
    }),
  );
  expect(results.filter(({ same }) => !same)).toStrictEqual([]);
  expect(results.filter(({ signIn: status }) => status !== 200)).toStrictEqual([]);
}, 90_000);
