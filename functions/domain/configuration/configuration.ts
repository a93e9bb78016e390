import { DEFAULT_POLICY, type Policy } from './policy';
import { type EpochMs } from '../time';
import { type Verification } from './verification';

/**
 * How we sign in to Google. `key`: with the uploaded service account key, kept in the key vault as
 * `keyVersion`; the other fields are the parts of the file that are no secret. `keyless`: with our
 * own delegated service account, through IAM Credentials `signJwt`.
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

/** What is needed to call the Directory API: as whom, and signed in how. */
export type Connection = { readonly adminUsername: string; readonly credential: Credential };

/**
 * A key version that no connection points at any more, and never will again: replaced, given up by a
 * disconnection, or left over from a save that died. Disabled once a newer connection verifies,
 * destroyed later; only versions listed here ever are.
 */
export type RetiredKeyVersion = { readonly version: string; readonly retiredAt: EpochMs };

/** The one configuration document of a deployment. */
export type Configuration = {
  readonly connection?: Connection;
  /**
   * Google's id of the connected customer, from the admin's own record; absent until a verification of
   * this connection gets so far.
   */
  readonly customerId?: string;
  /** When the connection was saved; there exactly when it is. */
  readonly connectedAt?: EpochMs;
  readonly verification?: Verification;
  readonly policy: Policy;
  readonly retiredKeyVersions: readonly RetiredKeyVersion[];
  readonly updatedAt?: EpochMs;
  /** The address of the administrator who changed it last. */
  readonly updatedBy?: string;
  /** When the policy's period was changed last. */
  readonly periodChangedAt?: EpochMs;
  /** When the last connection was given up: what runs of before wanted for who has no password is void. */
  readonly disconnectedAt?: EpochMs;
  /** Counts changes that an administrator made (not verifications); the `ETag`. 0: never saved. */
  readonly revision: number;
};

/** Whose passwords may be touched; undefined: nobody knows yet. */
export const connectedCustomer = ({
  connection,
  customerId,
}: Pick<Configuration, 'connection' | 'customerId'>): string | undefined =>
  connection && customerId;

/** What there is before anything was saved, and again after a reset. */
export const DEFAULT_CONFIGURATION: Configuration = {
  policy: DEFAULT_POLICY,
  retiredKeyVersions: [],
  revision: 0,
};
