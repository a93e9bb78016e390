import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';

describe('bad input to the password calls', () => {
  let service: WholeService;
  let server: Server;
  beforeAll(async () => {
    service = await WholeService.open();
    await service.connect();
    server = service.serve('passwords');
  });
  afterAll(() => {
    service.close();
  });
  /** Whatever was sent, Google got no call that changes anything, and no account document was created. */
  afterEach(async () => {
    expect(service.workspace.wire.statistics.report().calls['users.update']).toBe(0);
    expect((await service.platform.accounts.list({ limit: 1 })).accounts).toStrictEqual([]);
  });

  test.each([
    ['an encoded slash', 'alice%2Fbob%40example.com'],
    ['a way up the tree', '..%2F..%2Fadmin%40example.com'],
    ['NUL', 'alice%00@example.com'],
    ['a line break', 'alice%0D%0A@example.com'],
    ['Unicode', 'al%C3%ADce@example.com'],
    ['a letter that only looks like one', 'аlice@example.com'],
    ['a space', 'alice%20@example.com'],
    ['no address and no id', 'alice'],
    ['an address that is too long', `${'a'.repeat(250)}@example.com`],
    ['nothing', ''],
  ])('%s in the user key is refused with the remedy', async (_, key) => {
    for (const method of ['put', 'get', 'delete'] as const) {
      const response = await request(server)[method](
        `/v1/users/${encodeURI(decodeURI(key))}/password`,
      );
      expect(response.headers['content-type']).toBe('application/problem+json');
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({
        type: 'urn:google-apps-passwords:problem:invalid-request',
        title: 'The request is not valid',
        status: 400,
        detail: 'The address is not valid. Correct the parts in `errors`.',
        instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) as string,
        retry: 'after-change',
        errors: [{ pointer: '/userKey' }],
      });
    }
  });

  test.each(['keepatgoogle=true', 'keepAtGoogle=yes', 'keep=true', 'keepAtGoogle%20=true'])(
    'a revocation with ?%s scrambles nothing at Google',
    async (query) => {
      const path = `/v1/users/alice@example.com/password?${query}`;
      const response = await request(server).delete(path).expect(400);
      expect(response.body).toMatchObject({
        detail: 'The query is not valid. Correct the parameters in `errors`.',
      });
    },
  );

  test('a wrong method is told the allowed ones', async () => {
    const response = await request(server)
      .patch('/v1/users/alice@example.com/password')
      .expect(405);
    expect(response.headers['allow']).toBe('PUT, GET, HEAD, DELETE');
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:method-not-allowed',
    });
  });

  test('an unknown path is 404', async () => {
    await request(server).get('/v1/users').expect(404);
    await request(server).get('/v2/users/alice@example.com').expect(404);
  });

  test('a call that a browser makes for another site is refused', async () => {
    const url = '/v1/users/alice@example.com/password';
    for (const [name, value] of [
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
    ] as const) {
      const response = await request(server).put(url).set(name, value).expect(403);
      expect(response.body).toMatchObject({
        type: 'urn:google-apps-passwords:problem:forbidden-origin',
      });
    }
  });

  test.each([
    ['a space', 'two words'],
    ['too long', 'x'.repeat(256)],
    ['nothing', ''],
  ])('an Idempotency-Key with %s is refused', async (_, key) => {
    await request(server)
      .post('/v1/users/alice@example.com/password/rotation')
      .set('idempotency-key', key)
      .expect(400);
  });

  test('a rotation of a password that was never issued is 404 no-password', async () => {
    const response = await request(server)
      .post('/v1/users/alice@example.com/password/rotation')
      .expect(404);
    expect(response.body).toMatchObject({ type: 'urn:google-apps-passwords:problem:no-password' });
  });
});
