import { TOKEN_LIFE_SECONDS } from './access-tokens';
import { oauthError } from './google-error';
import { type GoogleState } from './google-state';
import { parseAssertion, type Assertion } from './assertion';
import { type Call, jsonReply, type Received, type Reply } from './reply';
import { type ServiceAccount } from './service-account';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const AUDIENCE = 'https://oauth2.googleapis.com/token';
const MAX_LIFE_SECONDS = 3600;
/** How far a client's clock may be off. Google documents no number; a few minutes are accepted. */
const CLOCK_SKEW_SECONDS = 300;
const SCOPE_PREFIX = 'https://www.googleapis.com/auth/';

const UNAUTHORIZED_CLIENT =
  'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
const NOT_SHORT_LIVED =
  'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';

/** `POST /token`: returns an access token for a signed assertion (RFC 7523), or Google's error. */
export function tokenCall(state: GoogleState, received: Received): Call | undefined {
  if (received.method !== 'POST' || received.path !== '/token') return undefined;
  return { operation: 'token', perform: () => exchange(state, received) };
}

function exchange(state: GoogleState, received: Received): Reply {
  const form = new URLSearchParams(received.body.toString('utf8'));
  const grantType = form.get('grant_type');
  if (grantType !== JWT_BEARER) {
    return oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType ?? ''}`);
  }
  const text = form.get('assertion') ?? '';
  const assertion = parseAssertion(text);
  if (assertion === undefined) return oauthError(400, 'invalid_request', 'Invalid JWT');
  const account = state.serviceAccounts.find(({ email }) => email === assertion.issuer);
  if (account === undefined || account.state === 'deleted') {
    return oauthError(400, 'invalid_grant', 'Invalid grant: account not found');
  }
  return (
    assertionError(assertion, account, state.now()) ??
    scopeError(assertion.scopes) ??
    grantTo(state, account, assertion)
  );
}

function assertionError(
  assertion: Assertion,
  account: ServiceAccount,
  nowMs: number,
): Reply | undefined {
  if (!account.verifies(assertion.signed, assertion.signature, assertion.keyId)) {
    return oauthError(400, 'invalid_grant', 'Invalid JWT Signature.');
  }
  if (assertion.audience !== AUDIENCE) {
    return oauthError(
      400,
      'invalid_grant',
      `Invalid JWT: Failed audience check. The right audience is ${AUDIENCE}`,
    );
  }
  const now = nowMs / 1000;
  const { issuedAt, expiresAt } = assertion;
  const inTime = issuedAt <= now + CLOCK_SKEW_SECONDS && expiresAt > now - CLOCK_SKEW_SECONDS;
  if (!inTime || expiresAt - issuedAt > MAX_LIFE_SECONDS || expiresAt <= issuedAt) {
    return oauthError(400, 'invalid_grant', NOT_SHORT_LIVED);
  }
  if (account.state === 'disabled') {
    return oauthError(401, 'disabled_client', 'The OAuth client was disabled.');
  }
  return undefined;
}

function scopeError(scopes: readonly string[]): Reply | undefined {
  if (scopes.length === 0) {
    return oauthError(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  }
  const misspelt = scopes.find((scope) => !scope.startsWith(SCOPE_PREFIX));
  return misspelt === undefined
    ? undefined
    : oauthError(400, 'invalid_scope', `${misspelt} is not a valid audience string.`);
}

function grantTo(state: GoogleState, account: ServiceAccount, assertion: Assertion): Reply {
  const { scopes, subject } = assertion;
  const { clientId } = account;
  if (subject === undefined) return tokenReply(state, { clientId, scopes });
  if (!/^[^\s@]+@[^\s@]+$/.test(subject)) {
    return oauthError(400, 'invalid_request', 'Invalid impersonation prn email address');
  }
  const user = state.users.find(subject);
  if (user === undefined) {
    const gone = state.users.wasRemoved(subject);
    return oauthError(
      400,
      'invalid_grant',
      gone ? 'The account has been deleted' : 'Invalid email or User ID',
    );
  }
  if (user.suspended || user.archived)
    return oauthError(400, 'access_denied', 'Account restricted');
  const authorised = state.delegation.get(clientId) ?? [];
  if (!scopes.every((scope) => authorised.includes(scope))) {
    return oauthError(401, 'unauthorized_client', UNAUTHORIZED_CLIENT);
  }
  return tokenReply(state, { clientId, scopes, subjectId: user.id });
}

const tokenReply = (
  state: GoogleState,
  grant: Parameters<GoogleState['tokens']['issue']>[0],
): Reply =>
  jsonReply(200, {
    access_token: state.tokens.issue(grant, state.now()),
    expires_in: TOKEN_LIFE_SECONDS,
    token_type: 'Bearer',
  });
