import { type DelegatedConnection, serviceAccountOf as account } from './configuration';
import { delegationUrl, DIRECTORY_SCOPE } from './delegation';
import {
  ADMIN_ROLES,
  ADMIN_USERS,
  API_CONTROLS,
  serviceAccounts,
  type TextTable,
  type VerificationText,
} from './verification-text';

/** Codes whose text depends on whom we act as. */
export type CodeOfTheWay =
  | 'account-gone'
  | 'token-refused'
  | 'delegation-missing'
  | 'scope-refused'
  | 'access-blocked'
  | 'scope-insufficient'
  | 'admin-unknown'
  | 'admin-malformed'
  | 'admin-suspended'
  | 'admin-not-privileged'
  | 'role-missing'
  | 'customer-unknown'
  | 'customer-differs'
  | 'not-authorized';

const notPrivileged = ({ adminUsername }: DelegatedConnection): VerificationText => ({
  message: `The user ${adminUsername} is not allowed to manage users.`,
  fix: 'Give that user an administrator role with the privileges Users › Read and Users › Update › Reset password. Or enter another administrator here and save.',
  url: ADMIN_ROLES,
});

/** The texts of a connection that acts as an administrator. No role or customer is given to it. */
export const DELEGATED_TEXTS: TextTable<CodeOfTheWay, DelegatedConnection> = {
  'account-gone': (connection) => ({
    message: `Google reports a deleted account: either the service account ${account(connection)} or the administrator ${connection.adminUsername}.`,
    fix: 'Find out which of the two is missing. Restore it, or save another key or another admin user name here.',
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
  'admin-not-privileged': notPrivileged,
  'role-missing': notPrivileged,
  'customer-unknown': notPrivileged,
  'customer-differs': notPrivileged,
  'not-authorized': ({ adminUsername }) => ({
    message: `Google repeatedly refuses password changes by the administrator ${adminUsername}. Reading users works.`,
    fix: 'Give that administrator a role with the privilege Users › Update › Reset password for every organisational unit in scope. Then check again. Until then, the service tries a few users every 15 minutes.',
    url: ADMIN_ROLES,
  }),
};
