import { type Policy } from './policy';
import { type EpochMs } from './time';
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

/** The one configuration document of a deployment. */
export type Configuration = {
  readonly connection?: Connection;
  readonly verification?: Verification;
  readonly policy: Policy;
  /** Key versions that were replaced: disabled once the new one verifies, destroyed later. */
  readonly retiredKeyVersions: readonly string[];
  readonly updatedAt?: EpochMs;
  /** The address of the administrator who changed it last. */
  readonly updatedBy?: string;
  /** Counts changes that an administrator made (not verifications); the `ETag`. 0: never saved. */
  readonly revision: number;
};
