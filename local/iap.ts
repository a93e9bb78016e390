import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { type Clock } from '../functions/ports/clock';

const AUDIENCE = '/projects/0/locations/local/services/configuration';
const KEY_ID = 'local';
const LIFE_SECONDS = 600; // same as IAP

/**
 * Stands for Identity-Aware Proxy: signs the caller's identity with a key that lives as long as the process.
 */
export type LocalIap = {
  readonly audience: string;
  /** The public key in the format that IAP publishes. */
  keySet(): Promise<JSONWebKeySet>;
  /** The same key in the form that the verifier expects. */
  readonly publicKey: JWTVerifyGetKey;
  /**
   * A value for `X-Goog-IAP-JWT-Assertion` that vouches for this address for 10 minutes. `googleId`: of the
   * Google account; without it the subject tells none.
   */
  assertionFor(email: string, googleId?: string): Promise<string>;
};

export function localIap(clock: Clock): LocalIap {
  const keys = generateKeyPair('ES256');
  const keySet = keys.then(async ({ publicKey }) => ({
    keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256' }],
  }));
  return {
    audience: AUDIENCE,
    keySet: () => keySet,
    publicKey: async (header, token) => createLocalJWKSet(await keySet)(header, token),
    assertionFor: async (email, googleId = email) => {
      const iat = Math.floor(clock.now() / 1000);
      return new SignJWT({ email })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: KEY_ID })
        .setIssuer('https://cloud.google.com/iap')
        .setAudience(AUDIENCE)
        .setSubject(`accounts.google.com:${googleId}`)
        .setIssuedAt(iat)
        .setExpirationTime(iat + LIFE_SECONDS)
        .sign((await keys).privateKey);
    },
  };
}

/** What Cloud Run's IAM check forwards: the caller's token without its signature. */
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
