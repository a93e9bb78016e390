import { type GoogleFailureCode } from '../../../../functions/domain/google-failure';

/** One of Google's answers, the link of the chain that then fails, and its code. */
export type AnswerRow = readonly [
  answer: string,
  reply: { readonly status: number; readonly body: string },
  link: string,
  code: GoogleFailureCode,
];

export const HTML = '<!DOCTYPE html><title>Error</title><p>That is an error.';

/** OAuth's format. */
const oauth = (status: number, error: string, error_description?: string): AnswerRow[1] => ({
  status,
  body: JSON.stringify({ error, ...(error_description ? { error_description } : {}) }),
});
const grant = (description?: string): AnswerRow[1] => oauth(400, 'invalid_grant', description);
const raw = (status: number, body: string): AnswerRow[1] => ({ status, body });

const NOT_AUTHORISED =
  'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
const NOT_SHORT =
  'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
const AUDIENCE =
  'Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token';
const SIGNATURE = 'java.security.SignatureException: Invalid signature for token: eyJhbGciOi';
const METRIC = "Quota exceeded for quota metric 'Token requests' of service 'oauth2'.";

/** Answers of the token endpoint. The same answer is given twice where a refusal may be random. */
export const TOKEN: readonly AnswerRow[] = [
  [
    'unauthorized_client',
    oauth(401, 'unauthorized_client', NOT_AUTHORISED),
    'delegation',
    'delegation-missing',
  ],
  [
    'unauthorized_client, the older form',
    oauth(400, 'unauthorized_client', 'Unauthorized client or scope in request.'),
    'delegation',
    'delegation-missing',
  ],
  [
    'unauthorized_client without a word',
    oauth(401, 'unauthorized_client'),
    'delegation',
    'delegation-missing',
  ],
  [
    'access_denied for the client',
    oauth(400, 'access_denied', 'Requested client not authorized.'),
    'delegation',
    'access-blocked',
  ],
  [
    'access_denied for the account',
    oauth(403, 'access_denied', 'Account restricted'),
    'admin',
    'admin-suspended',
  ],
  ['admin_policy_enforced', oauth(400, 'admin_policy_enforced'), 'delegation', 'access-blocked'],
  ['an unknown admin', grant('Invalid email or User ID'), 'admin', 'admin-unknown'],
  ['an admin that is no address', grant('Not a valid email'), 'admin', 'admin-unknown'],
  [
    'an impersonation that is malformed',
    oauth(400, 'invalid_request', 'Invalid impersonation prn email address'),
    'admin',
    'admin-malformed',
  ],
  [
    'an unknown issuer',
    grant('Invalid grant: account not found'),
    'sign-in',
    'service-account-gone',
  ],
  [
    'an issuer without a verifier',
    grant('Invalid JWT: No valid verifier found for issuer'),
    'sign-in',
    'service-account-gone',
  ],
  [
    'deleted_client',
    oauth(401, 'deleted_client', 'The OAuth client was deleted.'),
    'sign-in',
    'service-account-gone',
  ],
  [
    'invalid_client that was not found',
    oauth(401, 'invalid_client', 'The OAuth client was not found.'),
    'sign-in',
    'service-account-gone',
  ],
  ['an account that was deleted', grant('The account has been deleted'), 'sign-in', 'account-gone'],
  [
    'an account that was deleted, otherwise',
    grant('Account has been deleted'),
    'sign-in',
    'account-gone',
  ],
  ['a robot that is disabled', grant('Robot is disabled.'), 'sign-in', 'client-disabled'],
  [
    'disabled_client',
    oauth(401, 'disabled_client', 'The OAuth client was disabled.'),
    'sign-in',
    'client-disabled',
  ],
  ['a wrong signature', grant('Invalid JWT Signature.'), 'sign-in', 'key-rejected'],
  ['a wrong signature, the older form', grant(SIGNATURE), 'sign-in', 'key-rejected'],
  ['a time that is out of the frame', grant(NOT_SHORT), 'clock', 'clock-skewed'],
  ['a wrong audience', grant(AUDIENCE), 'sign-in', 'token-refused'],
  ['invalid_grant, Bad Request', grant('Bad Request'), 'sign-in', 'token-refused'],
  ['invalid_grant without a word', grant(), 'sign-in', 'token-refused'],
  ['invalid_request', oauth(400, 'invalid_request', 'Invalid JWT'), 'sign-in', 'token-refused'],
  ['an error of the year 2030', oauth(400, 'something_new', 'New'), 'sign-in', 'token-refused'],
  [
    'a scope that is none',
    oauth(400, 'invalid_scope', 'x is not a valid audience string.'),
    'delegation',
    'scope-refused',
  ],
  [
    'no scope',
    oauth(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.'),
    'delegation',
    'scope-refused',
  ],
  ['rate_limit_exceeded', oauth(400, 'rate_limit_exceeded'), 'sign-in', 'sign-in-limited'],
  ['429 in bare text', raw(429, 'Rate limit exceeded'), 'sign-in', 'sign-in-limited'],
  ['403 that speaks of a quota', raw(403, METRIC), 'sign-in', 'sign-in-limited'],
  [
    'internal_failure',
    oauth(400, 'internal_failure', 'Backend Error'),
    'sign-in',
    'google-unavailable',
  ],
  ['internal_failure, 500', oauth(500, 'internal_failure'), 'sign-in', 'google-unavailable'],
  [
    'temporarily_unavailable',
    oauth(400, 'temporarily_unavailable'),
    'sign-in',
    'google-unavailable',
  ],
  ['502 and a page', raw(502, HTML), 'sign-in', 'google-unavailable'],
  ['503 and nothing', raw(503, ''), 'sign-in', 'google-unavailable'],
  ['400 and a page', raw(400, HTML), 'sign-in', 'no-answer'],
  ['a proxy that wants a password', raw(407, HTML), 'sign-in', 'no-answer'],
];

const envelope = (
  status: number,
  reason: string,
  message: string,
  more: object = {},
): AnswerRow[1] => ({
  status,
  body: JSON.stringify({
    error: { code: status, message, errors: [{ message, domain: 'global', reason }], ...more },
  }),
});
/** What the front door of Google's APIs says about a project. */
const platform = (reason: string, message = 'Permission denied.'): AnswerRow[1] =>
  envelope(403, 'forbidden', message, { status: 'PERMISSION_DENIED', details: [{ reason }] });

const DENIED = 'Not Authorized to access this resource/api';
const SUSPENDED = "Permission denied: Consumer 'projects/1234' has been suspended.";
const PER_MINUTE =
  "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'";
const RATE = 'Request rate higher than configured.';

/** Answers of the Directory API when the admin's own user is looked up. */
export const ADMIN_LOOKUP: readonly AnswerRow[] = [
  [
    '401 to a fresh token',
    envelope(401, 'authError', 'Invalid Credentials'),
    'sign-in',
    'token-refused',
  ],
  [
    'an admin who may read nobody',
    envelope(403, 'forbidden', DENIED),
    'admin',
    'admin-not-privileged',
  ],
  [
    'an unknown admin',
    envelope(404, 'notFound', 'Resource Not Found: userKey'),
    'admin',
    'admin-unknown',
  ],
  [
    'a token without the scope',
    envelope(403, 'insufficientPermissions', 'Insufficient Permission'),
    'delegation',
    'scope-insufficient',
  ],
  [
    'a token without the scope, the newer form',
    platform('ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
    'delegation',
    'scope-insufficient',
  ],
  [
    'an API that is off',
    envelope(403, 'accessNotConfigured', 'Access Not Configured.'),
    'api',
    'api-disabled',
  ],
  ['an API that is off, the newer form', platform('SERVICE_DISABLED'), 'api', 'api-disabled'],
  [
    'a domain that may not',
    envelope(403, 'domainCannotUseApis', 'Domain cannot use apis'),
    'api',
    'domain-refused',
  ],
  ['a domain that is none', envelope(403, 'forbidden', 'Invalid domain.'), 'api', 'domain-refused'],
  ['a suspended project', platform('CONSUMER_SUSPENDED', SUSPENDED), 'api', 'project-refused'],
  [
    'a suspended project by the message alone',
    envelope(403, 'forbidden', SUSPENDED),
    'api',
    'project-refused',
  ],
  ['a project that is gone', platform('CONSUMER_INVALID'), 'api', 'project-refused'],
  ['a project without billing', platform('BILLING_DISABLED'), 'api', 'project-refused'],
  ['a project that may not be used', platform('USER_PROJECT_DENIED'), 'api', 'project-refused'],
  ['a service perimeter', platform('SECURITY_POLICY_VIOLATED'), 'api', 'organization-refused'],
  [
    'an organisation restriction',
    platform('ORG_RESTRICTION_VIOLATION'),
    'api',
    'organization-refused',
  ],
  [
    'an endpoint that a rule forbids',
    platform('ENDPOINT_USAGE_RESTRICTION_VIOLATED'),
    'api',
    'organization-refused',
  ],
  [
    'a service that is off for the admin',
    platform('USER_BLOCKED_BY_ADMIN'),
    'delegation',
    'access-blocked',
  ],
  ['an account in a wrong state', platform('ACCOUNT_STATE_INVALID'), 'admin', 'admin-suspended'],
  ['403 quotaExceeded', envelope(403, 'quotaExceeded', 'Quota exceeded'), 'api', 'quota-exceeded'],
  [
    '403 userRateLimitExceeded',
    envelope(403, 'userRateLimitExceeded', 'Limit'),
    'api',
    'quota-exceeded',
  ],
  [
    '403 rateLimitExceeded',
    envelope(403, 'rateLimitExceeded', PER_MINUTE),
    'api',
    'quota-exceeded',
  ],
  ['403 in bare text', raw(403, RATE), 'api', 'quota-exceeded'],
  ['429', envelope(429, 'rateLimitExceeded', 'Too many'), 'api', 'quota-exceeded'],
  [
    'dailyLimitExceeded',
    envelope(403, 'dailyLimitExceeded', 'Daily'),
    'api',
    'daily-quota-exceeded',
  ],
  [
    'an admin whom Google is still creating',
    envelope(412, 'conditionNotMet', 'User creation is not complete.'),
    'api',
    'user-not-ready',
  ],
  ['an admin who is being changed', envelope(409, 'conflict', 'Conflict'), 'api', 'user-busy'],
  ['500 backendError', envelope(500, 'backendError', 'Backend Error'), 'api', 'google-unavailable'],
  ['503 and a page', raw(503, HTML), 'api', 'google-unavailable'],
  ['403 and a page, of somebody in between', raw(403, HTML), 'api', 'no-answer'],
  ['404 and nothing', raw(404, ''), 'api', 'no-answer'],
];

/** Answers of the Directory API when one user is listed. */
export const LISTING: readonly AnswerRow[] = [
  [
    'an admin who may list nobody',
    envelope(403, 'forbidden', DENIED),
    'users',
    'admin-not-privileged',
  ],
  ['an API that was switched off just now', platform('SERVICE_DISABLED'), 'api', 'api-disabled'],
  ['quotaExceeded', envelope(403, 'quotaExceeded', 'Quota exceeded'), 'users', 'quota-exceeded'],
  ['503 backendError', envelope(503, 'backendError', 'Try again'), 'users', 'google-unavailable'],
  ['400 and half a body', raw(400, '{"error":'), 'users', 'no-answer'],
];
