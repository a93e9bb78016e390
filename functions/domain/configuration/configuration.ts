import { DEFAULT_POLICY, type Policy } from './policy';
import { type EpochMs } from '../time';
import { type ActivityLogStanding } from './activity-log-standing';
import { type Network } from '../networks/network';
import { type SecureLdap } from './secure-ldap';
import { type Verification } from './verification';

/**
 * How we sign in to Google.
 *
 * `key`: with the uploaded service account key, kept in the key vault as `keyVersion`. The other fields are
 * the parts of the file that are not secret.
 * `keyless`: with our own delegated service account, through IAM Credentials `signJwt`.
 */
export type Credential =
  | {
      readonly kind: 'key';
      readonly keyVersion: string;
      readonly clientId: string;
      readonly clientEmail: string;
      readonly projectId: string;
      readonly keyId: string;
      readonly uploadedAt: EpochMs;
    }
  | { readonly kind: 'keyless'; readonly serviceAccount: string; readonly clientId: string };

/** We act as this administrator, by domain-wide delegation. What former releases stored is this. */
export type DelegatedConnection = {
  readonly adminUsername: string;
  readonly customerId?: never;
  readonly credential: Credential;
};

/**
 * The service account acts as itself, by an admin role that it holds in the Workspace of this customer.
 * Google does not know who "my customer" is to such an account, so its id is given.
 */
export type OwnConnection = {
  readonly adminUsername?: never;
  readonly customerId: string;
  readonly credential: Credential;
};

/** What a call to the Directory API needs: whom we act as, and the credential to sign in with. */
export type Connection = DelegatedConnection | OwnConnection;

/** Whom a connection acts as. */
export type ActsAs = Omit<DelegatedConnection, 'credential'> | Omit<OwnConnection, 'credential'>;

/** Whether we act as an administrator. Else the service account acts as itself. */
export const isDelegated = (connection: Connection): connection is DelegatedConnection =>
  connection.adminUsername !== undefined;

/** Whether two connections act as the same, in the same Workspace as far as one was given. */
export const actAsSame = (one: ActsAs | undefined, other: ActsAs): boolean =>
  one !== undefined &&
  one.adminUsername === other.adminUsername &&
  one.customerId === other.customerId;

/** The address of the service account that signs in. */
export const serviceAccountOf = ({ credential }: Connection): string =>
  credential.kind === 'key' ? credential.clientEmail : credential.serviceAccount;

/**
 * A key version that no connection uses now or will use again: replaced, given up by a disconnection, or left
 * over from a save that died. It is disabled once a newer connection verifies, and destroyed later. Only
 * versions listed here are disabled or destroyed.
 */
export type RetiredKeyVersion = { readonly version: string; readonly retiredAt: EpochMs };

/** An address under which an earlier connection's calls appear in Google's log, and when it ended. */
export type FormerActor = { readonly address: string; readonly until: EpochMs };

/** The one configuration document of a deployment. */
export type Configuration = {
  readonly connection?: Connection;
  /**
   * Google's id of the connected customer, from the admin's own user record; absent until a verification of
   * this connection has read it.
   */
  readonly customerId?: string;
  /** When the connection was saved; present exactly when `connection` is. */
  readonly connectedAt?: EpochMs;
  readonly verification?: Verification;
  readonly policy: Policy;
  readonly retiredKeyVersions: readonly RetiredKeyVersion[];
  readonly secureLdap?: SecureLdap;
  /** As `retiredKeyVersions`, for the vault of Secure LDAP; absent: none. */
  readonly retiredLdapKeyVersions?: readonly RetiredKeyVersion[];
  /** The Wi-Fi networks that profiles are made for; absent: none. */
  readonly networks?: readonly Network[];
  /** What is known of Google's log of changes, by the connection of that time. */
  readonly activityLog?: ActivityLogStanding;
  /** Who our calls were made as before this connection; absent: nobody else. */
  readonly formerActors?: readonly FormerActor[];
  readonly updatedAt?: EpochMs;
  /** The address of the administrator who changed it last. */
  readonly updatedBy?: string;
  /** When the policy's period was changed last. */
  readonly periodChangedAt?: EpochMs;
  /** When the last connection was removed. From then on, no earlier run gives a user a first password. */
  readonly disconnectedAt?: EpochMs;
  /** Counts changes by administrators, not verifications; the `ETag`. 0: never saved. */
  readonly revision: number;
};

/** The customer whose passwords may be touched; undefined: not known yet. */
export const connectedCustomer = ({
  connection,
  customerId,
}: Pick<Configuration, 'connection' | 'customerId'>): string | undefined =>
  connection && customerId;

/** The configuration before the first save, and after a reset. */
export const DEFAULT_CONFIGURATION: Configuration = {
  policy: DEFAULT_POLICY,
  retiredKeyVersions: [],
  revision: 0,
};
