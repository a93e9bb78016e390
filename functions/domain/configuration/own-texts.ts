import { type OwnConnection, serviceAccountOf as account } from './configuration';
import { type CodeOfTheWay } from './delegated-texts';
import {
  ACCOUNT_SETTINGS,
  ADMIN_ROLES,
  API_CONTROLS,
  serviceAccounts,
  type TextTable,
  type VerificationText,
} from './verification-text';

const FIND_THE_ID =
  'In the Admin console, open Account › Account settings and copy the customer ID. Enter it here and save.';

const refused = (connection: OwnConnection): VerificationText => ({
  message: 'Google refused the sign-in for an unknown reason.',
  fix: `Check that the service account ${account(connection)} exists and is enabled. If so, create a new JSON key, choose its file here and save.`,
  url: serviceAccounts(connection),
});

const gone = (connection: OwnConnection): VerificationText => ({
  message: `Google reports that the service account ${account(connection)} was deleted.`,
  fix: 'Restore the service account in the Google Cloud console (possible for 30 days). Or create a new one with a key, give it the admin role (step 2), choose its key file here and save.',
  url: serviceAccounts(connection),
});

const noRole = (connection: OwnConnection): VerificationText => ({
  message: `Google does not show the users of the customer ${connection.customerId} to the service account ${account(connection)}. The account has no admin role there with the privilege Users › Read, or not yet, or this is not the customer ID of your Google Workspace.`,
  fix: `In the Admin console, open Account › Admin roles. Assign a role with the privileges Users › Read, Users › Update › Reset password and Organizational Units › Read to ${account(connection)}. Compare ${connection.customerId} with the customer ID under Account › Account settings. Then check again.`,
  url: ADMIN_ROLES,
});

/** The texts of a service account that acts as itself. It is signed in as nobody else. */
export const OWN_TEXTS: TextTable<CodeOfTheWay, OwnConnection> = {
  'account-gone': gone,
  'token-refused': refused,
  'delegation-missing': refused,
  'scope-refused': refused,
  'access-blocked': () => ({
    message: 'A setting of your organisation blocks this service account: API controls.',
    fix: 'As a super administrator, open Security › Access and data control › API controls, and trust the client ID of the service account. Then check again.',
    url: API_CONTROLS,
  }),
  'scope-insufficient': refused,
  'admin-unknown': refused,
  'admin-malformed': refused,
  'admin-suspended': refused,
  'admin-not-privileged': noRole,
  'role-missing': noRole,
  'customer-unknown': (connection) => ({
    message: `Google knows no customer ${connection.customerId}, or does not let the service account ${account(connection)} ask about it.`,
    fix: FIND_THE_ID,
    url: ACCOUNT_SETTINGS,
  }),
  'customer-differs': (connection) => ({
    message: `The users that Google shows to the service account ${account(connection)} do not belong to the customer ${connection.customerId}. Nobody’s password is touched.`,
    fix: FIND_THE_ID,
    url: ACCOUNT_SETTINGS,
  }),
  'not-authorized': (connection) => ({
    message: `Google repeatedly refuses password changes by the service account ${account(connection)}. Reading the users of ${connection.customerId} works.`,
    fix: 'Give its admin role the privilege Users › Update › Reset password, and assign the role for every organisational unit in scope. Then check again. Until then, the service tries a few users every 15 minutes.',
    url: ADMIN_ROLES,
  }),
};
