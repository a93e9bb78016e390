import { callerOf, holds } from './caller';
import { apiError, apiNotEnabled, invalidCredentials, notAuthorized } from './google-error';
import { ACTIVITY_LOG_SCOPE, type GoogleState } from './google-state';
import { bearerToken, type Call, jsonReply, type Received, type Reply } from './reply';
import { CUSTOMER_ID } from './user';

const ACTIVITIES = /^\/admin\/reports\/v1\/activity\/users\/all\/applications\/([a-z_]+)$/;
const MAX_RESULTS = 1_000;

/** The Reports API's `activities.list` for all users. */
export function reportsCall(state: GoogleState, received: Received): Call | undefined {
  const application = ACTIVITIES.exec(received.path)?.[1];
  if (received.method !== 'GET' || application === undefined) return undefined;
  return {
    operation: 'activities.list',
    perform: () => refused(state, received) ?? list(state, application, received.query),
  };
}

function refused(state: GoogleState, received: Received): Reply | undefined {
  const grant = state.tokens.find(bearerToken(received.headers), state.now());
  if (grant === undefined) return invalidCredentials();
  if (!state.adminApiEnabled) return apiNotEnabled();
  if (!grant.scopes.includes(ACTIVITY_LOG_SCOPE)) {
    return apiError(
      403,
      'insufficientPermissions',
      'Request had insufficient authentication scopes.',
    );
  }
  const caller = callerOf(state, grant);
  if ('status' in caller) return caller;
  if (!holds(caller, 'reports')) {
    return apiError(
      401,
      'authError',
      'Access denied. You are not authorized to read activity records.',
    );
  }
  const customer = new URLSearchParams(received.query).get('customerId');
  if (customer === CUSTOMER_ID) return undefined;
  if (customer !== null && customer !== 'my_customer') return notAuthorized();
  // A service account belongs to no customer; so its own token has to name one.
  return caller.kind === 'administrator' ? undefined : apiError(400, 'invalid', 'Invalid Input');
}

function list(state: GoogleState, application: string, text: string): Reply {
  const query = new URLSearchParams(text);
  const fromMs = momentOf(query.get('startTime'), -Infinity);
  const toMs = momentOf(query.get('endTime'), Infinity);
  const limit = Number(query.get('maxResults') ?? MAX_RESULTS);
  const token = query.get('pageToken');
  const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= MAX_RESULTS;
  if (Number.isNaN(fromMs) || Number.isNaN(toMs) || !isLimit) {
    return apiError(400, 'invalid', 'Invalid value for a parameter.');
  }
  if (token !== null && !/^A:\d{1,15}$/.test(token)) {
    return apiError(400, 'invalid', 'Invalid value for parameter: pageToken');
  }
  const { items, next } = state.activities.page({
    application,
    eventName: query.get('eventName') ?? undefined,
    fromMs,
    toMs,
    nowMs: state.now(),
    limit,
    before: token === null ? undefined : Number(token.slice(2)),
  });
  return jsonReply(200, {
    kind: 'admin#reports#activities',
    ...(items.length > 0 ? { items } : {}),
    ...(next === undefined ? {} : { nextPageToken: `A:${next}` }),
  });
}

const momentOf = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : Date.parse(text);
