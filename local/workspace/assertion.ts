import { z } from 'zod';

/** A JWT that requests a token: its claims and the signed text. Nothing is verified yet. */
export type Assertion = {
  readonly keyId: string | undefined;
  readonly issuer: string;
  readonly subject: string | undefined;
  readonly audience: string;
  readonly scopes: readonly string[];
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly signed: string;
  readonly signature: Buffer;
};

const Header = z.object({ alg: z.literal('RS256'), kid: z.string().optional() });
const Claims = z.object({
  iss: z.string(),
  sub: z.string().optional(),
  aud: z.string(),
  scope: z.string().default(''),
  iat: z.number(),
  exp: z.number(),
});

/** Undefined for anything but an RS256 JWT with the claims that Google requires. */
export function parseAssertion(text: string): Assertion | undefined {
  const [head = '', payload = '', signature = '', ...rest] = text.split('.');
  const header = Header.safeParse(parsePart(head));
  const claims = Claims.safeParse(parsePart(payload));
  if (rest.length > 0 || !header.success || !claims.success) return undefined;
  const { iss, sub, aud, scope, iat, exp } = claims.data;
  return {
    keyId: header.data.kid,
    issuer: iss,
    subject: sub,
    audience: aud,
    scopes: scope.split(' ').filter((part) => part !== ''),
    issuedAt: iat,
    expiresAt: exp,
    signed: `${head}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
