import { generateKeyPairSync, sign } from 'node:crypto';
import { type Clock } from '../functions/ports/clock';

const AUDIENCE = '/projects/0/locations/local/services/configuration';
const KEY_ID = 'local';
const LIFE_SECONDS = 600; // as IAP's

/** Stands for Identity-Aware Proxy: signs who is calling, with a key that lives as long as the process. */
export type LocalIap = {
  readonly audience: string;
  /** The public half (PEM) by key id, as the verifier asks for it. */
  publicKeys(): Promise<Readonly<Record<string, string>>>;
  /** A value for `X-Goog-IAP-JWT-Assertion` that vouches for this address for 10 minutes. */
  assertionFor(email: string): string;
};

export function localIap(clock: Clock): LocalIap {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = { [KEY_ID]: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  return {
    audience: AUDIENCE,
    publicKeys: () => Promise.resolve(keys),
    assertionFor: (email) => {
      const iat = Math.floor(clock.now() / 1000);
      const signed = [
        { alg: 'ES256', typ: 'JWT', kid: KEY_ID },
        {
          iss: 'https://cloud.google.com/iap',
          aud: AUDIENCE,
          sub: `accounts.google.com:${email}`,
          email,
          iat,
          exp: iat + LIFE_SECONDS,
        },
      ]
        .map(base64Json)
        .join('.');
      const signature = sign('sha256', Buffer.from(signed), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363', // JOSE's form (RFC 7518, 3.4)
      });
      return `${signed}.${signature.toString('base64url')}`;
    },
  };
}

/** What Cloud Run's IAM check hands on: the caller's token with its signature taken away. */
export const iamBearer = (email: string, clock: Clock): string => {
  const iat = Math.floor(clock.now() / 1000);
  const claims = {
    iss: 'https://accounts.google.com',
    email,
    email_verified: true,
    iat,
    exp: iat + 3600,
  };
  return `Bearer ${BEARER_HEADER}.${base64Json(claims)}.SIGNATURE_REMOVED_BY_GOOGLE`;
};

const base64Json = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const BEARER_HEADER = base64Json({ alg: 'RS256', typ: 'JWT' });
