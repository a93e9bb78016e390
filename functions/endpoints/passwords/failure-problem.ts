import { type Drift } from '../../domain/account';
import { type EpochMs, HOUR_MS, rfc3339 } from '../../domain/time';
import {
  GOOGLE_FAILURES,
  type GoogleFailure,
  type GoogleFailureCode,
} from '../../domain/google-failure';
import { type OwnRole, type PasswordFailure } from '../../domain/passwords/password-failure';
import { type Refusal } from '../../domain/user';
import { type ProblemCode } from '../../api/problem';
import { problem, type Problem } from '../../http/problem';

/** Converts the failed outcome of a password call to a problem. No other code does this. */
export function failureProblem(failure: PasswordFailure): Problem {
  switch (failure.kind) {
    case 'not-configured':
      return problem(
        'not-configured',
        'Google Workspace is not connected, so nothing was changed. An administrator must connect it on the page "Google Apps API" first.',
      );
    case 'google-failed':
      if (failure.role) {
        return failure.failure.code === 'user-not-found'
          ? problem('user-not-found', notFound(failure.role))
          : outsideRole(failure.role, 'Nothing was changed.', MAYBE_NEW);
      }
      return failure.failure.code === 'not-authorized'
        ? notShown(failure.failure)
        : googleProblem(failure.failure, 'Nothing was changed.');
    case 'rejected': {
      const consequence = failure.unconfirmed
        ? 'A password that was sent earlier may be in effect at Google. It stays stored.'
        : 'The password at Google did not change.';
      return failure.role && failure.failure.code === 'not-authorized'
        ? outsideRole(failure.role, consequence)
        : googleProblem(failure.failure, consequence);
    }
    case 'refused':
      return problem(failure.refusal, REFUSALS[failure.refusal]);
    case 'no-password':
      return problem(
        'no-password',
        'This user has no password from this service. Issue one first: PUT /v1/users/{userKey}/password.',
      );
    case 'left-at-google':
      return problem('no-password', LEFT_AT_GOOGLE);
    case 'retention-over':
      return problem('password-forgotten', forgotten(failure.setAt));
    case 'drifted':
      return problem('password-drifted', drifted(failure.drift));
    case 'other-workspace':
      return problem('other-workspace', failure.connected ? OTHER_WORKSPACE : NOT_KNOWN_WHICH);
    case 'in-progress':
      return problem(
        'in-progress',
        'Another call is setting a password for this user right now. Send the same request again after the time in Retry-After.',
        { retryAfterMs: Math.min(failure.retryAfterMs, LOOK_AGAIN_MS) },
      );
    case 'outcome-unknown':
      return problem('outcome-unknown', failure.changing ? CHANGING : UNKNOWN, {
        retryAfterMs: failure.retryAfterMs,
        ofOneUser: failure.changing === true || failure.again === true,
      });
  }
}

const LEFT_AT_GOOGLE =
  'On request, this service forgot the user’s password, which Google still accepts. It cannot replace it, so nothing was changed. Revoke the password first: DELETE /v1/users/{userKey}/password. Then repeat this call. If the revocation is refused, change the password in the Admin console, and repeat this call without rotate=true.';

const drifted = (drift: Drift): string =>
  `${howDrifted(drift)} Rotate the password: POST /v1/users/{userKey}/password/rotation. That ends the present one at Google.`;

const howDrifted = ({ at, by = 'Somebody else', source }: Drift): string =>
  source === 'proof'
    ? `Google has refused the stored password at Secure LDAP since ${rfc3339(at)}, at least three times over an hour. It had worked before, so somebody else has probably changed it, and it is not given out.`
    : `${by} changed this user’s password at Google on ${rfc3339(at)}, so the stored one no longer works and is not given out.`;

const forgotten = (setAt: EpochMs): string =>
  `The password was set on ${rfc3339(setAt)}, and the policy keeps no stored copy for longer than that, so nobody can look it up here any more. Google still accepts it. For a password that can be given out, rotate it: POST /v1/users/{userKey}/password/rotation. That ends the present one at Google.`;

const OTHER_WORKSPACE =
  'The password was issued for another Google Workspace than the connected one. This service does not give it out or change it. Connect that Workspace again, or ask a user with the role System Management to forget its passwords: DELETE /v1/accounts?customerId=….';

const NOT_KNOWN_WHICH =
  'It is not known yet which Google Workspace is connected, so this service does not give out or change any password. Check the connection on the page "Google Apps API": the check finds out.';

/**
 * A lease lasts much longer than the call that holds it, unless that call was killed. So the client retries
 * soon.
 */
const LOOK_AGAIN_MS = 2_000;

const UNKNOWN =
  'Google may still carry out an earlier call, so it is not known which password is in effect. Nothing is lost: this service stores every password that Google may hold. Send the same request again after the time in Retry-After.';

const CHANGING =
  'Another call is changing this password right now, so it is not known which one Google holds until that call ends. Send the same request again after the time in Retry-After.';

const REFUSALS: Readonly<Record<Refusal, string>> = {
  'admin-account':
    'This user is a Google administrator or the administrator whom this service acts as. This service never changes their passwords, because that could lock every administrator out.',
  'user-suspended':
    'This user is suspended or archived at Google, so nothing was changed. Restore the user in the Admin console first.',
  'out-of-scope':
    'The policy limits this service to other organisational units, so nothing was changed. Move the user, or change the policy on the page "Policy".',
};

/** The meaning of a Google failure for a caller: the problem, its text, and when to retry. */
type Meaning = {
  readonly code: ProblemCode;
  readonly says: string;
  readonly advice?: string;
  readonly retryAfterMs?: number;
};

/** Every call fails until an administrator fixes the connection. */
const TENANT: Meaning = {
  code: 'configuration-failing',
  says: 'Google refuses every call from this service',
  advice: 'The page "Google Apps API" shows administrators the reason and the fix.',
};

const LATER: Meaning = {
  code: 'google-unavailable',
  says: 'Google gave no reliable answer',
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

/**
 * Every failure of a single user has a row. Other codes have a row only if their class is not specific
 * enough.
 */
const BY_CODE: Readonly<Record<OfOneUser, Meaning>> & Partial<Record<GoogleFailureCode, Meaning>> =
  {
    'user-not-found': {
      code: 'user-not-found',
      says: 'Google finds no user with this address or ID in the connected domain',
    },
    'not-authorized': {
      code: 'directory-refused',
      says: 'The administrator whom this service acts as is not allowed to view or change this user',
      advice:
        'Give that administrator the privilege to reset passwords in the user’s organisational unit, then send the request again. Only a super administrator can change administrators.',
    },
    'password-refused': {
      code: 'directory-refused',
      says: 'Google refused the password',
      advice:
        'Send the request again: that generates another password. If Google refuses that one too, set a longer length or more characters in the policy.',
    },
    'input-refused': {
      code: 'directory-refused',
      says: 'Google rejected the change as invalid and gave no reason',
      advice:
        'Check the user in the Admin console, then send the request again. If the problem persists, tell the operator of this service.',
    },
    'quota-exceeded': {
      code: 'quota-exceeded',
      says: 'Google’s call quota is used up for the moment',
      advice: 'Send the same request again later.',
      retryAfterMs: 5_000,
    },
    'sign-in-limited': {
      code: 'quota-exceeded',
      says: 'Google has temporarily limited this service’s sign-ins',
      advice: 'Send the same request again later.',
      retryAfterMs: 5_000,
    },
    'daily-quota-exceeded': {
      code: 'quota-exceeded',
      says: 'Google’s daily call quota is used up',
      advice:
        'Google accepts calls again when its next day starts. Send the same request again at most once an hour, or request a higher quota for the Admin SDK API.',
      retryAfterMs: HOUR_MS,
    },
    'user-not-ready': NOT_READY,
    'user-busy': NOT_READY,
  };

/**
 * Google gives the same answer for a user created moments ago and for a user whom the administrator may not
 * view.
 */
const notShown = ({ code }: GoogleFailure): Problem =>
  problem(
    'directory-refused',
    `The administrator whom this service acts as is not allowed to view this user (${code}). Nothing was changed. If the user was created moments ago, Google shows the user within about a minute: send the same request again. Otherwise, give that administrator the privileges to read users and to reset passwords in the user’s organisational unit.`,
    { retry: 'same-request', retryAfterMs: 30_000 },
  );

/** A role for some units hides the users of the others, and nobody says whether Google calls them unknown. */
const notFound = ({ serviceAccount }: OwnRole): string =>
  `Google finds no user with this address or ID in the connected domain, or the admin role of the service account ${serviceAccount} does not show the user (user-not-found). Nothing was changed or forgotten. If the user was deleted for good, forget the stored password by ID: DELETE /v1/users/{userKey}/password?keepAtGoogle=true.`;

/** `maybe`: what else it can be, and when to ask again. */
function outsideRole(
  { serviceAccount, orgUnitPath }: OwnRole,
  consequence: string,
  maybe?: { readonly says: string; readonly retryAfterMs: number },
): Problem {
  const unit =
    orgUnitPath === undefined ? 'the user’s organisational unit' : `the unit ${orgUnitPath}`;
  const says = `The admin role of the service account ${serviceAccount} does not let this service view or change this user (not-authorized).`;
  const advice = `Assign a role with the privileges Users › Read and Users › Update › Reset password for ${unit} to that account, then send the request again. No role of a service account lets it change administrators.`;
  return problem(
    'directory-refused',
    [says, consequence, maybe?.says, advice].filter(Boolean).join(' '),
    maybe && { retry: 'same-request', retryAfterMs: maybe.retryAfterMs },
  );
}

const MAYBE_NEW = {
  says: 'If the user was created moments ago, Google shows the user within about a minute: send the same request again.',
  retryAfterMs: 30_000,
};

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
