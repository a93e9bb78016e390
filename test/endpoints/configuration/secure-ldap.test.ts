import { type Server } from 'node:http';
import { type Test } from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { GOOD, GOOD_PKCS1, OTHER, type Pair } from '../../fixtures/ldap-certificates';
import { call, MANAGER, putSecureLdap, VIEWER } from './calls';

const FINGERPRINT = 'ea44598aae7481623c65f9707747fd8b2e1b02db31e9f9c01d4a18420239f9ac';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open({ users: 2 });
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const put = (body: unknown, as = MANAGER): Test => putSecureLdap(server, body, as);
const states = async (): Promise<string[]> =>
  (await service.platform.ldapKeys.list()).map(({ state }) => state);
const audited = (): Record<string, unknown>[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'configuration-audit');
const eventTypes = async (): Promise<string[]> =>
  (await service.platform.outbox.pending(100)).map(({ type }) => type);

describe('PUT /v1/secure-ldap', () => {
  it('saves the pair, connects with it, and answers with the configuration', async () => {
    const response = await put(GOOD).expect(200);
    expect(response.headers['etag']).toBe('"1"');
    expect(response.body).toMatchObject({ configured: false, revision: 1, updatedBy: MANAGER });
    const { secureLdap } = response.body as { secureLdap: unknown };
    expect(secureLdap).toStrictEqual({
      fingerprint: FINGERPRINT,
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2125-01-01T00:00:00.000Z',
      bindName: 'email',
      uploadedAt: '2026-01-01T00:00:00.000Z',
      verification: {
        state: 'waiting',
        checkedAt: '2026-01-01T00:00:00.000Z',
        links: [
          { id: 'ldap-certificate', state: 'ok' },
          { id: 'ldap-connect', state: 'ok' },
          {
            id: 'ldap-bind',
            state: 'waiting',
            code: 'ldap-unproved',
            message:
              'No password has been proved yet, so it is not known whether this client may check one.',
            fix: 'Prove the password of one user whose password this service knows.',
          },
        ],
      },
    });
    expect(service.ldap.certificates).toStrictEqual([GOOD.certificate]);
    const read = await call(server, 'get', '/v1/configuration', VIEWER).expect(200);
    expect((read.body as { secureLdap: unknown }).secureLdap).toStrictEqual(secureLdap);
  });

  it('writes an audit line with the fingerprint, an event, and no part of the key anywhere', async () => {
    await put({ ...GOOD, bindName: 'dn' }).expect(200);
    expect(audited()).toMatchObject([
      { action: 'secure-ldap-saved', caller: MANAGER, revision: 1, fingerprint: FINGERPRINT },
    ]);
    expect(await eventTypes()).toStrictEqual(['configuration.changed']);
    const configuration = await service.platform.configurations.read();
    expect(configuration.secureLdap?.bindName).toBe('dn');
    const seen = JSON.stringify(configuration) + service.lines.join('');
    expect(seen).not.toContain(GOOD.privateKey.split('\n')[1]);
  });

  it('says why Google’s server can not be reached, and stays saved', async () => {
    service.ldap.unreachable = 'ldap-untrusted';
    const response = await put(GOOD).expect(200);
    expect(response.body).toMatchObject({
      secureLdap: {
        verification: {
          state: 'failing',
          links: [
            { id: 'ldap-certificate', state: 'ok' },
            { id: 'ldap-connect', state: 'failing', code: 'ldap-untrusted' },
            { id: 'ldap-bind', state: 'not-reached' },
          ],
        },
      },
    });
  });

  it.each<[string, Pair]>([
    [
      'with Windows line breaks',
      { ...GOOD, certificate: GOOD.certificate.replaceAll('\n', '\r\n') },
    ],
    ['with a key in the older form', { ...GOOD, privateKey: GOOD_PKCS1 }],
    [
      'with text around the blocks',
      { ...GOOD, certificate: `\ufeffBag Attributes\n  localKeyID: 01\n${GOOD.certificate}\n\n` },
    ],
    [
      'with both blocks in either file',
      {
        certificate: GOOD.certificate + GOOD.privateKey,
        privateKey: GOOD.certificate + GOOD.privateKey,
      },
    ],
    ['on an elliptic curve', OTHER],
  ])('takes files %s', async (_name, pair) => {
    const response = await put(pair).expect(200);
    expect(response.body).toMatchObject({ secureLdap: { verification: { state: 'waiting' } } });
  });

  it('replaces a pair: the former version is disabled once Google accepts a connection', async () => {
    await put(GOOD).expect(200);
    service.ldap.unreachable = 'ldap-silent';
    await put(OTHER).expect(200);
    expect(await states()).toStrictEqual(['enabled', 'enabled']);
    service.ldap.unreachable = undefined;
    await call(server, 'post', '/v1/secure-ldap/verification', VIEWER).expect(200);
    expect(await states()).toStrictEqual(['disabled', 'enabled']);
    expect(service.ldap.certificates.at(-1)).toBe(OTHER.certificate);
  });

  it('with a revision that is no longer current changes nothing', async () => {
    await put(GOOD).expect(200);
    await put(OTHER).set('if-match', '"7"').expect(412);
    await put(OTHER).set('if-match', 'seven').expect(400);
    expect((await service.platform.configurations.read()).secureLdap?.fingerprint).toBe(
      FINGERPRINT,
    );
    expect(await states()).toStrictEqual(['enabled']);
    await put(OTHER).set('if-match', '"1"').expect(200);
  });

  it('is for System Management only, and needs the media type that no general parser reads', async () => {
    await put(GOOD, VIEWER).expect(403);
    await call(server, 'put', '/v1/secure-ldap').send(GOOD).expect(415);
    expect(await states()).toStrictEqual([]);
  });
});

describe('DELETE /v1/secure-ldap', () => {
  it('forgets the certificate and destroys every version of its key', async () => {
    await put(GOOD).expect(200);
    await put(OTHER).expect(200);
    await call(server, 'delete', '/v1/secure-ldap', VIEWER).expect(403);
    await call(server, 'delete', '/v1/secure-ldap').set('if-match', '"1"').expect(412);
    await call(server, 'delete', '/v1/secure-ldap').expect(204);
    const read = await call(server, 'get', '/v1/configuration').expect(200);
    expect(read.body).not.toHaveProperty('secureLdap');
    expect(read.headers['etag']).toBe('"3"');
    expect(await states()).toStrictEqual(['destroyed', 'destroyed']);
    expect(audited().at(-1)).toMatchObject({
      action: 'secure-ldap-deleted',
      caller: MANAGER,
      revision: 3,
    });
    expect(await eventTypes()).toStrictEqual([
      'configuration.changed',
      'configuration.changed',
      'configuration.changed',
    ]);
  });

  it('answers 204 and changes nothing if there is none', async () => {
    await call(server, 'delete', '/v1/secure-ldap').expect(204);
    expect((await service.platform.configurations.read()).revision).toBe(0);
    expect(await eventTypes()).toStrictEqual([]);
  });
});

describe('POST /v1/secure-ldap/verification', () => {
  it('connects again, for either role', async () => {
    service.ldap.unreachable = 'ldap-unreachable';
    await put(GOOD).expect(200);
    service.ldap.unreachable = undefined;
    service.clock.advance(60_000);
    const response = await call(server, 'post', '/v1/secure-ldap/verification', VIEWER);
    expect([response.status, response.body]).toMatchObject([
      200,
      {
        revision: 1,
        secureLdap: {
          verification: { state: 'waiting', checkedAt: '2026-01-01T00:01:00.000Z' },
        },
      },
    ]);
  });

  it('without a certificate is 409', async () => {
    const response = await call(server, 'post', '/v1/secure-ldap/verification').expect(409);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:secure-ldap-not-configured',
      retry: 'after-change',
    });
  });
});

test('disconnecting Google takes Secure LDAP with it, and destroys its key', async () => {
  await service.connect();
  await put(GOOD).expect(200);
  await call(server, 'delete', '/v1/configuration').expect(204);
  const configuration = await service.platform.configurations.read();
  expect(configuration).not.toHaveProperty('secureLdap');
  expect(configuration).not.toHaveProperty('connection');
  expect(await states()).toStrictEqual(['destroyed']);

  await put(GOOD).expect(200);
  await call(server, 'delete', '/v1/configuration').expect(204); // without a connection too
  expect(await states()).toStrictEqual(['destroyed', 'destroyed']);
});
