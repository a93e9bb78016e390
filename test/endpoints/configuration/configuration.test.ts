import { type Server } from 'node:http';
import { registeredKeyFile } from '../../fakes/google-connection';
import { WholeService } from '../../fakes/whole-service';
import { type KEY_FILE, PUBLIC_PEM } from '../../fixtures/key-files';
import { call, MANAGER, put, VIEWER } from './calls';

let service: WholeService;
let server: Server;
let keyFile: typeof KEY_FILE;
beforeEach(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
  keyFile = registeredKeyFile(service.workspace);
});
afterEach(() => {
  service.close();
});

const ADMIN = { adminUsername: 'admin@example.com' };
const CONFIGURATION = '/v1/configuration';
const keyStates = async (): Promise<string[]> =>
  (await service.platform.keys.list()).map(({ state }) => state);
const audit = (): unknown[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'configuration-audit')
    .map(({ severity: _, message: __, requestId, time, ...line }) => {
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(time).toBe('2026-01-01T00:00:00.000Z');
      return line;
    });
const events = async (): Promise<string[]> =>
  (await service.platform.outbox.pending(20)).map(({ type }) => type);
const NEXT_KEY = 'fedcba9876543210fedcba9876543210fedcba98';
const nextKeyFile = (): typeof KEY_FILE => {
  const { keyAccount } = service.workspace.google;
  keyAccount.putKey({ keyId: NEXT_KEY, pem: PUBLIC_PEM, disabled: false });
  return { ...keyFile, private_key_id: NEXT_KEY };
};

describe('GET /v1/configuration', () => {
  it('says that nothing is connected before anything was saved', async () => {
    const response = await call(server, 'get', CONFIGURATION, VIEWER);
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ etag: '"0"', 'cache-control': 'no-store' });
    expect(response.body).toMatchObject({
      configured: false,
      policy: { length: 24, periodDays: 30, window: null, paused: false, orgUnitPaths: [] },
      revision: 0,
    });
    expect(Object.keys(response.body as object)).toStrictEqual([
      'configured',
      'policy',
      'networks',
      'revision',
    ]);
  });
});

describe('PUT /v1/configuration', () => {
  it('with a key saves, verifies and shows all but the key', async () => {
    const response = await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    expect(response.status).toBe(200);
    expect(response.headers['etag']).toBe('"1"');
    const now = '2026-01-01T00:00:00.000Z';
    expect(response.body).toMatchObject({
      configured: true,
      adminUsername: 'admin@example.com',
      credential: {
        kind: 'key',
        clientId: '104729130363000000001',
        clientEmail: 'google-apps-api@simulated-workspace.iam.gserviceaccount.com',
        projectId: 'example-project',
        keyId: '0123456789abcdef0123456789abcdef01234567',
        uploadedAt: now,
      },
      verification: { state: 'ok', checkedAt: now },
      updatedAt: now,
      updatedBy: MANAGER,
      revision: 1,
    });
    expect((await call(server, 'get', CONFIGURATION)).body).toStrictEqual(response.body);
    expect(JSON.stringify([response.body, service.lines])).not.toContain('PRIVATE KEY');
    expect(audit()).toStrictEqual([
      { action: 'saved', caller: MANAGER, revision: 1, ...ADMIN, clientId: keyFile.client_id },
    ]);
    expect(await events()).toStrictEqual(['configuration.changed']);
  });

  it('with Google’s file unchanged: the passwords function can use it at once', async () => {
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    const found = await call(service.serve('passwords'), 'get', '/v1/users/alice@example.com');
    expect(found.status).toBe(200);
  });

  it('keyless saves and verifies, and no key is stored', async () => {
    const response = await put(server, { ...ADMIN, keyless: true });
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      credential: {
        kind: 'keyless',
        serviceAccount: 'google-apps-keyless@simulated-workspace.iam.gserviceaccount.com',
        clientId: '104729130363000000002',
      },
      verification: { state: 'ok' },
    });
    expect(await keyStates()).toStrictEqual([]);
  });

  it('saves first: a delegation that is still missing makes it wait, not fail', async () => {
    service.workspace.google.state.delegation.clear();
    const response = await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      configured: true,
      verification: { state: 'waiting' },
    });
    service.workspace.google.state.delegation.set('104729130363000000001', [
      'https://www.googleapis.com/auth/admin.directory.user',
    ]);
    const again = await call(server, 'post', `${CONFIGURATION}/verification`, VIEWER);
    expect(again.body).toMatchObject({ verification: { state: 'ok' }, revision: 1 });
  });

  it('replaces a key, and disables the old one only once the new one verifies', async () => {
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    const unknown = { ...keyFile, private_key_id: NEXT_KEY };
    const failing = await put(server, { ...ADMIN, serviceAccountKey: unknown });
    expect(failing.body).toMatchObject({ verification: { state: 'failing' }, revision: 2 });
    expect(await keyStates()).toStrictEqual(['enabled', 'enabled']);

    nextKeyFile();
    await call(server, 'post', `${CONFIGURATION}/verification`);
    expect(await keyStates()).toStrictEqual(['disabled', 'enabled']);
  });

  it('trims the admin’s address', async () => {
    const body = { adminUsername: '  admin@example.com\n', serviceAccountKey: keyFile };
    expect((await put(server, body)).body).toMatchObject({ adminUsername: 'admin@example.com' });
  });
});

describe('If-Match', () => {
  const save = (etag: string) =>
    put(server, { ...ADMIN, serviceAccountKey: keyFile }).set('if-match', etag);

  it.each([
    ['the revision that was read', '"0"', 200],
    ['one of several', '"7" , "0"', 200],
    ['nothing between two commas', '"7", , "0"', 200],
    ['nothing before and after it', ' ,"0",\t,', 200],
    ['a comma in quotes before it', '"a,b", "0"', 200],
    ['anything', '*', 200],
    ['an older revision', '"7"', 412],
    ['the revision in another spelling', '"00"', 412],
    ['a weak tag, which never matches', 'W/"0"', 412],
    ['a tag that is not ours', '"abc"', 412],
    ['a revision without its quotes', '0', 400],
    ['half a quote', '"0', 400],
    ['two revisions without a comma', '"0" "7"', 400],
    ['nothing', ',', 400],
  ])('with %s, %s, is answered %i', async (_name, etag, status) => {
    const response = await save(etag);
    expect(response.status).toBe(status);
    expect((await call(server, 'get', CONFIGURATION)).body).toMatchObject({
      configured: status === 200,
    });
    if (status === 412) {
      expect(response.body).toMatchObject({
        type: 'urn:google-apps-passwords:problem:configuration-changed',
      });
      expect(await keyStates()).toStrictEqual([]);
    }
  });

  it('lets one of two administrators succeed, and informs the other', async () => {
    const both = await Promise.all([save('"0"'), save('"0"')]);
    expect(both.map(({ status }) => status).toSorted()).toStrictEqual([200, 412]);
    expect((await keyStates()).filter((state) => state === 'enabled')).toHaveLength(1);
  });

  it.each(['delete', 'put'] as const)('guards %s of the rest, too', async (method) => {
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    const path = method === 'put' ? '/v1/policy' : CONFIGURATION;
    for (const [etag, status] of [
      ['"0"', 412],
      ['x', 400],
    ] as const) {
      const test = call(server, method, path).set('if-match', etag);
      const response = await (method === 'put' ? test.send({ length: 30 }) : test);
      expect(response.status).toBe(status);
    }
    expect((await call(server, 'get', CONFIGURATION)).body).toMatchObject({ revision: 1 });
  });
});

describe('POST /v1/configuration/verification', () => {
  it('says when there is nothing to verify', async () => {
    const response = await call(server, 'post', `${CONFIGURATION}/verification`, VIEWER);
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:not-configured',
    });
  });

  it('publishes one event when a connection stops working', async () => {
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    service.workspace.google.state.adminApiEnabled = false;
    for (let time = 1; time <= 3; time += 1) {
      service.clock.advance(60_000);
      const response = await call(server, 'post', `${CONFIGURATION}/verification`, VIEWER);
      expect(response.body).toMatchObject({ verification: { state: 'failing' }, revision: 1 });
    }
    expect(await events()).toStrictEqual(['configuration.changed', 'configuration.failing']);
  });

  it('a delegation that is missing after 24 hours is failing, and is reported', async () => {
    service.workspace.google.state.delegation.clear();
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    service.clock.advance(86_400_000);
    const response = await call(server, 'post', `${CONFIGURATION}/verification`, VIEWER);
    expect(response.body).toMatchObject({ verification: { state: 'failing' } });
    expect(await events()).toStrictEqual(['configuration.changed', 'configuration.failing']);
  });
});

describe('DELETE /v1/configuration', () => {
  it('destroys every version of the key and keeps the passwords and the policy', async () => {
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    await put(server, { ...ADMIN, serviceAccountKey: nextKeyFile() });
    await call(server, 'put', '/v1/policy').send({ length: 30 });
    const passwords = service.serve('passwords');
    const issued = await call(passwords, 'put', '/v1/users/alice@example.com/password');
    expect(issued.status).toBe(201);

    const response = await call(server, 'delete', CONFIGURATION);
    expect([response.status, response.text]).toStrictEqual([204, '']);
    expect(await keyStates()).toStrictEqual(['destroyed', 'destroyed']);
    const after = await call(server, 'get', CONFIGURATION);
    expect(after.body).toMatchObject({ configured: false, policy: { length: 30 }, revision: 4 });
    expect(after.body).not.toHaveProperty('verification');
    expect((await service.platform.accounts.list({ limit: 9 })).accounts).toHaveLength(1);
    expect(audit().at(-1)).toStrictEqual({ action: 'deleted', caller: MANAGER, revision: 4 });
  });

  it('succeeds too when nothing is connected', async () => {
    expect((await call(server, 'delete', CONFIGURATION)).status).toBe(204);
    expect((await call(server, 'get', CONFIGURATION)).body).toMatchObject({ revision: 0 });
    expect(await events()).toStrictEqual([]);
  });
});

describe('PUT /v1/policy', () => {
  it('changes the given fields and leaves the rest, before and after connecting', async () => {
    const first = await call(server, 'put', '/v1/policy').send({ length: 40, paused: true });
    expect(first.status).toBe(200);
    expect(first.headers['etag']).toBe('"1"');
    await put(server, { ...ADMIN, serviceAccountKey: keyFile });
    const second = await call(server, 'put', '/v1/policy').send({ periodDays: 0 });
    expect(second.body).toMatchObject({
      configured: true,
      policy: { length: 40, paused: true, periodDays: 0 },
      verification: { state: 'ok' },
      revision: 3,
    });
    expect(audit().at(-1)).toStrictEqual({
      action: 'policy-changed',
      caller: MANAGER,
      revision: 3,
      settings: ['periodDays'],
    });
  });

  it('keeps the scope and the window of a rotation that is paused', async () => {
    const window = { days: ['sunday'], from: '01:00', to: '05:00', timeZone: 'Europe/Paris' };
    const scope = { orgUnitPaths: ['/Contractors'], window, periodDays: 7 };
    await call(server, 'put', '/v1/policy').send(scope);
    const paused = await call(server, 'put', '/v1/policy').send({ paused: true });
    expect(paused.body).toMatchObject({ policy: { ...scope, paused: true } });
    const open = await call(server, 'put', '/v1/policy').send({ window: null, paused: false });
    expect(open.body).toMatchObject({ policy: { ...scope, window: null, paused: false } });
  });

  it('names units as Google does, so that a trailing slash leaves no user out', async () => {
    await call(server, 'put', '/v1/policy').send({ orgUnitPaths: ['/Employees/', '/Employees'] });
    const saved = await call(server, 'get', CONFIGURATION);
    expect(saved.body).toMatchObject({ policy: { orgUnitPaths: ['/Employees'] } });
  });

  it('refuses passwords that would be guessable with the stored settings', async () => {
    await call(server, 'put', '/v1/policy').send({ alphabet: '0123456789' });
    const short = await call(server, 'put', '/v1/policy').send({ length: 14, paused: true });
    expect(short.status).toBe(400);
    expect((short.body as { errors: object[] }).errors).toMatchObject([{ pointer: '/length' }]);
    expect((await call(server, 'get', CONFIGURATION)).body).toMatchObject({
      policy: { alphabet: '0123456789', length: 24, paused: false },
      revision: 1,
    });
  });
});
