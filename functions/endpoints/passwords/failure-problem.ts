import { HOUR_MS } from '../../domain/time';
import {
  GOOGLE_FAILURES,
  type GoogleFailure,
  type GoogleFailureCode,
} from '../../domain/google-failure';
import { type PasswordFailure } from '../../domain/passwords/password-failure';
import { type Refusal } from '../../domain/user';
import { type ProblemCode } from '../../api/problem';
import { problem, type Problem } from '../../http/problem';

/** The one place that turns an outcome of the password calls into a problem. */
export function failureProblem(failure: PasswordFailure): Problem {
  switch (failure.kind) {
    case 'not-configured':
      return problem(
        'not-configured',
        'An administrator has to connect Google Workspace on the page "Google Apps API" first.',
      );
    case 'google-failed':
      return failure.failure.code === 'not-authorized'
        ? notShown(failure.failure)
        : googleProblem(failure.failure, 'Nothing was changed.');
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
    case 'other-workspace':
      return problem('other-workspace', failure.connected ? OTHER_WORKSPACE : NOT_KNOWN_WHICH);
    case 'in-progress':
      return problem(
        'in-progress',
        'Another call is setting a password for this user at this moment. Send the same request again.',
        { retryAfterMs: Math.min(failure.retryAfterMs, LOOK_AGAIN_MS) },
      );
    case 'outcome-unknown':
      return problem('outcome-unknown', failure.changing ? CHANGING : UNKNOWN, {
        retryAfterMs: failure.retryAfterMs,
      });
  }
}

const OTHER_WORKSPACE =
  'It was issued while another Google Workspace was connected, so it is neither told nor changed. Connect that Workspace again, or have a System Management user forget its passwords: DELETE /v1/accounts?customerId=….';

const NOT_KNOWN_WHICH =
  'It is not known yet which Google Workspace is connected, so no password is told or changed. Check the connection on the page "Google Apps API": the check finds it out.';

/** The lease that is waited for is long, but who holds it is done in a moment, unless it was killed. */
const LOOK_AGAIN_MS = 2_000;

const UNKNOWN =
  'An earlier call to Google may still be carried out. Nothing is lost: every password that Google may hold is recorded. Send the same request again after the time in Retry-After.';

const CHANGING =
  'Another call is changing this password right now, so which one Google holds is known only when that is done. Send the same request again after the time in Retry-After.';

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

/** Every call fails until an administrator mends the connection. */
const TENANT: Meaning = {
  code: 'configuration-failing',
  says: 'Google refuses every call of this service',
  advice: 'An administrator finds the reason and the fix on the page "Google Apps API".',
};

const LATER: Meaning = {
  code: 'google-unavailable',
  says: 'Google gave no answer that can be relied on',
  advice: 'Send the same request again.',
  retryAfterMs: 2_000,
};

const NOT_READY: Meaning = {
  code: 'user-not-ready',
  says: 'Google is still creating or changing this user',
  advice: 'Send the same request again in a few seconds.',
  retryAfterMs: 5_000,
};

type OfOneUser = {
  [Code in GoogleFailureCode]: (typeof GOOGLE_FAILURES)[Code] extends 'user' | 'password'
    ? Code
    : never;
}[GoogleFailureCode];

/** What concerns one user says what to do about it; the others where their class does not. */
const BY_CODE: Readonly<Record<OfOneUser, Meaning>> & Partial<Record<GoogleFailureCode, Meaning>> =
  {
    'user-not-found': {
      code: 'user-not-found',
      says: 'Google has no user with this address or id in the connected domain',
    },
    'not-authorized': {
      code: 'directory-refused',
      says: 'The administrator that this service acts as may not see or change this user',
      advice:
        'Give that administrator the right to reset passwords in the user’s organisational unit, then send the request again. Only a super admin can change administrators.',
    },
    'password-refused': {
      code: 'directory-refused',
      says: 'Google refused the password',
      advice:
        'Send the request again: that makes another one. If Google refuses those too, choose a longer password or more characters in the policy.',
    },
    'input-refused': {
      code: 'directory-refused',
      says: 'Google calls the change invalid, and does not say why',
      advice:
        'Look at the user in the Admin console, then send the request again. If it stays, tell the operator of this service.',
    },
    'quota-exceeded': {
      code: 'quota-exceeded',
      says: "Google's limit for calls is reached",
      advice: 'Send the same request again later.',
      retryAfterMs: 5_000,
    },
    'sign-in-limited': {
      code: 'quota-exceeded',
      says: 'Google will not sign this service in at the moment',
      advice: 'Send the same request again later.',
      retryAfterMs: 5_000,
    },
    'daily-quota-exceeded': {
      code: 'quota-exceeded',
      says: "Google's daily limit for calls is used up",
      advice:
        'Google allows more when its next day begins: send the same request again once an hour at most, or ask Google for a higher quota of the Admin SDK API.',
      retryAfterMs: HOUR_MS,
    },
    'user-not-ready': NOT_READY,
    'user-busy': NOT_READY,
  };

/** Google answers the same of a user whom it made moments ago, and of one who may not be seen at all. */
const notShown = ({ code }: GoogleFailure): Problem =>
  problem(
    'directory-refused',
    `The administrator that this service acts as may not see this user (${code}). Nothing was changed. If the user was made moments ago, Google shows it within a minute or so: send the same request again. Otherwise give that administrator the right to read users and to reset passwords in the user’s organisational unit.`,
    { retry: 'same-request', retryAfterMs: 30_000 },
  );

function googleProblem(failure: GoogleFailure, consequence: string): Problem {
  const byClass = GOOGLE_FAILURES[failure.code] === 'tenant' ? TENANT : LATER;
  const meaning = BY_CODE[failure.code] ?? byClass;
  const retryAfterMs = failure.retryAfterMs ?? meaning.retryAfterMs;
  return problem(
    meaning.code,
    [`${meaning.says} (${failure.code}).`, consequence, meaning.advice].filter(Boolean).join(' '),
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
