import { type GoogleFailure, type GoogleFailureCode } from '../../domain/google-failure';
import { type Reply } from './exchange';
import { type ErrorRow, failureOf, match, readError, saysQuota } from './google-error';

/**
 * A call that did not succeed. `definite`: Google said no, nothing changed. Otherwise it may have been
 * carried out all the same, or may still be.
 */
export type FailedCall = { readonly failure: GoogleFailure; readonly definite: boolean };

/** Sources: docs/google-errors.md. The first row that fits counts. */
const DIRECTORY_ERRORS: readonly ErrorRow[] = [
  {
    reasons: ['quotaexceeded', 'userratelimitexceeded', 'ratelimitexceeded', 'rate_limit_exceeded'],
    code: 'quota-exceeded',
  },
  {
    reasons: ['dailylimitexceeded', 'dailylimitexceededunreg'],
    code: 'daily-quota-exceeded',
  },
  { reasons: ['accessnotconfigured', 'service_disabled'], code: 'api-disabled' },
  {
    reasons: ['insufficientpermissions', 'access_token_scope_insufficient'],
    code: 'scope-insufficient',
  },
  { reasons: ['domaincannotuseapis'], code: 'domain-refused' },
  { message: /^Invalid domain\.?$/i, code: 'domain-refused' },
  { reasons: ['conditionnotmet'], code: 'user-not-ready' },
  { reasons: ['conflict', 'aborted'], code: 'user-busy' },
  { reasons: ['notfound'], code: 'user-not-found' },
  { reasons: ['autherror', 'unauthenticated'], code: 'token-refused' },
  { message: /Invalid Password/i, code: 'password-refused' },
  { reasons: ['resource_exhausted'], code: 'quota-exceeded' },
];

/** What a status means when the reasons say nothing that we know. */
const BY_STATUS: Readonly<Record<number, GoogleFailureCode>> = {
  401: 'token-refused',
  403: 'not-authorized',
  404: 'user-not-found',
  409: 'user-busy',
  412: 'user-not-ready',
  429: 'quota-exceeded',
};

/**
 * What became of a Directory call that was not answered with success.
 *
 * A 4xx whose body can be read is a definite no, and so is a 401 (nothing is done before the token is
 * checked). 408, 5xx, redirects, bodies that can't be read and no answer at all leave doubt.
 */
export function directoryFailure(reply: Reply | undefined): FailedCall {
  if (reply === undefined) return { failure: failureOf('no-answer', undefined), definite: false };
  const { status, text } = reply;
  const error = readError(text);
  const quotaText = [403, 429, 503].includes(status) && saysQuota(text);
  if (status === 401) return { failure: failureOf('token-refused', reply), definite: true };
  if (status === 408 || status >= 500) {
    const code = quotaText ? 'quota-exceeded' : 'google-unavailable';
    return { failure: failureOf(code, reply), definite: false };
  }
  if (status < 400) return { failure: failureOf('no-answer', reply), definite: false };
  if (error === undefined) {
    if (quotaText) return { failure: failureOf('quota-exceeded', reply), definite: true };
    const code = status === 429 ? 'quota-exceeded' : 'no-answer';
    return { failure: failureOf(code, reply), definite: false };
  }
  const code = match(DIRECTORY_ERRORS, error) ?? BY_STATUS[status] ?? 'input-refused';
  return { failure: failureOf(code, reply, error.links), definite: true };
}
