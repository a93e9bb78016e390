import { z } from 'zod';
import { type LivePassword } from '../../domain/passwords/issue-password';
import { rfc3339 } from '../../domain/time';
import { type Answer } from '../../http/endpoint';
import { type ProblemCode } from '../../http/problem';

/** A user's password as the calls give it. */
export const PasswordAnswer = z
  .object({
    userId: z.string(),
    primaryEmail: z.string(),
    password: z.string(),
    version: z.int(),
    setAt: z.iso.datetime(),
    /** Null: never. */
    nextRotationAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Password' });

/** The answer that tells a password: with the one other `reveal()` beside the adapters'. */
export const passwordAnswer = (status: 200 | 201, live: LivePassword): Answer => ({
  status,
  headers: { 'cache-control': 'no-store' },
  json: {
    userId: live.account.userId,
    primaryEmail: live.account.primaryEmail,
    password: live.password.reveal(),
    version: live.account.current.version,
    setAt: rfc3339(live.account.current.setAt),
    nextRotationAt:
      live.account.nextRotationAt === undefined ? null : rfc3339(live.account.nextRotationAt),
  } satisfies z.infer<typeof PasswordAnswer>,
});

/** What every call that asks Google about one user can answer. */
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

/** What every call that may set a password can answer beside those. */
export const SETTING_PROBLEMS = [
  ...USER_PROBLEMS,
  'admin-account',
  'user-suspended',
  'out-of-scope',
  'in-progress',
  'outcome-unknown',
  'user-not-ready',
] as const satisfies readonly ProblemCode[];
