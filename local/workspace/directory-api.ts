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
import { DIRECTORY_FIELDS, directoryResource, type WorkspaceUser } from './user';

const USERS = '/admin/directory/v1/users';

/** The Directory API's `users.get`, `users.list`, `users.update` and `users.patch`. */
export function directoryCall(state: GoogleState, received: Received): Call | undefined {
  if (!received.path.startsWith(USERS)) return undefined;
  const rest = received.path.slice(USERS.length);
  const operation = operationOf(received.method, rest);
  if (operation === undefined) return undefined;
  const userKey = decodeKey(rest.slice(1));
  const token = bearerToken(received.headers);
  const quotaUser = state.tokens.find(token, state.now())?.subjectId;
  return {
    operation,
    ...(userKey === '' ? {} : { userKey }),
    ...(quotaUser === undefined ? {} : { quotaUser }),
    perform: () => {
      const admin = authenticate(state, token, operation);
      return 'status' in admin ? admin : answer(state, received, { operation, userKey, admin });
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

/** The admin that the token lets this call act as, or why it does not. */
function authenticate(
  state: GoogleState,
  token: string | undefined,
  operation: Operation,
): WorkspaceUser | Reply {
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
  if (grant.subjectId === undefined) return notAuthorized(); // a service account by itself is not an admin
  const admin = state.users.find(grant.subjectId);
  // Suspending or deleting a user revokes that user's tokens.
  if (admin === undefined || admin.suspended) return invalidCredentials();
  if (!admin.isAdmin && !admin.isDelegatedAdmin) return notAuthorized();
  return admin;
}

function answer(
  state: GoogleState,
  received: Received,
  call: { operation: Operation; userKey: string; admin: WorkspaceUser },
): Reply {
  const query = new URLSearchParams(received.query);
  if (call.operation === 'users.list') return listUsers(state, query);
  const mask = fieldMask(query.get('fields'), DIRECTORY_FIELDS);
  if (mask.kind === 'invalid') return invalidField(mask.name);
  const user = state.users.find(call.userKey);
  if (user === undefined) return userNotFound();
  if (call.operation === 'users.get') return jsonReply(200, mask.pick(directoryResource(user)));
  const changed = changeUser(state, call.admin, user, received.body);
  return 'status' in changed ? changed : jsonReply(200, mask.pick(directoryResource(changed)));
}
