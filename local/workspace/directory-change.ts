import { passwordSet } from './activity-table';
import { actorOf, type Caller, mayChange } from './caller';
import { apiError, notAuthorized } from './google-error';
import { type GoogleState } from './google-state';
import { digestPassword } from './password-digest';
import { jsonObject, type Reply } from './reply';
import { withPassword, type WorkspaceUser } from './user';

/** Google accepts 8 to 100 ASCII characters. */
const PASSWORD = /^[\x20-\x7e]{8,100}$/;

type Body = Readonly<Record<string, unknown>>;
type Change = Partial<Omit<WorkspaceUser, 'id'>>;

/**
 * Changes one user as `users.update` and `users.patch` do: fields absent from the body stay. A service
 * account's own role lets it set the password alone. Returns the changed user or the refusal.
 */
export function changeUser(
  state: GoogleState,
  caller: Caller,
  user: WorkspaceUser,
  body: Buffer,
): WorkspaceUser | Reply {
  if (!mayChange(caller, user)) return notAuthorized();
  const fields = jsonObject(body);
  if (fields === undefined) return apiError(400, 'parseError', 'Parse Error');
  if (caller.kind === 'service-account' && !setsPasswordOnly(fields)) return notAuthorized();
  const change = readChange(state, user, fields);
  if ('status' in change) return change;
  const changed = { ...user, ...change };
  state.putUser(changed);
  if (changed.passwordChanges !== user.passwordChanges) {
    state.activities.addChange(passwordSet(actorOf(caller), changed), state.now());
  }
  return changed;
}

/**
 * What *Reset password* covers: the password, and whether the person must choose another with it. Suspending,
 * moving and renaming are privileges of their own.
 */
const setsPasswordOnly = ({ password, changePasswordAtNextLogin, ...others }: Body): boolean =>
  Object.keys(others).length === 0 &&
  (password !== undefined || changePasswordAtNextLogin === undefined);

function readChange(
  state: GoogleState,
  user: WorkspaceUser,
  fields: Record<string, unknown>,
): Change | Reply {
  const { password, hashFunction, suspended, archived, orgUnitPath, primaryEmail } = fields;
  const { changePasswordAtNextLogin: another } = fields;
  if (hashFunction !== undefined) return invalidInput('hashFunction'); // not simulated
  if (password !== undefined && !(typeof password === 'string' && PASSWORD.test(password))) {
    return apiError(400, 'invalid', 'Invalid Password');
  }
  if (suspended !== undefined && typeof suspended !== 'boolean') return invalidInput('suspended');
  if (archived !== undefined && typeof archived !== 'boolean') return invalidInput('archived');
  if (another !== undefined && typeof another !== 'boolean') {
    return invalidInput('changePasswordAtNextLogin');
  }
  if (
    orgUnitPath !== undefined &&
    !(typeof orgUnitPath === 'string' && orgUnitPath.startsWith('/'))
  ) {
    return invalidInput('orgUnitPath');
  }
  const renamed = primaryEmail === undefined ? {} : rename(state, user, primaryEmail);
  if ('status' in renamed) return renamed;
  return {
    ...(typeof password === 'string'
      ? withPassword(user, digestPassword(password), state.now())
      : {}),
    ...(suspended === undefined ? {} : { suspended }),
    ...(archived === undefined ? {} : { archived }),
    ...(orgUnitPath === undefined ? {} : { orgUnitPath }),
    ...(another === undefined ? {} : { changePasswordAtNextLogin: another }),
    ...renamed,
  };
}

/** As at Google, the old address stays as an alias. */
function rename(state: GoogleState, user: WorkspaceUser, primaryEmail: unknown): Change | Reply {
  if (typeof primaryEmail !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(primaryEmail)) {
    return invalidInput('primary_user_email');
  }
  const holder = state.users.find(primaryEmail);
  if (holder !== undefined && holder.id !== user.id) {
    return apiError(409, 'duplicate', 'Entity already exists.');
  }
  if (primaryEmail === user.primaryEmail) return {};
  const aliases = [...user.aliases, user.primaryEmail].filter((alias) => alias !== primaryEmail);
  return { primaryEmail, aliases };
}

const invalidInput = (field: string): Reply => apiError(400, 'invalid', `Invalid Input: ${field}`);
