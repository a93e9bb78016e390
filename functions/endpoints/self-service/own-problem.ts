import { type ProblemCode } from '../../api/problem';
import { type PasswordFailure } from '../../domain/passwords/password-failure';
import { type TooManyRotations } from '../../domain/self-service/own-password';
import { type NotLetIn } from '../../domain/self-service/person';
import { rfc3339 } from '../../domain/time';
import { problem, type Problem } from '../../http/problem';
import { failureProblem } from '../passwords/failure-problem';
import { SETTING_PROBLEMS, USER_PROBLEMS } from '../passwords/password-answer';

/** Converts the failed outcome of a call about one's own password to a problem. */
export function ownProblem(failure: NotLetIn | TooManyRotations | PasswordFailure): Problem {
  if (failure.kind === 'switched-off') return problem('self-service-off', OFF);
  if (failure.kind === 'not-this-person') return problem('forbidden-identity', NOT_THIS_PERSON);
  if (failure.kind === 'no-password') return problem('no-password', NO_PASSWORD);
  if (failure.kind === 'drifted') {
    return problem('password-drifted', drifted(rfc3339(failure.drift.at)));
  }
  if (failure.kind === 'retention-over') {
    return problem('password-forgotten', forgotten(rfc3339(failure.setAt)));
  }
  if (failure.kind === 'too-many-rotations') {
    const { perDay, retryAfterMs } = failure;
    // A policy of none a day allows none tomorrow either.
    const again = perDay === 0 ? { retry: 'after-change' as const } : { retryAfterMs };
    return problem('too-many-rotations', tooMany(perDay), again);
  }
  if ((failure.kind === 'google-failed' || failure.kind === 'rejected') && failure.role) {
    const { role: _, ...withoutRole } = failure;
    return failure.failure.code === 'not-authorized'
      ? problem('directory-refused', notReached('unconfirmed' in failure && failure.unconfirmed), {
          retry: 'same-request',
          retryAfterMs: 30_000,
        })
      : failureProblem(withoutRole);
  }
  return failureProblem(failure);
}

/** A person is not told which account of the organisation may do what. */
const notReached = (isInDoubt: boolean): string =>
  `Google does not let this service see or change your account (not-authorized). ${isInDoubt ? 'A password that was sent earlier may be in effect at Google. It stays stored.' : 'This request changed nothing.'} If your account was created moments ago, send the same request again in about a minute. Otherwise, ask your administrators.`;

const NOT_THIS_PERSON =
  'At Google, the address that you signed in with is not the primary address of your account. It may be a further or a former address. Sign out, then sign in with your primary address.';

const NO_PASSWORD =
  'You have no password from this service yet. Nothing was changed. Get one first: POST /v1/me/password.';

const drifted = (at: string): string =>
  `Your password was changed at Google on ${at}, so the stored one no longer works and is not shown. Make a new one: POST /v1/me/password/rotation. That ends the present one at Google.`;

const forgotten = (setAt: string): string =>
  `Your password was set on ${setAt}, and your organisation keeps no stored copy for longer than that. It still works where it is entered already. For one that can be shown, make a new one: POST /v1/me/password/rotation.`;

/** What a person reads where the policy has switched self-service off. */
export const OFF =
  'Your organisation has switched this page off, so nobody sees or changes a password here. Ask its administrators.';

const tooMany = (perDay: number): string =>
  perDay === 0
    ? 'Your organisation does not let people make new passwords themselves. Nothing was changed. Ask its administrators for a new one.'
    : `You have made as many new passwords as one day allows (${perDay}). Nothing was changed: the present one stays valid. Send the same request again after the time in Retry-After, or ask your administrators.`;

/** The problems of every call of self-service that asks Google about the person. */
export const PERSON_PROBLEMS = [
  ...USER_PROBLEMS.filter((code) => code !== 'invalid-request'),
  'forbidden-identity',
  'self-service-off',
] as const satisfies readonly ProblemCode[];

/** The problems of every call that may set the person's password. */
export const OWN_SETTING_PROBLEMS = [
  ...SETTING_PROBLEMS.filter((code) => code !== 'invalid-request'),
  'forbidden-identity',
  'self-service-off',
] as const satisfies readonly ProblemCode[];
