import { ACTIVITY_LOG_SCOPE } from '../../domain/configuration/delegation';
import { type Connection, isDelegated } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { epochMs, rfc3339 } from '../../domain/time';
import { type ActivityLog, type ActivityPage } from '../../ports/activity-log';
import { type Answer } from '../../ports/directory';
import { type Reply } from '../http/exchange';
import { parseJson } from '../http/parse-json';
import { AccessTokens } from './access-token';
import { readActivityPage, REPORTED } from './activity';
import { builtRequest } from './built-request';
import { callDirectory } from './directory-call';
import { type GoogleConnectorOptions } from './directory-connector';
import { directoryFailure } from './directory-error';
import { dateOf, failureOf } from './google-error';
import { meantOf } from './own-meaning';
import { reportsActivities } from './reports-api';
import { READ_DEADLINE_MS } from './workspace-directory';

/** Google's upper limit for a page. */
const PAGE = 1_000;

/**
 * Google's Reports API. Its tokens are apart from the directory's: without the scope, Google issues no token
 * at all.
 */
export function googleActivityLog(options: Omit<GoogleConnectorOptions, 'log'>): ActivityLog {
  const tokens = new AccessTokens({ ...options, scope: ACTIVITY_LOG_SCOPE });
  const rootUrl = options.adminRootUrl.replace(/\/*$/, '/');
  const { clock } = options;
  return {
    read: (connection, page) => read({ tokens, rootUrl, clock, connection }, page),
  };
}

/** Google's 401 to who lacks the privilege Reports. It is no token that has expired. */
const NO_PRIVILEGE = /not authorized to read activity records/i;

/** To a service account that acts as itself, the log is a privilege of its role in place of a scope. */
function logFailure(connection: Connection, reply: Reply | undefined): GoogleFailure {
  const failure = meantOf(connection, directoryFailure(reply).failure);
  const lacksPrivilege =
    failure.code === 'not-authorized' ||
    (failure.code === 'token-refused' && NO_PRIVILEGE.test(reply?.text ?? ''));
  if (!lacksPrivilege) return failure;
  return { ...failure, code: isDelegated(connection) ? 'not-authorized' : 'scope-insufficient' };
}

async function read(
  access: Parameters<typeof callDirectory>[0],
  { event, since, pageToken }: Parameters<ActivityLog['read']>[1],
): Promise<Answer<ActivityPage>> {
  const activities = await reportsActivities();
  const { application, name } = REPORTED[event];
  const { connection } = access;
  const { customerId } = connection;
  const called = await callDirectory(access, READ_DEADLINE_MS, {
    build: (rootUrl) =>
      builtRequest('Admin SDK', rootUrl, (options) =>
        activities.list(
          {
            userKey: 'all',
            applicationName: application,
            eventName: name,
            startTime: rfc3339(since),
            maxResults: PAGE,
            // A service account that acts as itself belongs to no customer
            ...(customerId === undefined ? {} : { customerId }),
            ...(pageToken === undefined ? {} : { pageToken }),
          },
          options,
        ),
      ),
  });
  if (called.kind === 'not-sent') return { kind: 'failed', failure: called.failure };
  const { reply } = called;
  if (reply?.status !== 200) return { kind: 'failed', failure: logFailure(connection, reply) };
  const value = readActivityPage(event, parseJson(reply.text));
  if (value === undefined) return { kind: 'failed', failure: failureOf('no-answer', reply) };
  const date = dateOf(reply);
  return {
    kind: 'ok',
    value: { ...value, ...(date === undefined ? {} : { googleTime: epochMs(date) }) },
  };
}
