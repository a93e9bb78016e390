import { type Server } from 'node:http';
import { registeredKeyFile } from '../../fakes/google-connection';
import { WholeService } from '../../fakes/whole-service';
import { call, MANAGER, put, VIEWER } from './calls';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const ADMIN = { adminUsername: 'admin@example.com' };
const OTHER = { adminUsername: 'helpdesk@example.com' };
const withKey = () =>
  put(server, { ...ADMIN, serviceAccountKey: registeredKeyFile(service.workspace) });
const read = async (): Promise<unknown> =>
  (await call(server, 'get', '/v1/configuration')).body as unknown;

describe('PUT /v1/configuration with the admin alone', () => {
  it('keeps the stored key, and verifies as the new admin', async () => {
    const saved = await withKey();
    service.clock.advance(60_000);
    const response = await put(server, OTHER);
    expect(response.status).toBe(200);
    expect(response.headers['etag']).toBe('"2"');
    const { credential } = saved.body as { credential: unknown };
    expect(response.body).toMatchObject({
      adminUsername: 'helpdesk@example.com',
      credential,
      verification: { state: 'ok', checkedAt: '2026-01-01T00:01:00.000Z' },
      updatedAt: '2026-01-01T00:01:00.000Z',
      updatedBy: MANAGER,
      revision: 2,
    });
    expect(await read()).toStrictEqual(response.body);
    expect(await service.platform.keys.list()).toStrictEqual([{ version: '1', state: 'enabled' }]);
  });

  it('restores the former admin after a wrong one, without a key file', async () => {
    await withKey();
    const wrong = await put(server, { adminUsername: 'wrong@example.com' });
    expect(wrong.body).toMatchObject({ verification: { state: 'failing' }, revision: 2 });
    const back = await put(server, ADMIN);
    expect(back.body).toMatchObject({ ...ADMIN, verification: { state: 'ok' }, revision: 3 });
    const found = await call(service.serve('passwords'), 'get', '/v1/users/alice@example.com');
    expect(found.status).toBe(200);
  });

  it('stays keyless where no key is stored', async () => {
    await put(server, { ...ADMIN, keyless: true });
    const response = await put(server, OTHER);
    expect(response.body).toMatchObject({
      ...OTHER,
      credential: { kind: 'keyless' },
      verification: { state: 'ok' },
    });
    expect(await service.platform.keys.list()).toStrictEqual([]);
  });

  it.each([
    ['before anything was saved', () => Promise.resolve()],
    [
      'after a disconnection',
      async () => {
        await withKey();
        await call(server, 'delete', '/v1/configuration');
      },
    ],
  ])('%s says that the first time needs a key', async (_name, before) => {
    await before();
    const known = await read();
    const response = await put(server, OTHER);
    expect(response.status).toBe(400);
    const message =
      'No key is stored yet. The first time, send serviceAccountKey, the JSON object of the key file, or keyless: true.';
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:invalid-request',
      detail: `${message} Nothing was changed.`,
      retry: 'after-change',
      errors: [{ pointer: '/serviceAccountKey', message }],
    });
    expect(await read()).toStrictEqual(known);
  });

  it('is refused to System Read Only, and with an older revision', async () => {
    await withKey();
    const known = await read();
    expect((await put(server, OTHER, VIEWER)).status).toBe(403);
    expect((await put(server, OTHER).set('if-match', '"0"')).status).toBe(412);
    expect(await read()).toStrictEqual(known);
  });
});
