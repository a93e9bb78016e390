/**
 * Every failure of a token request or a Directory call, as a closed list of codes. The adapter maps
 * Google's error bodies to these codes (docs/google-errors.md gives the source of each). Nothing else of
 * a vendor's error leaves the adapter.
 *
 * `tenant`: every call fails until an administrator fixes it. `user`: only this user is affected.
 * `password`: only this password is affected. `later`: the same call may work soon.
 */
export const GOOGLE_FAILURES = {
  // The key or the service account
  /** The key version is not in the vault, disabled, or does not parse. */
  'key-unreadable': 'tenant',
  /** Google does not accept the signature: the key was deleted or disabled there. */
  'key-rejected': 'tenant',
  'service-account-gone': 'tenant',
  /** An account was deleted: the service account or the administrator. Google does not say which. */
  'account-gone': 'tenant',
  'client-disabled': 'tenant',
  'clock-skewed': 'tenant',
  /** Keyless: IAM Credentials refuses to sign. */
  'signing-refused': 'tenant',
  /** Google refused the sign-in or a fresh token, without a reason that can be acted on. */
  'token-refused': 'tenant',
  // Delegation and the admin
  'delegation-missing': 'tenant',
  'scope-refused': 'tenant',
  /** A rule of the organisation (API controls) blocks the client. */
  'access-blocked': 'tenant',
  /** Google issued a token, but without the Directory scope. */
  'scope-insufficient': 'tenant',
  'admin-unknown': 'tenant',
  'admin-malformed': 'tenant',
  /** Suspended, archived or restricted. */
  'admin-suspended': 'tenant',
  'admin-not-privileged': 'tenant',
  // Without delegation: the service account's own role
  /** Google shows this customer's users to the service account not at all: no role, or another customer. */
  'role-missing': 'tenant',
  /** Google knows no customer of this id. */
  'customer-unknown': 'tenant',
  /** The users that Google shows belong to another customer than the given one. */
  'customer-differs': 'tenant',
  // The API
  'api-disabled': 'tenant',
  /** The domain may not use the API, or Google does not find the domain. */
  'domain-refused': 'tenant',
  /** The Cloud project is suspended, deleted, without billing, or not open to the service account. */
  'project-refused': 'tenant',
  /** A rule of the Cloud organisation: VPC Service Controls, organisation restrictions or policies. */
  'organization-refused': 'tenant',
  // One user, one password
  /** The administrator may not see or change this user: another domain, another unit, an administrator. */
  'not-authorized': 'user',
  /** Google finds no such user: 404, or the one 400 that says so. */
  'user-not-found': 'user',
  /** Google is still creating the user. */
  'user-not-ready': 'later',
  /** Another change to this user is in progress. */
  'user-busy': 'later',
  'password-refused': 'password',
  /** Something else in the request is invalid. */
  'input-refused': 'password',
  // Limits
  'quota-exceeded': 'later',
  /** Google limits the rate of sign-ins. No Admin SDK quota raises this limit. */
  'sign-in-limited': 'later',
  'daily-quota-exceeded': 'later',
  // No reliable answer
  /** 5xx. */
  'google-unavailable': 'later',
  /** A time-out, an unreadable answer, or a user lookup that Google calls invalid. */
  'no-answer': 'later',
} as const satisfies Record<string, 'tenant' | 'user' | 'password' | 'later'>;

export type GoogleFailureCode = keyof typeof GOOGLE_FAILURES;

/** One failure in our own terms. It holds no vendor text except `url`. */
export type GoogleFailure = {
  readonly code: GoogleFailureCode;
  /** Google's HTTP status, if any. For the log. */
  readonly httpStatus?: number;
  /** Google's `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The link in Google's error (the page that enables an API), only if it leads to Google. */
  readonly url?: string;
};

/** Google's rate limits and quotas do not use up an account's retry budget. */
export const isQuotaFailure = ({ code }: Pick<GoogleFailure, 'code'>): boolean =>
  code === 'quota-exceeded' || code === 'daily-quota-exceeded' || code === 'sign-in-limited';
