import { verify } from 'node:crypto';
import { z } from 'zod';
import { type Clock } from '../../ports/clock';

const ISSUER = 'https://cloud.google.com/iap';

// IAP, "Securing your app with signed headers": 30 s of skew, a life of 10 min + 2 x skew at most.
const SKEW_SECONDS = 30;
const MAX_LIFE_SECONDS = 600 + 2 * SKEW_SECONDS;

/** An address has at most 320 characters (RFC 3696, erratum 1690, before it was shortened to 254). */
const MAX_EMAIL = 320;

const Header = z.object({ alg: z.literal('ES256'), kid: z.string().min(1) });
const Claims = z.object({
  iss: z.literal(ISSUER),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
  email: z.string().min(1).max(MAX_EMAIL),
});

export type IapAssertionOptions = {
  /** `/projects/NUMBER/locations/REGION/services/NAME`, for IAP directly on Cloud Run. */
  readonly audience: string;
  /** The signers' public keys (PEM) by key id; told which key is wanted, so that it can look again. */
  readonly publicKeys: (keyId: string) => Promise<Readonly<Record<string, string>>>;
  readonly clock: Clock;
};

/**
 * Verifies IAP's `X-Goog-IAP-JWT-Assertion`: ES256, signer, issuer, audience, age and life. Gives the
 * address in it, or undefined for any assertion that fails; throws only if no public keys can be had.
 *
 * Not google-auth-library's `verifySignedJwtWithCertsAsync`: that one reads the system's clock,
 * allows 5 minutes of skew, bounds the expiry but not the life, takes whatever `alg` the token
 * names, and quotes the token in its errors.
 */
export function iapAssertionVerifier({
  audience,
  publicKeys,
  clock,
}: IapAssertionOptions): (assertion: string) => Promise<string | undefined> {
  return async (assertion) => {
    const token = parsed(assertion);
    if (token === undefined) return undefined;
    const { header, claims } = token;
    if (claims.aud !== audience || !isTimely(claims, clock.now() / 1000)) return undefined;
    const keys = await publicKeys(header.kid);
    const key = Object.hasOwn(keys, header.kid) ? keys[header.kid] : undefined;
    if (key === undefined) return undefined;
    const genuine = verify(
      'sha256',
      Buffer.from(token.signed),
      { key, dsaEncoding: 'ieee-p1363' }, // JOSE's form: r and s side by side (RFC 7518, 3.4)
      token.signature,
    );
    return genuine ? claims.email : undefined;
  };
}

function isTimely(claims: { iat: number; exp: number }, nowSeconds: number): boolean {
  return (
    claims.iat <= nowSeconds + SKEW_SECONDS &&
    claims.exp > nowSeconds - SKEW_SECONDS &&
    claims.exp - claims.iat <= MAX_LIFE_SECONDS
  );
}

type Parsed = {
  readonly header: z.infer<typeof Header>;
  readonly claims: z.infer<typeof Claims>;
  readonly signed: string;
  readonly signature: Buffer;
};

function parsed(assertion: string): Parsed | undefined {
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(assertion);
  if (!parts) return undefined;
  const [, head = '', payload = '', signature = ''] = parts;
  const header = Header.safeParse(json(head));
  const claims = Claims.safeParse(json(payload));
  if (!header.success || !claims.success) return undefined;
  return {
    header: header.data,
    claims: claims.data,
    signed: `${head}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
