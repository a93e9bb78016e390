/**
 * Everything that Google can answer to a token request or a Directory call, as a closed list of
 * codes. The adapter maps Google's bodies to these (sources: the tables in docs/google-errors.md);
 * nothing else of a vendor's error leaves the adapter.
 *
 * `tenant`: only an administrator can mend it; every call fails until then.
 * `user`: this user only. `password`: this very password. `later`: the same call may work soon.
 */
export const GOOGLE_FAILURES = {
  // The key or the service account
  'key-unreadable': 'tenant',
  'key-rejected': 'tenant',
  'service-account-gone': 'tenant',
  'client-disabled': 'tenant',
  'clock-skewed': 'tenant',
  'signing-refused': 'tenant',
  // Delegation and the admin
  'delegation-missing': 'tenant',
  'scope-refused': 'tenant',
  'access-blocked': 'tenant',
  'admin-unknown': 'tenant',
  'admin-malformed': 'tenant',
  'admin-suspended': 'tenant',
  'admin-not-privileged': 'tenant',
  'scope-insufficient': 'tenant',
  'api-disabled': 'tenant',
  'domain-refused': 'tenant',
  'token-refused': 'tenant',
  // One user, one password
  'not-authorized': 'user',
  'user-not-found': 'user',
  'user-not-ready': 'later',
  'user-busy': 'later',
  'password-refused': 'password',
  'input-refused': 'password',
  // Limits
  'quota-exceeded': 'later',
  'daily-quota-exceeded': 'later',
  // No answer that can be relied on
  'google-unavailable': 'later',
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
