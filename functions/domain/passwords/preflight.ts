import { type Notice } from '../clients/client';
import { CLIENTS } from '../clients/clients';
import { type ManagedUser } from './managed-user';
import { type DirectoryUser, inScope, isAdministrator, type Refusal, refusal } from '../user';

/** Whether a password may be issued for a user and can work, and the facts that decide this. */
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
  /** The next three fields come from Google. A field that Google leaves out is absent. */
  readonly changePasswordAtNextLogin?: boolean;
  readonly agreedToTerms?: boolean;
  readonly isMailboxSetup?: boolean;
  readonly orgUnitPath: string;
  readonly inScope: boolean;
  readonly notices: readonly Notice[];
};

/** Checks a user before a password is issued. `hasPassword`: the user already has one from this service. */
export function preflight(
  { user, open }: ManagedUser,
  userKey: string,
  hasPassword: boolean,
): Preflight {
  const reason = refusal(user, open.adminUsername, open.policy);
  const twoStep = user.isEnrolledIn2Sv || user.isEnforcedIn2Sv;
  const named = namedBy(userKey, user.primaryEmail);
  return {
    canIssue: reason === undefined,
    ...(reason ? { reason } : {}),
    passwordCanWork:
      !user.suspended &&
      !user.archived &&
      !twoStep &&
      !(hasPassword && user.changePasswordAtNextLogin === true), // the next password clears this
    namedBy: named,
    suspended: user.suspended,
    archived: user.archived,
    admin: isAdministrator(user, open.adminUsername),
    twoStepEnrolled: user.isEnrolledIn2Sv,
    twoStepEnforced: user.isEnforcedIn2Sv,
    ...hintsOf(user),
    orgUnitPath: user.orgUnitPath,
    inScope: inScope(user.orgUnitPath, open.policy.orgUnitPaths),
    notices: [
      ...CLIENTS.flatMap(({ endedAtGoogle }) => endedAtGoogle ?? []),
      ...(twoStep ? [TWO_STEP] : []),
      ...(user.changePasswordAtNextLogin === true ? [CHANGE_AT_NEXT_LOGIN] : []),
      ...(user.agreedToTerms === false ? [TERMS] : []),
      ...(user.isMailboxSetup === false ? [NO_MAILBOX] : []),
      ...(named === 'alias' ? [aliasNotice(user.primaryEmail)] : []),
    ],
  };
}

const TWO_STEP: Notice = {
  code: 'two-step-verification',
  message:
    '2-step verification is on for this user, so a password alone is not enough to sign in. Google refuses a device that has only a password.',
};

const CHANGE_AT_NEXT_LOGIN: Notice = {
  code: 'change-password-at-next-login',
  message:
    'Google asks this user to change the password at the next sign-in, which no device can do. Issue or rotate the password here: that clears the request.',
};

const TERMS: Notice = {
  code: 'terms-not-agreed',
  message:
    'This user has not accepted Google’s terms of service yet. Google may refuse devices until the user signs in once in a browser and accepts them.',
};

const NO_MAILBOX: Notice = {
  code: 'mailbox-not-set-up',
  message:
    'This user has no Gmail mailbox: the licence does not include one, or Google is still creating it. A mail client finds no mail until there is one.',
};

const hintsOf = ({
  changePasswordAtNextLogin,
  agreedToTerms,
  isMailboxSetup,
}: DirectoryUser): Pick<
  Preflight,
  'changePasswordAtNextLogin' | 'agreedToTerms' | 'isMailboxSetup'
> => ({
  ...(changePasswordAtNextLogin === undefined ? {} : { changePasswordAtNextLogin }),
  ...(agreedToTerms === undefined ? {} : { agreedToTerms }),
  ...(isMailboxSetup === undefined ? {} : { isMailboxSetup }),
});

const aliasNotice = (primaryEmail: string): Notice => ({
  code: 'alias',
  message: `This address is an alias. Devices must sign in as ${primaryEmail}.`,
});

function namedBy(userKey: string, primaryEmail: string): Preflight['namedBy'] {
  if (/^\d+$/.test(userKey)) return 'id';
  return userKey.toLowerCase() === primaryEmail.toLowerCase() ? 'primary-address' : 'alias';
}
