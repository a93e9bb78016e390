import { type Caller, callerOf, holds, reaches } from './caller';
import { changeUser } from './directory-change';
import { fieldMask } from './field-mask';
import {
  apiError,
  apiNotEnabled,
  invalidCredentials,
  invalidField,
  notAuthorized,
  userNotFound,
} from './google-error';
import { type GoogleState, USER_READ_SCOPE, USER_SCOPE } from './google-state';
import { listUsers } from './directory-list';
import {
  bearerToken,
  type Call,
  jsonReply,
  type Operation,
  type Received,
  type Reply,
} from './reply';
import { DIRECTORY_FIELDS, directoryResource } from './user';

const USERS = '/admin/directory/v1/users';

/** The Directory API's `users.get`, `users.list`, `users.update` and `users.patch`. */
export function directoryCall(state: GoogleState, received: Received): Call | undefined {
  if (!received.path.startsWith(USERS)) return undefined;
  const rest = received.path.slice(USERS.length);
  const operation = operationOf(received.method, rest);
  if (operation === undefined) return undefined;
  const userKey = decodeKey(rest.slice(1));
  const token = bearerToken(received.headers);
  const grant = state.tokens.find(token, state.now());
  const quotaUser = grant?.subjectId ?? grant?.clientId;
  return {
    operation,
    ...(userKey === '' ? {} : { userKey }),
    ...(quotaUser === undefined ? {} : { quotaUser }),
    perform: () => {
      const caller = authenticate(state, token, operation);
      return 'status' in caller ? caller : answer(state, received, { operation, userKey, caller });
    },
  };
}

function operationOf(method: string, rest: string): Operation | undefined {
  if (rest === '' || rest === '/') return method === 'GET' ? 'users.list' : undefined;
  if (!/^\/[^/]+$/.test(rest)) return undefined;
  if (method === 'GET') return 'users.get';
  if (method === 'PUT') return 'users.update';
  return method === 'PATCH' ? 'users.patch' : undefined;
}

function decodeKey(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Who makes this call, or why the token does not permit it. */
function authenticate(
  state: GoogleState,
  token: string | undefined,
  operation: Operation,
): Caller | Reply {
  const grant = state.tokens.find(token, state.now());
  if (grant === undefined) return invalidCredentials();
  if (!state.adminApiEnabled) return apiNotEnabled();
  const reads = operation === 'users.get' || operation === 'users.list';
  const enough = grant.scopes.some(
    (scope) => scope === USER_SCOPE || (reads && scope === USER_READ_SCOPE),
  );
  if (!enough) {
    return apiError(
      403,
      'insufficientPermissions',
      'Request had insufficient authentication scopes.',
    );
  }
  return callerOf(state, grant);
}

function answer(
  state: GoogleState,
  received: Received,
  { operation, userKey, caller }: { operation: Operation; userKey: string; caller: Caller },
): Reply {
  const query = new URLSearchParams(received.query);
  if (operation === 'users.list') return listUsers(state, caller, query);
  if (!holds(caller, operation === 'users.get' ? 'users-read' : 'reset-password')) {
    return notAuthorized();
  }
  const mask = fieldMask(query.get('fields'), DIRECTORY_FIELDS);
  if (mask.kind === 'invalid') return invalidField(mask.name);
  const user = state.users.find(userKey);
  if (user === undefined) return userNotFound();
  if (!reaches(caller, user)) return notAuthorized();
  if (operation === 'users.get') return jsonReply(200, mask.pick(directoryResource(user)));
  const changed = changeUser(state, caller, user, received.body);
  return 'status' in changed ? changed : jsonReply(200, mask.pick(directoryResource(changed)));
}
