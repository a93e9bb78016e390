import { type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { problem, type Problem } from './problem';

/** System Management may make changes, System Read Only may view. */
export type Role = 'manager' | 'viewer';

/**
 * The caller: the address that a gate has verified, or the ID in the token if it contains no address, and
 * the role on the page, if any.
 */
export type Caller = { readonly email: string; readonly role?: Role };

/** Identifies the caller, or returns a problem if that is not possible. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller | Problem>;

export type RoleMembers = {
  /** Lower-case addresses. */
  readonly systemManagement: readonly string[];
  readonly systemReadOnly: readonly string[];
};

/**
 * Verifies IAP's signed assertion (`X-Goog-IAP-JWT-Assertion`). Returns the address in it, or `undefined`.
 */
export type VerifyAssertion = (assertion: string) => Promise<string | undefined>;

/**
 * For the function behind IAP. Only the signed assertion counts (issuer, audience, expiry and signature are
 * verified). A caller that bypasses IAP can forge the other headers that IAP sets.
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
 * For the functions behind Cloud Run's IAM check, which forwards the token without its signature. IAM is
 * the gate. The name is read only for the audit trail and decides nothing. If a call has both headers,
 * Cloud Run checks only `X-Serverless-Authorization` and forwards the other one unchanged, so a caller
 * could put any name into it, even with a removed signature. `Authorization` therefore counts only if the
 * first header holds nothing that Cloud Run has checked.
 */
export const identifyByIam: Identify = (headers) => {
  const tokens = [headers['x-serverless-authorization'], headers.authorization].map(bearer);
  const checked = tokens.find((token) => token?.endsWith(SIGNATURE_REMOVED));
  const [first] = tokens.filter((token) => token !== undefined);
  return Promise.resolve({ email: nameIn(checked ?? first) ?? 'unknown' });
};

/** What Cloud Run replaces a checked signature with. */
const SIGNATURE_REMOVED = '.SIGNATURE_REMOVED_BY_GOOGLE';

const bearer = (header: string | string[] | undefined): string | undefined =>
  /^Bearer (.+)$/i.exec(typeof header === 'string' ? header : '')?.[1];

const Claims = z.object({
  email: z.string().min(1).max(320).optional().catch(undefined),
  sub: z.string().min(1).max(255).optional().catch(undefined),
});

/** The address in a token, or the ID of its subject if there is no address. */
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
