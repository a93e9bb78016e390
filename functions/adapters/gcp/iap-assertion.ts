import { type JWTVerifyGetKey } from 'jose';
import { type Clock } from '../../ports/clock';

const ISSUER = 'https://cloud.google.com/iap';

// IAP, "Securing your app with signed headers": a skew of 30 s, a lifetime of at most 10 min + 2 x skew.
const SKEW_SECONDS = 30;
const MAX_LIFE_SECONDS = 600 + 2 * SKEW_SECONDS;

/** An address has at most 320 characters (RFC 3696, before erratum 1690 reduced the limit to 254). */
const MAX_EMAIL = 320;

type SignedIn = { readonly email: string; readonly googleId?: string };

export type IapAssertionOptions = {
  /** `/projects/NUMBER/locations/REGION/services/NAME`, for IAP directly on Cloud Run. */
  readonly audience: string;
  /** The signer's public key. Throws a `JWKSNoMatchingKey` for a key ID that IAP does not have. */
  readonly publicKey: JWTVerifyGetKey;
  readonly clock: Clock;
};

/**
 * Verifies IAP's `X-Goog-IAP-JWT-Assertion`: ES256, signer, issuer, audience, age and lifetime. Returns the
 * address in it, with the id of the Google account where its subject is one, or `undefined` for an invalid
 * assertion. Throws only if no public keys are available.
 */
export function iapAssertionVerifier({
  audience,
  publicKey,
  clock,
}: IapAssertionOptions): (assertion: string) => Promise<SignedIn | undefined> {
  return async (assertion) => {
    const { errors, jwtVerify } = await import('jose');
    const options = {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience,
      maxTokenAge: MAX_LIFE_SECONDS,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
    };
    try {
      const { payload } = await jwtVerify(assertion, publicKey, options);
      const { aud, sub, email, iat = 0, exp = Infinity } = payload;
      const isOurs = aud === audience && exp - iat <= MAX_LIFE_SECONDS;
      return isOurs && isAddress(email) ? { email, ...googleIdIn(sub) } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

const isAddress = (email: unknown): email is string =>
  typeof email === 'string' && email !== '' && email.length <= MAX_EMAIL;

/** Another subject belongs to an account that is not Google's. */
function googleIdIn(sub: string | undefined): Pick<SignedIn, 'googleId'> {
  const googleId = /^accounts\.google\.com:(\d+)$/.exec(sub ?? '')?.[1];
  return googleId === undefined ? {} : { googleId };
}
