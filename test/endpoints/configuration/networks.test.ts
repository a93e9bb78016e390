import { type Server } from 'node:http';
import { type Test } from 'supertest';
import { type NetworkAnswer } from '../../../functions/api/networks';
import { authorities, EXPIRED_ROOT, ROOT, SECOND_ROOT } from '../../fixtures/ca-certificates';
import { GOOD } from '../../fixtures/ldap-certificates';
import { WholeService } from '../../fakes/whole-service';
import { call, MANAGER, MEDIA_TYPE, VIEWER } from './calls';

const NETWORK = {
  id: 'staff',
  ssid: ' Café ☕ ',
  security: 'WPA2',
  serverNames: ['radius.example.com', '*.example.com'],
  caCertificates: [ROOT],
};

const CA = {
  pem: ROOT,
  subject: 'CN=Example Root, O=Example',
  notBefore: '2025-01-01T00:00:00.000Z',
  notAfter: '2049-01-01T00:00:00.000Z',
};

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open({ users: 2 });
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const put = (networks: unknown, as = MANAGER): Test =>
  call(server, 'put', '/v1/networks', as).send({ networks });
const networksOf = (response: { body: unknown }): readonly NetworkAnswer[] =>
  (response.body as { networks: readonly NetworkAnswer[] }).networks;
const audited = (): Record<string, unknown>[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'configuration-audit');
const eventTypes = async (): Promise<string[]> =>
  (await service.platform.outbox.pending(100)).map(({ type }) => type);

describe('PUT /v1/networks', () => {
  it('saves the list, and answers with the configuration and what the certificates say', async () => {
    const response = await put([{ ...NETWORK, hidden: true, outerIdentity: 'anon@example.com' }]);
    expect([response.status, response.headers['etag']]).toStrictEqual([200, '"1"']);
    expect(response.body).toMatchObject({ configured: false, revision: 1, updatedBy: MANAGER });
    expect(networksOf(response)).toStrictEqual([
      {
        id: 'staff',
        ssid: ' Café ☕ ',
        hidden: true,
        security: 'WPA2',
        outerIdentity: 'anon@example.com',
        serverNames: ['radius.example.com', '*.example.com'],
        caCertificates: [CA],
      },
    ]);
    const read = await call(server, 'get', '/v1/configuration', VIEWER).expect(200);
    expect(networksOf(read)).toStrictEqual(networksOf(response));
  });

  it('writes an event, and an audit line with the ids', async () => {
    await put([NETWORK, { ...NETWORK, id: 'guests' }]).expect(200);
    expect(await eventTypes()).toStrictEqual(['configuration.changed']);
    expect(audited()).toMatchObject([
      {
        action: 'networks-saved',
        caller: MANAGER,
        revision: 1,
        networks: ['staff', 'guests'],
      },
    ]);
  });

  it('replaces the whole list, and an empty one removes all', async () => {
    expect(networksOf(await call(server, 'get', '/v1/configuration'))).toStrictEqual([]);
    await put([NETWORK, { ...NETWORK, id: 'guests' }]).expect(200);
    const replaced = await put([{ ...NETWORK, id: 'lab', security: 'WPA3' }]).expect(200);
    expect(networksOf(replaced)).toMatchObject([{ id: 'lab', hidden: false, security: 'WPA3' }]);
    expect(networksOf(replaced)[0]).not.toHaveProperty('outerIdentity');
    expect(networksOf(await put([]).expect(200))).toStrictEqual([]);
    expect(await service.platform.configurations.read()).not.toHaveProperty('networks');
  });

  it('saves an authority that has expired, and says so', async () => {
    const response = await put([{ ...NETWORK, caCertificates: [EXPIRED_ROOT] }]).expect(200);
    expect(networksOf(response)[0]?.caCertificates).toMatchObject([
      { subject: 'CN=Old Root', notAfter: '2025-12-31T00:00:00.000Z' },
    ]);
  });

  it('takes several certificates in one text apart, each once', async () => {
    const caCertificates = [SECOND_ROOT + ROOT, ROOT];
    const response = await put([{ ...NETWORK, caCertificates }]).expect(200);
    expect(networksOf(response)[0]?.caCertificates.map(({ pem }) => pem)).toStrictEqual([
      SECOND_ROOT,
      ROOT,
    ]);
  });

  it('takes ten networks, and the longest that each field may be', async () => {
    const many = Array.from({ length: 10 }, (_, index) => ({
      ...NETWORK,
      id: `${index}`.padEnd(64, 'n'),
      ssid: '🛜'.repeat(8),
      outerIdentity: '☕'.repeat(33),
      serverNames: Array.from({ length: 10 }, (__, at) => `radius-${at}.example`),
    }));
    expect(networksOf(await put(many).expect(200))).toHaveLength(10);
  });

  it('removes invisible characters that were copied with the name of a server', async () => {
    const serverNames = ['\u200bradius.example.com '];
    const response = await put([{ ...NETWORK, serverNames }]).expect(200);
    expect(networksOf(response)[0]?.serverNames).toStrictEqual(['radius.example.com']);
  });

  it('keeps the networks over a policy, a disconnection and another certificate', async () => {
    await put([NETWORK]).expect(200);
    await call(server, 'put', '/v1/policy').send({ length: 30 }).expect(200);
    await call(server, 'put', '/v1/secure-ldap')
      .set('content-type', MEDIA_TYPE)
      .send(JSON.stringify(GOOD))
      .expect(200);
    await call(server, 'delete', '/v1/secure-ldap').expect(204);
    await call(server, 'delete', '/v1/configuration').expect(204);
    expect(networksOf(await call(server, 'get', '/v1/configuration'))).toHaveLength(1);
  });

  it('with a revision that is no longer current changes nothing', async () => {
    await put([NETWORK]).expect(200);
    await put([]).set('if-match', '"7"').expect(412);
    await put([]).set('if-match', 'seven').expect(400);
    expect(networksOf(await call(server, 'get', '/v1/configuration'))).toHaveLength(1);
    await put([]).set('if-match', '"1"').expect(200);
  });

  it('is for System Management only', async () => {
    await put([NETWORK], VIEWER).expect(403);
    expect((await service.platform.configurations.read()).revision).toBe(0);
  });
});

const PRIVATE =
  'This text holds a private key, which must not leave the RADIUS server. Send only the certificate of the authority.';
const SERVERS =
  'Name 1 to 10 RADIUS servers. Without a name, a device gives the password to whoever ends the tunnel.';
const CAS =
  'Send 1 to 10 certificates of authorities. Without one, a device gives the password to whoever ends the tunnel.';
const SSID = 'Use 1 to 32 bytes in UTF-8, without control characters.';
const OUTER = 'Use 1 to 100 bytes in UTF-8, without control characters.';
const SERVER =
  'Enter a name in the certificate of the RADIUS server, such as radius.example.com or *.example.com.';
const ID =
  'Use 1 to 64 letters, digits, dots, hyphens and underscores. The first is a letter or a digit.';

describe('PUT /v1/networks refuses', () => {
  it.each<[string, object, string, string]>([
    ['an empty SSID', { ssid: '' }, 'ssid', SSID],
    ['an SSID of 33 bytes', { ssid: 'n'.repeat(33) }, 'ssid', SSID],
    ['an SSID of 11 characters and 33 bytes', { ssid: '☕'.repeat(11) }, 'ssid', SSID],
    ['an SSID with half a character', { ssid: '\ud83d' }, 'ssid', SSID],
    ['an SSID with a NUL', { ssid: 'a\0' }, 'ssid', SSID],
    ['an id with a blank', { id: 'my network' }, 'id', ID],
    ['an empty id', { id: '' }, 'id', ID],
    ['an unknown kind of security', { security: 'WEP' }, 'security', 'Use WPA2 or WPA3.'],
    ['an empty outer identity', { outerIdentity: '' }, 'outerIdentity', OUTER],
    ['an outer identity of 101 bytes', { outerIdentity: 'a'.repeat(101) }, 'outerIdentity', OUTER],
    ['no name of a server', { serverNames: [] }, 'serverNames', SERVERS],
    ['names of servers that are left out', { serverNames: undefined }, 'serverNames', SERVERS],
    [
      'the name of a server that is none',
      { serverNames: ['a.example', '*'] },
      'serverNames/1',
      SERVER,
    ],
    [
      'names of servers that fit on no line',
      { serverNames: ['a', 'b', 'c', 'd'].map((sign) => `${sign.repeat(60)}.example`) },
      'serverNames',
      'The names are too long. Together they may have 200 characters. Use a name such as *.example.com for several servers.',
    ],
    ['no authority', { caCertificates: [] }, 'caCertificates', CAS],
    ['authorities that are left out', { caCertificates: undefined }, 'caCertificates', CAS],
    ['a private key', { caCertificates: [ROOT, GOOD.privateKey] }, 'caCertificates/1', PRIVATE],
    [
      'one beside a certificate',
      { caCertificates: [ROOT + GOOD.privateKey] },
      'caCertificates/0',
      PRIVATE,
    ],
    [
      'a text that is no PEM',
      { caCertificates: ['CN=Example'] },
      'caCertificates/0',
      'This text is not in the form PEM, which has a line that starts with -----BEGIN. Convert the file: openssl x509 -inform der -in ca.cer.',
    ],
    [
      'a certificate that is cut off',
      { caCertificates: [ROOT.slice(0, 200)] },
      'caCertificates/0',
      'This text is cut off: a line that starts with -----END is missing.',
    ],
    [
      'a damaged certificate',
      { caCertificates: [ROOT.replace('MII', 'AAA')] },
      'caCertificates/0',
      'A certificate in this text is damaged and cannot be read.',
    ],
    ['an unknown field', { password: 'x' }, 'password', 'This call has no such field.'],
  ])('%s', async (_, more, place, message) => {
    const response = await put([
      { ...NETWORK, id: 'first' },
      { ...NETWORK, ...more },
    ]);
    expect([response.status, response.body]).toMatchObject([
      400,
      {
        type: 'urn:google-apps-passwords:problem:invalid-request',
        detail: expect.stringContaining(
          'Nothing was changed. Correct the fields in `errors`.',
        ) as string,
        errors: [{ pointer: `/networks/1/${place}`, message }],
      },
    ]);
    expect(response.text).not.toContain(GOOD.privateKey.slice(40, 80));
    expect(await service.platform.configurations.read()).not.toHaveProperty('networks');
    expect(audited()).toStrictEqual([]);
    expect(await eventTypes()).toStrictEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    [
      'two networks with one id',
      [NETWORK, { ...NETWORK, id: 'guests' }, NETWORK],
      '/networks/2/id',
      'Another network has this ID.',
    ],
    [
      'eleven networks',
      Array.from({ length: 11 }, (_, index) => ({ ...NETWORK, id: String(index) })),
      '/networks',
      'Send at most 10 networks.',
    ],
    [
      'a list that is none',
      { staff: NETWORK },
      '/networks',
      'Invalid input: expected array, received object',
    ],
  ])('%s', async (_, networks, pointer, message) => {
    const response = await put(networks).expect(400);
    expect((response.body as { errors: unknown }).errors).toStrictEqual([{ pointer, message }]);
    expect(await service.platform.configurations.read()).not.toHaveProperty('networks');
  });

  it('more than ten certificates, also if they come in one text', async () => {
    const response = await put([{ ...NETWORK, caCertificates: [authorities(11).join('')] }]);
    expect([response.status, response.body]).toMatchObject([
      400,
      { errors: [{ pointer: '/networks/0/caCertificates', message: CAS }] },
    ]);
    await put([{ ...NETWORK, caCertificates: [authorities(10).join('')] }]).expect(200);
  });

  it('a body of another media type, and one that is too large', async () => {
    await call(server, 'put', '/v1/networks')
      .set('content-type', MEDIA_TYPE)
      .send(JSON.stringify({ networks: [] }))
      .expect(415);
    await put([{ ...NETWORK, ssid: 'n'.repeat(524_288) }]).expect(413);
  });
});
