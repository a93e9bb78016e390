import { type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { problem, type Problem } from './problem';

/** System Management may change, System Read Only may look. */
export type Role = 'manager' | 'viewer';

/**
 * Who is calling: an address that a gate has vouched for, or where its token names none the id in it; and
 * the role on the page if there is one.
 */
export type Caller = { readonly email: string; readonly role?: Role };

/** Finds out who is calling, or says why that can't be known. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller | Problem>;

export type RoleMembers = {
  /** Lower-case addresses. */
  readonly systemManagement: readonly string[];
  readonly systemReadOnly: readonly string[];
};

/** Verifies IAP's signed assertion (`X-Goog-IAP-JWT-Assertion`); gives the address in it, or undefined. */
export type VerifyAssertion = (assertion: string) => Promise<string | undefined>;

/**
 * For the function behind IAP: only the signed assertion counts (issuer, audience, expiry and
 * signature verified); the other headers that IAP sets can be forged by who gets past it.
 */
export function identifyByAssertion(verify: VerifyAssertion, members: RoleMembers): Identify {
  return async (headers) => {
    const assertion = headers['x-goog-iap-jwt-assertion'];
    const email = typeof assertion === 'string' ? await verify(assertion) : undefined;
    if (email === undefined) {
      return problem(
        'forbidden-identity',
        'The request has no valid assertion from Identity-Aware Proxy. Open the page at its own address and sign in.',
      );
    }
    const role = roleOf(email, members);
    return { email, ...(role ? { role } : {}) };
  };
}

function roleOf(email: string, members: RoleMembers): Role | undefined {
  const address = email.toLowerCase();
  if (members.systemManagement.includes(address)) return 'manager';
  return members.systemReadOnly.includes(address) ? 'viewer' : undefined;
}

/**
 * For the functions behind Cloud Run's IAM check, which hands the token on with its signature
 * removed: IAM is the gate, and the name is read for the audit trail only; nothing is decided by it.
 * Where a call has both headers, Cloud Run checks `X-Serverless-Authorization` alone and hands on the
 * other as it came: whoever may call could write any name into it, and a removed signature, too. So
 * `Authorization` counts only where the first header holds nothing that Cloud Run has checked.
 */
export const identifyByIam: Identify = (headers) => {
  const tokens = [headers['x-serverless-authorization'], headers.authorization].map(bearer);
  const checked = tokens.find((token) => token?.endsWith(SIGNATURE_REMOVED));
  const [first] = tokens.filter((token) => token !== undefined);
  return Promise.resolve({ email: nameIn(checked ?? first) ?? 'unknown' });
};

/** What Cloud Run puts in place of the signature that it checked. */
const SIGNATURE_REMOVED = '.SIGNATURE_REMOVED_BY_GOOGLE';

const bearer = (header: string | string[] | undefined): string | undefined =>
  /^Bearer (.+)$/i.exec(typeof header === 'string' ? header : '')?.[1];

const Claims = z.object({
  email: z.string().min(1).max(320).optional().catch(undefined),
  sub: z.string().min(1).max(255).optional().catch(undefined),
});

/** The address; of a token without one the id of its subject. */
function nameIn(token: string | undefined): string | undefined {
  const payload = Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8');
  const claims = Claims.safeParse(parsed(payload)).data;
  return claims?.email ?? claims?.sub;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
