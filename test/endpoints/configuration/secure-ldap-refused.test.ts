import { type Server } from 'node:http';
import { WholeService } from '../../fakes/whole-service';
import {
  EXPIRED,
  FUTURE,
  GOOD,
  LOCKED,
  LOCKED_PKCS1,
  OTHER,
  type Pair,
  REQUEST,
  WEAK,
  withTime,
} from '../../fixtures/ldap-certificates';
import { putSecureLdap } from './calls';

const FIX =
  'In the Admin console, open Apps › LDAP, the client, then Authentication › Generate new certificate. Download the zip file, and choose its .crt and its .key file.';

const ONE_LINE = `-----BEGIN CERTIFICATE-----${'A'.repeat(63_000)}-----END CERTIFICATE-----`;

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open({ users: 2 });
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

describe('PUT /v1/secure-ldap refuses', () => {
  it.each<[string, Pair, string, string]>([
    [
      'a certificate that is not PEM',
      { ...GOOD, certificate: '0\u0082\u0005' },
      '/certificate',
      'This file is not in the form PEM, which has a line that starts with -----BEGIN.',
    ],
    [
      'an empty key',
      { ...GOOD, privateKey: '' },
      '/privateKey',
      'This file is not in the form PEM, which has a line that starts with -----BEGIN.',
    ],
    [
      'a certificate that is cut off',
      { ...GOOD, certificate: GOOD.certificate.slice(0, 500) },
      '/certificate',
      'This file is cut off: the line that starts with -----END is missing.',
    ],
    [
      'a key in place of the certificate',
      { ...GOOD, certificate: GOOD.privateKey },
      '/certificate',
      'This file holds no certificate. It may be the private key, or a request.',
    ],
    [
      'a request in place of the certificate',
      { ...GOOD, certificate: REQUEST },
      '/certificate',
      'This file holds no certificate. It may be the private key, or a request.',
    ],
    [
      'two certificates',
      { ...GOOD, certificate: GOOD.certificate + OTHER.certificate },
      '/certificate',
      'This file holds several certificates. Send only the client’s own.',
    ],
    [
      'a certificate in place of the key',
      { ...GOOD, privateKey: GOOD.certificate },
      '/privateKey',
      'This file holds no private key. It may be the certificate or a public key.',
    ],
    [
      'two keys',
      { ...GOOD, privateKey: GOOD.privateKey + OTHER.privateKey },
      '/privateKey',
      'This file holds several private keys. Send only the client’s own.',
    ],
    [
      'a key with a passphrase',
      { ...OTHER, privateKey: LOCKED },
      '/privateKey',
      'The private key is protected with a passphrase.',
    ],
    [
      'a key with a passphrase in the older form',
      { ...GOOD, privateKey: LOCKED_PKCS1 },
      '/privateKey',
      'The private key is protected with a passphrase.',
    ],
    [
      'a damaged certificate',
      { ...GOOD, certificate: GOOD.certificate.replace('MII', 'AAA') },
      '/certificate',
      'The certificate is damaged and cannot be read.',
    ],
    [
      'a certificate that begins at a time that is none',
      { ...GOOD, certificate: withTime(GOOD.certificate, '250101000000Z', '251301000000Z') },
      '/certificate',
      'The certificate is damaged and cannot be read.',
    ],
    [
      'a certificate that ends at a time that is none',
      { ...GOOD, certificate: withTime(GOOD.certificate, '21250101000000Z', '21251301000000Z') },
      '/certificate',
      'The certificate is damaged and cannot be read.',
    ],
    [
      'a certificate from before 1970, which no document can hold',
      { ...GOOD, certificate: withTime(GOOD.certificate, '250101000000Z', '690101000000Z') },
      '/certificate',
      'The certificate is damaged and cannot be read.',
    ],
    [
      'a damaged key',
      { ...GOOD, privateKey: GOOD.privateKey.replace('MII', 'AAA') },
      '/privateKey',
      'The private key is damaged and cannot be read.',
    ],
    [
      'a key that is too short for TLS',
      WEAK,
      '/privateKey',
      'The private key has fewer than 2048 bits.',
    ],
    [
      'a certificate and a key that do not belong together',
      { ...GOOD, privateKey: OTHER.privateKey },
      '/privateKey',
      'The certificate and the private key do not belong together.',
    ],
    [
      'an expired certificate',
      EXPIRED,
      '/certificate',
      'The certificate expired on 2025-12-31T00:00:00.000Z.',
    ],
    [
      'a certificate that begins more than five minutes from now',
      FUTURE,
      '/certificate',
      'The certificate is not valid yet, but only from 2026-01-01T00:05:01.000Z. The time here is 2026-01-01T00:00:00.000Z.',
    ],
    [
      'a certificate of more than 64 KiB',
      { ...GOOD, certificate: `${' '.repeat(65_536)}${GOOD.certificate}` },
      '/certificate',
      'The certificate and the private key are too large. Together they may have 64 KiB; they usually have 4.',
    ],
    [
      'a certificate whose line breaks make it more than 64 KiB',
      { ...GOOD, certificate: ONE_LINE },
      '/certificate',
      'The certificate and the private key are too large. Together they may have 64 KiB; they usually have 4.',
    ],
    [
      'a key of more than 64 KiB',
      { ...GOOD, privateKey: `${GOOD.privateKey}${' '.repeat(65_536)}` },
      '/privateKey',
      'The certificate and the private key are too large. Together they may have 64 KiB; they usually have 4.',
    ],
  ])('%s', async (_name, pair, pointer, what) => {
    const message = `${what} ${FIX}`;
    const response = await putSecureLdap(server, pair);
    expect([response.status, response.body]).toMatchObject([
      400,
      {
        type: 'urn:google-apps-passwords:problem:invalid-request',
        detail: `${message} Nothing was changed.`,
        retry: 'after-change',
        errors: [{ pointer, message }],
      },
    ]);
    expect(await service.platform.ldapKeys.list()).toStrictEqual([]);
    expect(await service.platform.configurations.read()).not.toHaveProperty('secureLdap');
  });

  it.each<[string, unknown, string]>([
    ['a certificate that is left out', { privateKey: GOOD.privateKey }, '/certificate'],
    ['a key that is no text', { ...GOOD, privateKey: { pem: 1 } }, '/privateKey'],
    ['an unknown kind of name', { ...GOOD, bindName: 'uid' }, '/bindName'],
    ['an unknown field', { ...GOOD, passphrase: 'x' }, '/passphrase'],
  ])('%s', async (_name, body, pointer) => {
    const response = await putSecureLdap(server, body).expect(400);
    expect((response.body as { errors: unknown[] }).errors).toMatchObject([{ pointer }]);
    expect(JSON.stringify(response.body)).not.toContain('PRIVATE KEY');
  });

  it('a certificate that is valid five minutes from now or sooner is taken', async () => {
    service.clock.advance(1_000);
    await putSecureLdap(server, FUTURE).expect(200);
  });
});
