import { type Connection } from './configuration';

/** `message`: what happened and what it means. `fix`: what to do. `url`: where. For administrators, in English. */
export type VerificationText = {
  readonly message: string;
  readonly fix: string;
  readonly url?: string;
};

/** A text for each of these codes, of a connection of this kind. */
export type TextTable<Code extends string, Of extends Connection = Connection> = Readonly<
  Record<Code, (connection: Of) => VerificationText>
>;

export const projectQuery = ({ credential }: Connection): string =>
  credential.kind === 'key' && credential.projectId !== ''
    ? `?project=${encodeURIComponent(credential.projectId)}`
    : '';

export const serviceAccounts = (connection: Connection): string =>
  `https://console.cloud.google.com/iam-admin/serviceaccounts${projectQuery(connection)}`;

export const quotas = (connection: Connection): string =>
  `https://console.cloud.google.com/apis/api/admin.googleapis.com/quotas${projectQuery(connection)}`;

export const project = (connection: Connection): string =>
  `https://console.cloud.google.com/home/dashboard${projectQuery(connection)}`;

export const ADMIN_USERS = 'https://admin.google.com/ac/users';
export const ADMIN_ROLES = 'https://admin.google.com/ac/roles';
export const API_CONTROLS = 'https://admin.google.com/ac/owl';
/** Shows the customer ID. */
export const ACCOUNT_SETTINGS = 'https://admin.google.com/ac/accountsettings';
