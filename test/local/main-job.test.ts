import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, started, type Started } from './started-service';

const CONFIGURATION = 'application/vnd.google-apps-passwords.configuration+json';

let dataDir: string;
let service: Started;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gap-data-'));
  service = await started(dataDir);
});
afterAll(async () => {
  await endAll();
  rmSync(dataDir, { recursive: true });
});

type Reply = { readonly status: number; readonly json: Record<string, unknown> };

async function call(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(service.url + path, { method, ...init });
  const text = await response.text();
  return { status: response.status, json: (text ? JSON.parse(text) : {}) as Reply['json'] };
}

const as = (identity: string): RequestInit => ({ headers: { 'X-Local-Identity': identity } });

async function keyFile(): Promise<Record<string, string>> {
  return (await fetch(`${service.url}/local/service-account-key.json`)).json() as Promise<
    Record<string, string>
  >;
}

const save = (body: unknown, identity = 'system-management@example.com'): Promise<Reply> =>
  call('PUT', '/v1/configuration', {
    headers: { 'content-type': CONFIGURATION, 'X-Local-Identity': identity },
    body: JSON.stringify(body),
  });

async function signIn(password: unknown): Promise<number> {
  const credentials = Buffer.from(`alice@example.com:${String(password)}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}` };
  const path = `${service.url}/Microsoft-Server-ActiveSync`;
  return (await fetch(path, { method: 'POST', headers })).status;
}

test('connect, issue, sign in, rotate, read, revoke: the main job, and what it leaves', async () => {
  const serviceAccountKey = await keyFile();
  const saved = await save({ adminUsername: 'admin@example.com', serviceAccountKey });
  expect(saved).toMatchObject({
    status: 200,
    json: { configured: true, verification: { state: 'ok' } },
  });

  const path = '/v1/users/alice%40example.com/password';
  const issued = await call('PUT', path);
  expect(issued).toMatchObject({ status: 201, json: { primaryEmail: 'alice@example.com' } });
  expect(await signIn(issued.json['password'])).toBe(200);
  expect(await call('PUT', path)).toStrictEqual({ status: 200, json: issued.json });

  const rotated = await call('POST', `${path}/rotation`);
  expect(rotated.status).toBe(200);
  expect(await signIn(issued.json['password'])).toBe(401);
  expect(await signIn(rotated.json['password'])).toBe(200);
  expect(await call('GET', path)).toStrictEqual({ status: 200, json: rotated.json });

  expect(await call('DELETE', path)).toStrictEqual({ status: 204, json: {} });
  expect(await signIn(rotated.json['password'])).toBe(401);
  expect(await call('GET', path)).toMatchObject({ status: 404 });

  const { json } = await call('GET', '/v1/events?after=0');
  const events = json['events'] as { type: string; sequence: number; at: string }[];
  expect(events.map(({ type }) => type)).toStrictEqual([
    'configuration.changed',
    'password.issued',
    'password.rotated',
    'password.revoked',
  ]);
  expect(events[3]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(await call('GET', '/v1/events?after=3')).toMatchObject({
    json: { events: [events[3]], next: 4 },
  });
  expect(await call('GET', '/v1/events?after=4')).toStrictEqual({
    status: 200,
    json: { events: [], next: 4 },
  });

  const secrets = [issued.json['password'], rotated.json['password']].map(String);
  const key = serviceAccountKey['private_key']!.split('\n')[5]!;
  for (const secret of [...secrets, key]) {
    expect(service.printed()).not.toContain(secret);
    for (const file of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const stored = readFileSync(join(file.parentPath, file.name), 'latin1');
      expect([file.name, stored.includes(secret)]).toStrictEqual([file.name, false]);
    }
  }
});

test('roles: a read-only member may not change anything, and an unknown caller may not read', async () => {
  const reader = 'read-only@example.com';
  const stranger = 'stranger@example.com';
  expect((await call('GET', '/v1/configuration', as(reader))).status).toBe(200);
  const refusal = (identity: string): unknown => ({
    status: 403,
    json: {
      type: 'urn:google-apps-passwords:problem:forbidden-role',
      detail: expect.stringContaining(identity) as string,
    },
  });
  expect(await save({ adminUsername: 'admin@example.com', keyless: true }, reader)).toMatchObject(
    refusal(reader) as object,
  );
  expect(await call('GET', '/v1/configuration', as(stranger))).toMatchObject(
    refusal(stranger) as object,
  );
  expect(await call('PUT', '/v1/users/alice/password', as(reader))).toMatchObject(
    refusal(reader) as object,
  );
});

test('the simulated Workspace can be connected without a key, too', async () => {
  const saved = await save({ adminUsername: 'admin@example.com', keyless: true });
  expect(saved).toMatchObject({
    status: 200,
    json: { credential: { kind: 'keyless' }, verification: { state: 'ok' } },
  });
  expect((await call('PUT', '/v1/users/alice%40example.com/password')).status).toBe(201);
});

test('events asked for in a way that is not described are refused, with the place of the fault', async () => {
  for (const [query, pointer] of [
    ['after=-1', '/after'],
    ['after=x', '/after'],
    ['after=1.5', '/after'],
    ['before=1', '/before'],
  ]) {
    expect(await call('GET', `/v1/events?${query!}`)).toMatchObject({
      status: 400,
      json: { type: 'urn:google-apps-passwords:problem:invalid-request', errors: [{ pointer }] },
    });
  }
});

test.each([CONFIGURATION, 'application/json', 'application/cloudevents+json', 'text/plain'])(
  'a malformed body of %s is answered by a problem document and quoted nowhere',
  async (mediaType) => {
    const answer = await call('PUT', '/v1/configuration', {
      headers: { 'content-type': mediaType },
      body: '{"serviceAccountKey":{"private_key":canary-1}}',
    });
    expect(answer).toMatchObject({
      status: mediaType === CONFIGURATION ? 400 : 415,
      json: { detail: expect.any(String) as string },
    });
    expect(JSON.stringify(answer.json)).not.toContain('canary');
    expect(service.printed()).not.toContain('canary');
  },
);
