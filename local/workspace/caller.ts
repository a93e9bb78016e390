import { type Grant } from './access-tokens';
import { type Privilege } from './admin-role';
import { invalidCredentials, notAuthorized } from './google-error';
import { type GoogleState } from './google-state';
import { isInUnit } from './org-unit';
import { type Reply } from './reply';
import { type ServiceAccount } from './service-account';
import { type WorkspaceUser } from './user';

/**
 * Who makes a call of the Admin SDK: the administrator that a service account acts as by its domain-wide
 * delegation, or the service account itself, which may do what its own admin role lets it.
 */
export type Caller =
  | { readonly kind: 'administrator'; readonly user: WorkspaceUser }
  | { readonly kind: 'service-account'; readonly account: ServiceAccount };

/** The caller that a token stands for, or why it stands for nobody. A service account may lack any role. */
export function callerOf(state: GoogleState, grant: Grant): Caller | Reply {
  if (grant.subjectId === undefined) {
    const account = state.serviceAccounts.find(({ clientId }) => clientId === grant.clientId);
    return account?.state === 'enabled'
      ? { kind: 'service-account', account }
      : invalidCredentials();
  }
  const user = state.users.find(grant.subjectId);
  // Suspending or deleting a user revokes that user's tokens.
  if (user === undefined || user.suspended) return invalidCredentials();
  if (!user.isAdmin && !user.isDelegatedAdmin) return notAuthorized();
  return { kind: 'administrator', user };
}

/** A role is looked up at each call: once it is taken away, tokens issued before permit nothing. */
export const holds = (caller: Caller, privilege: Privilege): boolean =>
  caller.kind === 'administrator' || caller.account.adminRole.privileges.includes(privilege);

/** Whether the user is in the unit that the caller's role is for. */
export const reaches = (caller: Caller, { orgUnitPath }: WorkspaceUser): boolean =>
  caller.kind === 'administrator' || isInUnit(orgUnitPath, caller.account.adminRole.orgUnitPath);

/** Only a super admin, which a service account cannot be, may change an administrator. */
export const mayChange = (caller: Caller, user: WorkspaceUser): boolean =>
  user.isAdmin || user.isDelegatedAdmin
    ? caller.kind === 'administrator' && caller.user.isAdmin
    : reaches(caller, user);

/** What the admin log names as the one who did it. */
export const actorOf = (caller: Caller): Pick<WorkspaceUser, 'id' | 'primaryEmail'> =>
  caller.kind === 'administrator'
    ? caller.user
    : { id: caller.account.clientId, primaryEmail: caller.account.email };
