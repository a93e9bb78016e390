/**
 * Everything that Google can answer to a token request or a Directory call, as a closed list of
 * codes. The adapter maps Google's bodies to these (docs/google-errors.md has each with its source);
 * nothing else of a vendor's error leaves the adapter.
 *
 * `tenant`: only an administrator can mend it; every call fails until then.
 * `user`: this user only. `password`: this very password. `later`: the same call may work soon.
 */
export const GOOGLE_FAILURES = {
  // The key or the service account
  /** The key version is not in the vault, disabled, or does not parse. */
  'key-unreadable': 'tenant',
  /** Google does not accept the signature: the key was deleted or disabled there. */
  'key-rejected': 'tenant',
  'service-account-gone': 'tenant',
  /** Google says that an account was deleted: the service account or the admin, it doesn't say which. */
  'account-gone': 'tenant',
  'client-disabled': 'tenant',
  'clock-skewed': 'tenant',
  /** Keyless: IAM Credentials does not sign for us. */
  'signing-refused': 'tenant',
  /** Google refused to sign us in, or a fresh token, and gives no reason that can be acted on. */
  'token-refused': 'tenant',
  // Delegation and the admin
  'delegation-missing': 'tenant',
  'scope-refused': 'tenant',
  /** A rule of the organisation (API controls) blocks the client. */
  'access-blocked': 'tenant',
  /** The token was given, but not for the Directory's scope. */
  'scope-insufficient': 'tenant',
  'admin-unknown': 'tenant',
  'admin-malformed': 'tenant',
  /** Suspended, archived or restricted. */
  'admin-suspended': 'tenant',
  'admin-not-privileged': 'tenant',
  // The API
  'api-disabled': 'tenant',
  /** The domain may not use the API at all, or Google does not find it. */
  'domain-refused': 'tenant',
  /** The Cloud project: suspended, deleted, without billing, or not ours to use. */
  'project-refused': 'tenant',
  /** A rule of the Cloud organisation: VPC Service Controls, organisation restrictions or policies. */
  'organization-refused': 'tenant',
  // One user, one password
  /** The admin may not see or change this user: another domain, another unit, an administrator. */
  'not-authorized': 'user',
  /** Google knows no such user: 404, or the one 400 that says so. */
  'user-not-found': 'user',
  /** Google is still creating the user. */
  'user-not-ready': 'later',
  /** Somebody else changes the user just now. */
  'user-busy': 'later',
  'password-refused': 'password',
  /** Google calls something else in the request invalid. */
  'input-refused': 'password',
  // Limits
  'quota-exceeded': 'later',
  /** Google signs nobody in for a while: a limit of its own, which no quota of the Admin SDK lifts. */
  'sign-in-limited': 'later',
  'daily-quota-exceeded': 'later',
  // No answer that can be relied on
  /** Google says that it can't at the moment (5xx). */
  'google-unavailable': 'later',
  /** Nothing came back in time, or nothing that can be read; or a user who is looked up is called invalid. */
  'no-answer': 'later',
} as const satisfies Record<string, 'tenant' | 'user' | 'password' | 'later'>;

export type GoogleFailureCode = keyof typeof GOOGLE_FAILURES;

/** One failure, ours: no vendor text but what is listed here. */
export type GoogleFailure = {
  readonly code: GoogleFailureCode;
  /** HTTP status that Google gave, if any; for the log. */
  readonly httpStatus?: number;
  /** How long Google asks to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number;
  /** A link that Google's own error names (the page that enables an API), only if it is Google's. */
  readonly url?: string;
};

/** Google's limits are nobody's fault: they use up no account's tries. */
export const isQuotaFailure = ({ code }: Pick<GoogleFailure, 'code'>): boolean =>
  code === 'quota-exceeded' || code === 'daily-quota-exceeded' || code === 'sign-in-limited';
