import { type Connection } from './configuration';
import { delegationUrl, DIRECTORY_SCOPE } from './delegation';
import { type GoogleFailureCode } from '../google-failure';

/** What happened and what it means; what to do; where to do it. For an administrator, in English. */
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
  'In the Google Cloud console make a new key of the type JSON for the service account, then choose that file here and save.';
const CHECK_AGAIN = 'Nothing has to be changed. Check again in a few minutes.';

/**
 * A text for every code there is: what a verification shows beside a link that is not ok, and what a
 * refused call says. A code without a row does not compile. The page has the same in French.
 */
export const VERIFICATION_TEXTS: Readonly<
  Record<GoogleFailureCode, (connection: Connection) => VerificationText>
> = {
  'key-unreadable': () => ({
    message: 'The stored key is not there any more, was disabled or can’t be read.',
    fix: NEW_KEY,
  }),
  'key-rejected': (connection) => ({
    message:
      'Google does not accept signatures of this key. It was deleted or disabled at Google, or belongs to another service account.',
    fix: NEW_KEY,
    url: serviceAccounts(connection),
  }),
  'service-account-gone': (connection) => ({
    message: `Google knows no service account ${account(connection)}. It was deleted, or the key file was changed.`,
    fix: 'Restore the service account in the Google Cloud console (possible for 30 days), or make another one with a key, choose its file here and save; another one has to be authorised again (step 2).',
    url: serviceAccounts(connection),
  }),
  'account-gone': (connection) => ({
    message: `Google says that an account was deleted: either the service account ${account(connection)} or the admin ${connection.adminUsername}.`,
    fix: 'See which of the two is missing. Restore it, or save another key or another admin user name here.',
    url: serviceAccounts(connection),
  }),
  'client-disabled': (connection) => ({
    message: `The service account ${account(connection)} is disabled at Google, so it can't sign in.`,
    fix: 'Enable the service account in the Google Cloud console, then check again.',
    url: serviceAccounts(connection),
  }),
  'clock-skewed': () => ({
    message:
      "This service's clock and Google's are more than five minutes apart, so Google does not trust its signatures.",
    fix: 'Set the clock of the machine that the service runs on, best by NTP.',
  }),
  'signing-refused': (connection) => ({
    message: `Google did not sign for the service account ${account(connection)}.`,
    fix: "Give the service's own account the role Service Account Token Creator on that service account, and enable the IAM Service Account Credentials API in its project.",
    url: serviceAccounts(connection),
  }),
  'token-refused': (connection) => ({
    message: 'Google refused the sign-in for a reason that this service does not know.',
    fix: `See that the service account ${account(connection)} is there and enabled, and that the admin ${connection.adminUsername} exists and is not suspended. If so, make a new key of the type JSON, choose its file here and save.`,
    url: serviceAccounts(connection),
  }),
  'delegation-missing': ({ credential }) => ({
    message:
      'Google does not let this service account act in your domain: its client id is not authorised for the scope, or not yet.',
    fix: `As a super admin open the link, check that the client id is ${credential.clientId} and the scope ${DIRECTORY_SCOPE}, and choose Authorise. If you have done that, wait: Google can take up to 24 hours.`,
    url: delegationUrl(credential.clientId),
  }),
  'scope-refused': ({ credential }) => ({
    message: 'Google does not accept the right (OAuth scope) that this service asks for.',
    fix: `In the Admin console authorise the client id ${credential.clientId} for exactly this scope: ${DIRECTORY_SCOPE}`,
    url: delegationUrl(credential.clientId),
  }),
  'access-blocked': () => ({
    message:
      "A rule of your organisation (API controls, or a service that is switched off for the admin) blocks this service account's access.",
    fix: 'As a super admin open Security, Access and data control, API controls, and trust the client id of the service account. If it is trusted, open Apps, Additional Google services, and see that Google Cloud is on for the admin.',
    url: API_CONTROLS,
  }),
  'scope-insufficient': ({ credential }) => ({
    message: 'Google signed the service in, but without the right (OAuth scope) to manage users.',
    fix: `In the Admin console authorise the client id ${credential.clientId} for this scope: ${DIRECTORY_SCOPE}`,
    url: delegationUrl(credential.clientId),
  }),
  'admin-unknown': ({ adminUsername }) => ({
    message: `Google knows no user ${adminUsername} in your domain.`,
    fix: 'Enter the primary address of an administrator of your Google Workspace, and save.',
    url: ADMIN_USERS,
  }),
  'admin-malformed': ({ adminUsername }) => ({
    message: `Google does not take ${adminUsername} for the address of a user.`,
    fix: 'Enter the primary address of an administrator, such as admin@example.com, and save.',
  }),
  'admin-suspended': ({ adminUsername }) => ({
    message: `The admin ${adminUsername} is suspended, archived or restricted, so nothing can be done in that name.`,
    fix: 'Restore that user in the Admin console, or enter another administrator here, and save.',
    url: ADMIN_USERS,
  }),
  'admin-not-privileged': ({ adminUsername }) => ({
    message: `The user ${adminUsername} may not manage users.`,
    fix: 'Give that user an administrator role with the privileges Users, Read and Users, Update (Reset password), or enter another administrator here, and save.',
    url: ADMIN_ROLES,
  }),
  'api-disabled': (connection) => ({
    message: 'The Admin SDK API is not enabled in the project that owns the service account.',
    fix: 'Open the link and choose Enable. It takes a few minutes to work.',
    url: `https://console.cloud.google.com/apis/library/admin.googleapis.com${projectQuery(connection)}`,
  }),
  'domain-refused': () => ({
    message: 'Google does not let your domain use this API, or does not find the domain.',
    fix: 'See whether the Google Workspace subscription is active and the domain verified.',
    url: 'https://admin.google.com/ac/billing/subscriptions',
  }),
  'project-refused': (connection) => ({
    message:
      'Google refuses calls of the Google Cloud project that owns the service account: it is suspended or deleted, has no billing, or may not be used.',
    fix: `Open the project in the Google Cloud console. See that it is neither suspended nor deleted, that its billing works, and that ${account(connection)} may use it (role Service Usage Consumer). Then check again.`,
    url: project(connection),
  }),
  'organization-refused': (connection) => ({
    message:
      'A rule of your Google Cloud organisation forbids the call: VPC Service Controls, an organisation policy or an organisation restriction.',
    fix: `Ask whoever administers the Google Cloud organisation to let ${account(connection)} call the Admin SDK API; the audit log of VPC Service Controls names the rule. Then check again.`,
    url: 'https://console.cloud.google.com/security/service-perimeter',
  }),
  'not-authorized': ({ adminUsername }) => ({
    message: `Google refuses the admin ${adminUsername} the change of users’ passwords, one after the other. Reading users works.`,
    fix: 'Give that admin a role with the privilege Users, Update, Reset password, for every organisational unit in scope. Then check again; until then the service tries with one user every 15 minutes.',
    url: ADMIN_ROLES,
  }),
  'user-not-found': () => ({
    message: 'Google knows no such user.',
    fix: 'Check the address.',
    url: ADMIN_USERS,
  }),
  'user-not-ready': () => ({
    message: 'Google is still creating this user.',
    fix: 'Try again in a minute.',
  }),
  'user-busy': () => ({
    message: 'Google is changing this user just now.',
    fix: 'Try again in a minute.',
  }),
  'password-refused': () => ({
    message: 'Google refused the password.',
    fix: 'Try again, which makes another one. If it stays, make the policy longer or its alphabet larger.',
  }),
  'input-refused': () => ({
    message: 'Google called the request invalid.',
    fix: 'Try again. If it stays, tell the operator of this service.',
  }),
  'quota-exceeded': (connection) => ({
    message: 'Google allows no more calls at the moment.',
    fix: `${CHECK_AGAIN} If it stays, ask for a higher quota of the Admin SDK API.`,
    url: quotas(connection),
  }),
  'sign-in-limited': () => ({
    message: 'Google will not sign this service in at the moment: it has asked too often.',
    fix: `${CHECK_AGAIN} Passwords that are stored stay as they are.`,
  }),
  'daily-quota-exceeded': (connection) => ({
    message: 'Google allows no more calls today.',
    fix: 'Wait until tomorrow, or ask for a higher quota of the Admin SDK API.',
    url: quotas(connection),
  }),
  'google-unavailable': () => ({
    message: "Google's service is not available at the moment.",
    fix: CHECK_AGAIN,
    url: 'https://www.google.com/appsstatus/dashboard/',
  }),
  'no-answer': () => ({
    message: 'Google gave no answer that can be read, so nothing is known yet.',
    fix: `${CHECK_AGAIN} If it stays, see whether the service can reach oauth2.googleapis.com and admin.googleapis.com.`,
  }),
};
