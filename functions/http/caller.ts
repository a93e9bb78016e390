import { type IncomingHttpHeaders } from 'node:http';
import { problem, type Problem } from './problem';

/** System Management may change, System Read Only may look. */
export type Role = 'manager' | 'viewer';

/** Who is calling: an address that a gate has vouched for, and the role on the page if there is one. */
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
        'The call carries no valid assertion of Identity-Aware Proxy. Open the page at its own address and sign in.',
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
 * removed: IAM is the gate, and the address is read for the audit trail only; nothing is decided by it.
 * Where a call has both headers, Cloud Run checks `X-Serverless-Authorization` alone and hands on the
 * other as it came: whoever may call could write any name into it.
 */
export const identifyByIam: Identify = (headers) => {
  const checked = headers['x-serverless-authorization'] ?? headers.authorization;
  const token = /^Bearer (.+)$/i.exec(typeof checked === 'string' ? checked : '')?.[1];
  return Promise.resolve({ email: emailClaim(token) ?? 'unknown' });
};

function emailClaim(token: string | undefined): string | undefined {
  try {
    const payload = Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims: unknown = JSON.parse(payload);
    const email =
      typeof claims === 'object' && claims !== null && 'email' in claims ? claims.email : undefined;
    return typeof email === 'string' && email.length <= 320 ? email : undefined;
  } catch {
    return undefined;
  }
}
