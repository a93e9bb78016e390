import { type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { addressKey } from '../domain/address-key';
import { problem, type Problem } from './problem';

/** System Management may make changes, System Read Only may view. */
export type Role = 'manager' | 'viewer';

/**
 * The caller: the address that a gate has verified, or the ID in the token if it contains no address.
 * `googleId`: the ID of the Google account that IAP has signed in, if it says so. `role`: on the
 * administrators' pages. `isMember`: of self-service.
 */
export type Caller = Vouched & { readonly role?: Role; readonly isMember?: boolean };

/** Identifies the caller, or returns a problem if that is not possible. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller | Problem>;

export type RoleMembers = {
  /** Lower-case addresses. */
  readonly systemManagement: readonly string[];
  readonly systemReadOnly: readonly string[];
};

/** Whom an assertion of IAP vouches for. */
export type Vouched = { readonly email: string; readonly googleId?: string };

/**
 * Verifies IAP's signed assertion (`X-Goog-IAP-JWT-Assertion`). Returns whom it vouches for, or `undefined`.
 */
export type VerifyAssertion = (assertion: string) => Promise<Vouched | undefined>;

/**
 * For the functions behind IAP. Only the signed assertion counts (issuer, audience, expiry and signature are
 * verified). A caller that bypasses IAP can forge the other headers that IAP sets.
 */
export function identifyByAssertion(verify: VerifyAssertion, members: RoleMembers): Identify {
  return async (headers) => {
    const vouched = await vouchedFor(verify, headers);
    if ('code' in vouched) return vouched;
    const role = roleOf(vouched.email, members);
    return { ...vouched, ...(role ? { role } : {}) };
  };
}

/** For self-service. `members`: lower-case addresses, and `domain:` entries for whole domains. */
export function identifyPerson(verify: VerifyAssertion, members: readonly string[]): Identify {
  return async (headers) => {
    const vouched = await vouchedFor(verify, headers);
    if ('code' in vouched) return vouched;
    const [address, domain] = /^[^@]+@([^@]+)$/.exec(addressKey(vouched.email)) ?? [];
    const isMember = members.some((named) => named === address || named === `domain:${domain}`);
    return { ...vouched, isMember };
  };
}

async function vouchedFor(
  verify: VerifyAssertion,
  headers: IncomingHttpHeaders,
): Promise<Vouched | Problem> {
  const assertion = headers['x-goog-iap-jwt-assertion'];
  const vouched = typeof assertion === 'string' ? await verify(assertion) : undefined;
  return (
    vouched ??
    problem(
      'forbidden-identity',
      'The request has no valid assertion from Identity-Aware Proxy. Open the page at its own address and sign in.',
    )
  );
}

function roleOf(email: string, members: RoleMembers): Role | undefined {
  const address = addressKey(email);
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
