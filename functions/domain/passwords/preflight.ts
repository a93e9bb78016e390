import { type ManagedUser } from './managed-user';
import { inScope, isAdministrator, type Refusal, refusal } from '../user';

export type Notice = { readonly code: string; readonly message: string; readonly url?: string };

/** Whether a password may be issued for a user and whether it can work, with what decides it. */
export type Preflight = {
  readonly canIssue: boolean;
  readonly reason?: Refusal;
  readonly passwordCanWork: boolean;
  readonly namedBy: 'primary-address' | 'alias' | 'id';
  readonly suspended: boolean;
  readonly archived: boolean;
  readonly admin: boolean;
  readonly twoStepEnrolled: boolean;
  readonly twoStepEnforced: boolean;
  readonly orgUnitPath: string;
  readonly inScope: boolean;
  readonly notices: readonly Notice[];
};

const GOOGLE_SYNC: Notice = {
  code: 'google-sync-ended',
  message:
    'Google no longer lets Google Sync (ActiveSync) and other mail clients of Google Workspace sign in with a password. A password still signs in at Google itself where no SSO profile applies.',
  url: 'https://support.google.com/a/answer/14114704',
};

/** Checks a user before anything is issued. */
export function preflight({ user, open }: ManagedUser, userKey: string): Preflight {
  const reason = refusal(user, open.adminUsername, open.policy);
  const twoStep = user.isEnrolledIn2Sv || user.isEnforcedIn2Sv;
  const named = namedBy(userKey, user.primaryEmail);
  return {
    canIssue: reason === undefined,
    ...(reason ? { reason } : {}),
    passwordCanWork: !user.suspended && !user.archived && !twoStep,
    namedBy: named,
    suspended: user.suspended,
    archived: user.archived,
    admin: isAdministrator(user, open.adminUsername),
    twoStepEnrolled: user.isEnrolledIn2Sv,
    twoStepEnforced: user.isEnforcedIn2Sv,
    orgUnitPath: user.orgUnitPath,
    inScope: inScope(user.orgUnitPath, open.policy.orgUnitPaths),
    notices: [
      GOOGLE_SYNC,
      ...(twoStep ? [TWO_STEP] : []),
      ...(named === 'alias' ? [aliasNotice(user.primaryEmail)] : []),
    ],
  };
}

const TWO_STEP: Notice = {
  code: 'two-step-verification',
  message:
    '2-step verification is on for this user, so a password alone does not sign in. A device that knows only a password will be refused.',
};

const aliasNotice = (primaryEmail: string): Notice => ({
  code: 'alias',
  message: `This is an alias. Devices sign in as ${primaryEmail}.`,
});

function namedBy(userKey: string, primaryEmail: string): Preflight['namedBy'] {
  if (/^\d+$/.test(userKey)) return 'id';
  return userKey.toLowerCase() === primaryEmail.toLowerCase() ? 'primary-address' : 'alias';
}
