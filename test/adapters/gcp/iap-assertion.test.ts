import { generateKeyPairSync, sign } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import { iapAssertionVerifier } from '../../../functions/adapters/gcp/iap-assertion';
import { epochMs } from '../../../functions/domain/time';

const AUDIENCE = '/projects/123/locations/europe-west1/services/configuration';
const NOW_SECONDS = 1_750_000_000;

const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = createLocalJWKSet({
  keys: [{ ...signer.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256' }],
});

const verifyAt = (nowSeconds: number) =>
  iapAssertionVerifier({
    audience: AUDIENCE,
    publicKey,
    clock: { now: () => epochMs(nowSeconds * 1000), sleep: () => Promise.resolve() },
  });
const verifyNow = verifyAt(NOW_SECONDS);

const good = {
  iss: 'https://cloud.google.com/iap',
  aud: AUDIENCE,
  sub: 'accounts.google.com:118',
  email: 'admin@example.com',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 600,
};

const ADMIN = { email: 'admin@example.com', googleId: '118' };

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(
  claims: object,
  header: object = { alg: 'ES256', typ: 'JWT', kid: 'key-1' },
  key = signer.privateKey,
): string {
  const content = `${base64url(header)}.${base64url(claims)}`;
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

describe('the IAP assertion verifier', () => {
  it('gives the address of a genuine assertion', async () => {
    expect(await verifyNow(signed(good))).toStrictEqual(ADMIN);
  });

  it.each([
    'accounts.google.com:alice@example.com',
    'securetoken.google.com/acme/tenant:118',
    'sts.google.com:118',
    'accounts.google.com:118x',
    undefined,
  ])('gives no id for the subject %s', async (sub) => {
    expect(await verifyNow(signed({ ...good, sub }))).toStrictEqual({ email: 'admin@example.com' });
  });

  it.each<[string, string]>([
    ['another audience', signed({ ...good, aud: '/projects/123/global/backendServices/1' })],
    ['an audience that is a list', signed({ ...good, aud: [AUDIENCE] })],
    ['another issuer', signed({ ...good, iss: 'https://accounts.google.com' })],
    ['no e-mail address', signed({ ...good, email: undefined })],
    ['an empty e-mail address', signed({ ...good, email: '' })],
    ['no expiry', signed({ ...good, exp: undefined })],
    ['times that are text', signed({ ...good, exp: '9999999999' })],
    ['a life over ten minutes and the skew', signed({ ...good, exp: NOW_SECONDS + 661 })],
    ['the key of a stranger', signed(good, undefined, stranger.privateKey)],
    ['an unknown key id', signed(good, { alg: 'ES256', kid: 'key-2' })],
    ['a key id of Object.prototype', signed(good, { alg: 'ES256', kid: 'constructor' })],
    ['the algorithm none', signed(good, { alg: 'none', kid: 'key-1' })],
    ['another algorithm', signed(good, { alg: 'HS256', kid: 'key-1' })],
    ['its signature cut off', signed(good).replace(/\.[^.]*$/, '.')],
    ['its signature replaced', signed(good).replace(/[^.]*$/, 'SIGNATURE_REMOVED_BY_GOOGLE')],
    ['two parts only', 'abc.def'],
    ['parts that are no JSON', 'abc.def.ghi'],
    ['parts that are JSON but no objects', `${base64url(null)}.${base64url(7)}.AAAA`],
    ['nothing at all', ''],
  ])('refuses an assertion with %s', async (_name, assertion) => {
    expect(await verifyNow(assertion)).toBeUndefined();
  });

  it('refuses claims that were changed after signing', async () => {
    const [header, , signature] = signed(good).split('.');
    const forged = base64url({ ...good, email: 'other@example.com' });
    expect(await verifyNow(`${header!}.${forged}.${signature!}`)).toBeUndefined();
  });

  it.each([
    [-31, undefined],
    [-30, ADMIN],
    [600, ADMIN],
    [629, ADMIN],
    [630, undefined],
  ])(
    'allows 30 s of skew: %i s after it was issued it gives %s',
    async (afterSeconds, expected) => {
      expect(await verifyAt(NOW_SECONDS + afterSeconds)(signed(good))).toStrictEqual(expected);
    },
  );

  it('accepts the longest lifetime that Google documents', async () => {
    expect(await verifyNow(signed({ ...good, exp: NOW_SECONDS + 660 }))).toStrictEqual(ADMIN);
  });

  it('throws when no public keys are available, instead of refusing everybody', async () => {
    const verifier = iapAssertionVerifier({
      audience: AUDIENCE,
      publicKey: () => Promise.reject(new Error('out of reach')),
      clock: { now: () => epochMs(NOW_SECONDS * 1000), sleep: () => Promise.resolve() },
    });
    await expect(verifier(signed(good))).rejects.toThrow('out of reach');
  });
});
