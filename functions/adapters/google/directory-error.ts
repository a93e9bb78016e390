import { type GoogleFailure, type GoogleFailureCode } from '../../domain/google-failure';
import { type Reply } from '../http/exchange';
import {
  type ErrorRow,
  failureOf,
  type GoogleError,
  match,
  PLATFORM_ERRORS,
  readError,
  saysQuota,
} from './google-error';

/**
 * A call that did not succeed. `definite`: Google refused it and nothing changed. Otherwise the call may
 * have taken effect, or may still do so.
 */
export type FailedCall = { readonly failure: GoogleFailure; readonly definite: boolean };

/** Sources: docs/google-errors.md. The first matching row counts. */
const DIRECTORY_ERRORS: readonly ErrorRow[] = [
  {
    reasons: ['quotaexceeded', 'userratelimitexceeded', 'ratelimitexceeded', 'rate_limit_exceeded'],
    code: 'quota-exceeded',
  },
  {
    reasons: ['dailylimitexceeded', 'dailylimitexceededunreg'],
    code: 'daily-quota-exceeded',
  },
  ...PLATFORM_ERRORS,
  { reasons: ['accessnotconfigured', 'service_disabled'], code: 'api-disabled' },
  {
    reasons: ['insufficientpermissions', 'access_token_scope_insufficient'],
    code: 'scope-insufficient',
  },
  { reasons: ['user_blocked_by_admin'], code: 'access-blocked' },
  { reasons: ['account_state_invalid'], code: 'admin-suspended' },
  { reasons: ['domaincannotuseapis'], code: 'domain-refused' },
  { message: /^Invalid domain\.?$/i, code: 'domain-refused' },
  { reasons: ['conditionnotmet'], code: 'user-not-ready' },
  { reasons: ['conflict', 'aborted'], code: 'user-busy' },
  { reasons: ['autherror', 'unauthenticated'], code: 'token-refused' },
  { message: /Invalid Password/i, code: 'password-refused' },
  { reasons: ['resource_exhausted'], code: 'quota-exceeded' },
];

/** The meaning of a status in a definite refusal whose reasons are all unknown to this service. */
const BY_STATUS: Readonly<Record<number, GoogleFailureCode>> = {
  401: 'token-refused',
  403: 'not-authorized',
  404: 'user-not-found',
  409: 'user-busy',
  412: 'user-not-ready',
  429: 'quota-exceeded',
};

/** The only 400 that means that no user has this key. Google gives other 400s for existing users, too. */
const NOBODYS_KEY = /^Type not supported: userKey/i;

/** The statuses with which Google's own envelope can express a definite refusal. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 412, 429]);

/**
 * Reasons that leave the outcome unknown, whatever status they come with: `google.rpc.Code`, and the
 * equivalent names in the older envelope. `aborted` can occur in the middle of a change.
 */
const DOUBTS: ReadonlySet<string> = new Set([
  ...[
    'aborted',
    'cancelled',
    'data_loss',
    'deadline_exceeded',
    'internal',
    'unavailable',
    'unknown',
  ],
  ...['backenderror', 'badgateway', 'deadlineexceeded', 'gatewaytimeout', 'internalerror'],
  ...['operationcancelled', 'requesttimeout', 'transienterror', 'unknownerror'],
]);

/**
 * Classifies a Directory call that was not answered with success.
 *
 * A failure is definite only if all of this is true: Google itself says it (its envelope, which repeats the
 * status or at least gives a reason, or the bare text of a limit), the status is a refusal, and no reason
 * leaves doubt. Everything else leaves the outcome unknown. That includes an answer from an intermediary,
 * which may have forwarded the call.
 */
export function directoryFailure(reply: Reply | undefined): FailedCall {
  if (reply === undefined) return { failure: failureOf('no-answer', undefined), definite: false };
  const { status, text } = reply;
  const error = readError(text);
  const limited = [403, 429, 503].includes(status) && saysQuota(text);
  const definite = saysNo(status, error) || (limited && error === undefined && status !== 503);
  const code = codeOf(status, error, limited);
  return { failure: failureOf(code, reply, error?.links), definite };
}

const saysNo = (status: number, error: GoogleError | undefined): boolean =>
  REFUSALS.has(status) &&
  error?.form === 'envelope' &&
  (error.code === undefined ? error.reasons.length > 0 : error.code === status) &&
  !leavesDoubt(error);

const leavesDoubt = ({ reasons }: GoogleError): boolean =>
  reasons.some((reason) => DOUBTS.has(reason));

function codeOf(
  status: number,
  error: GoogleError | undefined,
  limited: boolean,
): GoogleFailureCode {
  if (status === 401) return 'token-refused';
  if (status === 408 || status >= 500) return limited ? 'quota-exceeded' : 'google-unavailable';
  if (error?.form !== 'envelope') {
    return limited || status === 429 ? 'quota-exceeded' : 'no-answer';
  }
  if (!REFUSALS.has(status)) return 'no-answer';
  return match(DIRECTORY_ERRORS, error) ?? byStatus(status, error);
}

/** Only a definite refusal proves that a user does not exist or must not be changed. */
function byStatus(status: number, error: GoogleError): GoogleFailureCode {
  if (leavesDoubt(error)) return 'google-unavailable';
  if (!saysNo(status, error)) return status === 429 ? 'quota-exceeded' : 'no-answer';
  if (status === 400 && NOBODYS_KEY.test(error.message)) return 'user-not-found';
  return BY_STATUS[status] ?? 'input-refused';
}
