import { type PasswordAnswer } from '../../api/password';
import { type ProblemCode } from '../../api/problem';
import { type LivePassword } from '../../domain/passwords/issue-password';
import { rfc3339, rfc3339OrNone } from '../../domain/time';

/**
 * The answer that contains a password. Apart from the adapters, only this function and the client settings
 * reveal a password.
 */
export const passwordAnswer = <Status extends 200 | 201>(
  status: Status,
  { account, password, nextRotationAt }: LivePassword,
): {
  readonly status: Status;
  readonly headers: { readonly 'cache-control': 'no-store' };
  readonly json: PasswordAnswer;
} => ({
  status,
  headers: { 'cache-control': 'no-store' },
  json: {
    userId: account.userId,
    primaryEmail: account.primaryEmail,
    password: password.reveal(),
    version: account.current.version,
    setAt: rfc3339(account.current.setAt),
    nextRotationAt: rfc3339OrNone(nextRotationAt) ?? null,
  },
});

/** The problems of every call that asks Google about one user. */
export const USER_PROBLEMS = [
  'invalid-request',
  'user-not-found',
  'not-configured',
  'configuration-failing',
  'quota-exceeded',
  'google-unavailable',
  'directory-refused',
  'other-workspace',
] as const satisfies readonly ProblemCode[];

/** The additional problems of every call that may set a password. */
export const SETTING_PROBLEMS = [
  ...USER_PROBLEMS,
  'admin-account',
  'user-suspended',
  'out-of-scope',
  'in-progress',
  'outcome-unknown',
  'user-not-ready',
] as const satisfies readonly ProblemCode[];
