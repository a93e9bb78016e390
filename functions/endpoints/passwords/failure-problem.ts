import {
  GOOGLE_FAILURES,
  type GoogleFailure,
  type GoogleFailureCode,
} from '../../domain/google-failure';
import { type PasswordFailure } from '../../domain/password-failure';
import { type Refusal } from '../../domain/user';
import { problem, type Problem, type ProblemCode } from '../../http/problem';

/** The one place that turns an outcome of the password calls into a problem. */
export function failureProblem(failure: PasswordFailure): Problem {
  switch (failure.kind) {
    case 'not-configured':
      return problem(
        'not-configured',
        'An administrator has to connect Google Workspace on the page "Google Apps API" first.',
      );
    case 'google-failed':
      return googleProblem(failure.failure, 'Nothing was changed.');
    case 'rejected':
      return googleProblem(
        failure.failure,
        failure.unconfirmed
          ? 'A password that was sent earlier may be live; it stays recorded.'
          : 'The password at Google is what it was.',
      );
    case 'refused':
      return problem(failure.refusal, REFUSALS[failure.refusal]);
    case 'no-password':
      return problem('no-password', 'Issue one first: PUT /v1/users/{userKey}/password.');
    case 'in-progress':
      return problem(
        'in-progress',
        'Another call is setting a password for this user at this moment. Send the same request again.',
        { retryAfterMs: failure.retryAfterMs },
      );
    case 'outcome-unknown':
      return problem(
        'outcome-unknown',
        'An earlier call to Google may still be carried out. Nothing is lost: every password that Google may hold is recorded. Send the same request again after the time in Retry-After.',
        { retryAfterMs: failure.retryAfterMs },
      );
  }
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  'admin-account':
    'This user is a Google administrator or the admin that this service acts as. Their passwords are never changed here, since that could lock everybody out.',
  'user-suspended':
    'This user is suspended or archived at Google. Restore the user in the Admin console first.',
  'out-of-scope':
    'The policy limits this service to other organisational units. Move the user, or change the policy on the page.',
};

/** What Google's failure means to a caller: the problem, what it says, and when to ask again. */
type Meaning = {
  readonly code: ProblemCode;
  readonly says: string;
  readonly advice?: string;
  readonly retryAfterMs?: number;
};

const MEANINGS = {
  tenant: {
    code: 'configuration-failing',
    says: 'Google refuses every call of this service',
    advice: 'An administrator finds the reason and the fix on the page "Google Apps API".',
  },
  user: { code: 'directory-refused', says: 'Google said no for this user' },
  password: { code: 'directory-refused', says: 'Google refused the password' },
  later: {
    code: 'google-unavailable',
    says: 'Google gave no answer that can be relied on',
    advice: 'Send the same request again.',
    retryAfterMs: 2_000,
  },
} as const satisfies Record<(typeof GOOGLE_FAILURES)[GoogleFailureCode], Meaning>;

const QUOTA: Meaning = {
  code: 'quota-exceeded',
  says: "Google's limit for calls is reached",
  advice: 'Send the same request again later.',
  retryAfterMs: 5_000,
};

const NOT_READY: Meaning = {
  code: 'user-not-ready',
  says: 'Google is still creating or changing this user',
  advice: 'Send the same request again in a few seconds.',
  retryAfterMs: 5_000,
};

/** Codes whose meaning is not that of their class. */
const SPECIAL: Partial<Record<GoogleFailureCode, Meaning>> = {
  'user-not-found': {
    code: 'user-not-found',
    says: 'Google has no user with this address or id in the connected domain',
  },
  'quota-exceeded': QUOTA,
  'daily-quota-exceeded': QUOTA,
  'user-not-ready': NOT_READY,
  'user-busy': NOT_READY,
};

function googleProblem(failure: GoogleFailure, consequence: string): Problem {
  const meaning: Meaning = SPECIAL[failure.code] ?? MEANINGS[GOOGLE_FAILURES[failure.code]];
  const retryAfterMs = failure.retryAfterMs ?? meaning.retryAfterMs;
  return problem(
    meaning.code,
    [`${meaning.says} (${failure.code}).`, consequence, meaning.advice].filter(Boolean).join(' '),
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
