import { type Connection } from './configuration';
import { delegationUrl, DIRECTORY_SCOPE } from './delegation';
import { type GoogleFailureCode } from '../google-failure';

/** `message`: what happened and what it means. `fix`: what to do. `url`: where. For administrators, in English. */
export type VerificationText = {
  readonly message: string;
  readonly fix: string;
  readonly url?: string;
};

const account = ({ credential }: Connection): string =>
  credential.kind === 'key' ? credential.clientEmail : credential.serviceAccount;

const projectQuery = ({ credential }: Connection): string =>
  credential.kind === 'key' && credential.projectId !== ''
    ? `?project=${encodeURIComponent(credential.projectId)}`
    : '';

const serviceAccounts = (connection: Connection): string =>
  `https://console.cloud.google.com/iam-admin/serviceaccounts${projectQuery(connection)}`;

const quotas = (connection: Connection): string =>
  `https://console.cloud.google.com/apis/api/admin.googleapis.com/quotas${projectQuery(connection)}`;

const project = (connection: Connection): string =>
  `https://console.cloud.google.com/home/dashboard${projectQuery(connection)}`;

const ADMIN_USERS = 'https://admin.google.com/ac/users';
const ADMIN_ROLES = 'https://admin.google.com/ac/roles';
const API_CONTROLS = 'https://admin.google.com/ac/owl';

const NEW_KEY =
  'In the Google Cloud console, create a new JSON key for the service account. Then choose that file here and save.';
const CHECK_AGAIN = 'Nothing to change. Check again in a few minutes.';

/**
 * A text for every code. A verification shows it beside a check that is not ok. A code without a row does
 * not compile. The page has the same texts in French.
 */
export const VERIFICATION_TEXTS: Readonly<
  Record<GoogleFailureCode, (connection: Connection) => VerificationText>
> = {
  'key-unreadable': () => ({
    message: 'The stored key is missing, disabled or unreadable.',
    fix: NEW_KEY,
  }),
  'key-rejected': (connection) => ({
    message:
      'Google does not accept signatures made with this key. The key was deleted or disabled at Google, or it belongs to another service account.',
    fix: NEW_KEY,
    url: serviceAccounts(connection),
  }),
  'service-account-gone': (connection) => ({
    message: `Google finds no service account ${account(connection)}. The account was deleted, or the key file was edited.`,
    fix: 'Restore the service account in the Google Cloud console (possible for 30 days). Or create a new one with a key, authorise it (step 2), choose its key file here and save.',
    url: serviceAccounts(connection),
  }),
  'account-gone': (connection) => ({
    message: `Google reports a deleted account: either the service account ${account(connection)} or the administrator ${connection.adminUsername}.`,
    fix: 'Find out which of the two is missing. Restore it, or save another key or another admin user name here.',
    url: serviceAccounts(connection),
  }),
  'client-disabled': (connection) => ({
    message: `The service account ${account(connection)} is disabled at Google, so it cannot sign in.`,
    fix: 'Enable the service account in the Google Cloud console, then check again.',
    url: serviceAccounts(connection),
  }),
  'clock-skewed': () => ({
    message:
      'This service’s clock differs from Google’s by more than five minutes, so Google rejects its signatures.',
    fix: 'Set the clock of the machine that runs the service, preferably by NTP.',
  }),
  'signing-refused': (connection) => ({
    message: `Google refused to sign for the service account ${account(connection)}.`,
    fix: 'Grant this service’s own account the role Service Account Token Creator on that service account, and enable the IAM Service Account Credentials API in its project.',
    url: serviceAccounts(connection),
  }),
  'token-refused': (connection) => ({
    message: 'Google refused the sign-in for an unknown reason.',
    fix: `Check that the service account ${account(connection)} exists and is enabled, and that the administrator ${connection.adminUsername} exists and is not suspended. If so, create a new JSON key, choose its file here and save.`,
    url: serviceAccounts(connection),
  }),
  'delegation-missing': ({ credential }) => ({
    message:
      'Google does not let this service account act in your domain: its client ID is not authorised for the scope, or not yet.',
    fix: `As a super administrator, open the link. Check that the client ID is ${credential.clientId} and the scope is ${DIRECTORY_SCOPE}, then click Authorize. If you have already done this, wait: Google can take up to 24 hours.`,
    url: delegationUrl(credential.clientId),
  }),
  'scope-refused': ({ credential }) => ({
    message: 'Google does not accept the OAuth scope that this service requests.',
    fix: `In the Admin console, authorise the client ID ${credential.clientId} for exactly this scope: ${DIRECTORY_SCOPE}`,
    url: delegationUrl(credential.clientId),
  }),
  'access-blocked': () => ({
    message:
      'A setting of your organisation blocks this service account: API controls, or a Google service that is turned off for the administrator.',
    fix: 'As a super administrator, open Security › Access and data control › API controls, and trust the client ID of the service account. If it is already trusted, open Apps › Additional Google services, and check that Google Cloud is on for the administrator.',
    url: API_CONTROLS,
  }),
  'scope-insufficient': ({ credential }) => ({
    message: 'Google accepted the sign-in, but without the OAuth scope to manage users.',
    fix: `In the Admin console, authorise the client ID ${credential.clientId} for this scope: ${DIRECTORY_SCOPE}`,
    url: delegationUrl(credential.clientId),
  }),
  'admin-unknown': ({ adminUsername }) => ({
    message: `Google finds no user ${adminUsername} in your domain.`,
    fix: 'Enter the primary address of an administrator of your Google Workspace domain, then save.',
    url: ADMIN_USERS,
  }),
  'admin-malformed': ({ adminUsername }) => ({
    message: `Google does not accept ${adminUsername} as the address of a user.`,
    fix: 'Enter the primary address of an administrator, such as admin@example.com, then save.',
  }),
  'admin-suspended': ({ adminUsername }) => ({
    message: `The administrator ${adminUsername} is suspended, archived or restricted, so this service cannot act in that name.`,
    fix: 'Restore that user in the Admin console, or enter another administrator here and save.',
    url: ADMIN_USERS,
  }),
  'admin-not-privileged': ({ adminUsername }) => ({
    message: `The user ${adminUsername} is not allowed to manage users.`,
    fix: 'Give that user an administrator role with the privileges Users › Read and Users › Update › Reset password. Or enter another administrator here and save.',
    url: ADMIN_ROLES,
  }),
  'api-disabled': (connection) => ({
    message: 'The Admin SDK API is not enabled in the project that owns the service account.',
    fix: 'Open the link and click Enable. This takes a few minutes to take effect.',
    url: `https://console.cloud.google.com/apis/library/admin.googleapis.com${projectQuery(connection)}`,
  }),
  'domain-refused': () => ({
    message: 'Google does not let your domain use this API, or does not find the domain.',
    fix: 'Check that the Google Workspace subscription is active and the domain is verified.',
    url: 'https://admin.google.com/ac/billing/subscriptions',
  }),
  'project-refused': (connection) => ({
    message:
      'Google refuses calls from the Google Cloud project that owns the service account. The project is suspended or deleted, has no billing, or this account may not use it.',
    fix: `Open the project in the Google Cloud console. Check that it is neither suspended nor deleted, that billing works, and that ${account(connection)} may use it (role Service Usage Consumer). Then check again.`,
    url: project(connection),
  }),
  'organization-refused': (connection) => ({
    message:
      'A rule of your Google Cloud organisation blocks the call: VPC Service Controls, an organisation policy or an organisation restriction.',
    fix: `Ask the administrator of the Google Cloud organisation to let ${account(connection)} call the Admin SDK API. The audit log of VPC Service Controls names the rule. Then check again.`,
    url: 'https://console.cloud.google.com/security/service-perimeter',
  }),
  'not-authorized': ({ adminUsername }) => ({
    message: `Google repeatedly refuses password changes by the administrator ${adminUsername}. Reading users works.`,
    fix: 'Give that administrator a role with the privilege Users › Update › Reset password for every organisational unit in scope. Then check again. Until then, the service tries one user every 15 minutes.',
    url: ADMIN_ROLES,
  }),
  'user-not-found': () => ({
    message: 'Google finds no such user.',
    fix: 'Check the address.',
    url: ADMIN_USERS,
  }),
  'user-not-ready': () => ({
    message: 'Google is still creating this user.',
    fix: 'Try again in a minute.',
  }),
  'user-busy': () => ({
    message: 'Another change to this user is in progress at Google.',
    fix: 'Try again in a minute.',
  }),
  'password-refused': () => ({
    message: 'Google refused the password.',
    fix: 'Try again: that generates another one. If the problem persists, set a longer length or more characters in the policy.',
  }),
  'input-refused': () => ({
    message: 'Google rejected the request as invalid.',
    fix: 'Try again. If the problem persists, tell the operator of this service.',
  }),
  'quota-exceeded': (connection) => ({
    message: 'Google accepts no more calls at the moment: a quota is used up.',
    fix: `${CHECK_AGAIN} If the problem persists, request a higher quota for the Admin SDK API.`,
    url: quotas(connection),
  }),
  'sign-in-limited': () => ({
    message: 'Google has temporarily limited this service’s sign-ins: there were too many.',
    fix: `${CHECK_AGAIN} Stored passwords do not change.`,
  }),
  'daily-quota-exceeded': (connection) => ({
    message: 'Google accepts no more calls today: the daily quota is used up.',
    fix: 'Wait until tomorrow, or request a higher quota for the Admin SDK API.',
    url: quotas(connection),
  }),
  'google-unavailable': () => ({
    message: 'Google’s service is temporarily unavailable.',
    fix: CHECK_AGAIN,
    url: 'https://www.google.com/appsstatus/dashboard/',
  }),
  'no-answer': () => ({
    message: 'Google gave no readable answer, so the result is not known yet.',
    fix: `${CHECK_AGAIN} If the problem persists, check that the service can reach oauth2.googleapis.com and admin.googleapis.com.`,
  }),
};
