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

/** Sources: docs/google-errors.md. The first matching row counts. */
const TOKEN_ERRORS: readonly ErrorRow[] = [
  { reasons: ['unauthorized_client'], code: 'delegation-missing' },
  { reasons: ['access_denied'], message: /Account restricted/i, code: 'admin-suspended' },
  { reasons: ['access_denied', 'admin_policy_enforced'], code: 'access-blocked' },
  { reasons: ['invalid_scope'], code: 'scope-refused' },
  { reasons: ['deleted_client'], code: 'service-account-gone' },
  {
    reasons: ['invalid_client'],
    message: /was (not found|deleted)/i,
    code: 'service-account-gone',
  },
  { message: /Robot is disabled/i, code: 'client-disabled' },
  { reasons: ['disabled_client', 'invalid_client'], code: 'client-disabled' },
  {
    reasons: ['internal_failure', 'server_error', 'temporarily_unavailable'],
    code: 'google-unavailable',
  },
  {
    reasons: ['rate_limit_exceeded', 'ratelimitexceeded', 'quota_exceeded'],
    code: 'sign-in-limited',
  },
  { message: /Invalid impersonation/i, code: 'admin-malformed' },
  { message: /Invalid email or User ID|Not a valid email/i, code: 'admin-unknown' },
  { message: /short-lived token|reasonable timeframe/i, code: 'clock-skewed' },
  { message: /Invalid JWT Signature|Invalid signature for token/i, code: 'key-rejected' },
  { message: /account not found|No valid verifier found/i, code: 'service-account-gone' },
  { message: /account has been deleted/i, code: 'account-gone' },
];

/**
 * Refusals that say that the service account or its key is invalid. Google gives them at random, and for a
 * new key, although everything works a moment later.
 */
const AT_RANDOM: ReadonlySet<GoogleFailureCode> = new Set([
  'service-account-gone',
  'account-gone',
  'client-disabled',
  'key-rejected',
  'token-refused',
]);

/** Whether a refusal counts only if Google also refuses a second assertion. */
export const isAtRandom = ({ code }: GoogleFailure): boolean => AT_RANDOM.has(code);

/**
 * Why Google issued no token. A token request changes nothing at Google, so an unknown outcome does no
 * harm.
 */
export const tokenFailure = (reply: Reply | undefined): GoogleFailure =>
  explain(reply, (error) => match(TOKEN_ERRORS, error) ?? 'token-refused');

/** Why IAM Credentials did not sign (keyless). */
export const signingFailure = (reply: Reply | undefined): GoogleFailure =>
  explain(
    reply,
    (error) =>
      match(PLATFORM_ERRORS, error) ??
      (reply?.status === 404 ? 'service-account-gone' : 'signing-refused'),
  );

/** Limits, outages and unreadable answers mean the same for every call. `codeOf` decides the rest. */
function explain(
  reply: Reply | undefined,
  codeOf: (error: GoogleError) => GoogleFailureCode,
): GoogleFailure {
  if (reply === undefined) return failureOf('no-answer', undefined);
  const { status, text } = reply;
  const limited = [403, 429, 503].includes(status) && saysQuota(text);
  if (status === 429 || limited) return failureOf('sign-in-limited', reply);
  if (status === 408 || status >= 500) return failureOf('google-unavailable', reply);
  const error = status < 400 ? undefined : readError(text);
  if (error === undefined) return failureOf('no-answer', reply);
  return failureOf(codeOf(error), reply, error.links);
}
