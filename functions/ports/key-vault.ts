import { type Secret } from '../domain/secret';

export type KeyVersionState = 'enabled' | 'disabled' | 'destroyed';

/**
 * Keeps what administrators upload, one version for each upload: the service account key (the whole JSON file)
 * in one vault, the certificate and key for Secure LDAP in another. Secret Manager in the cloud, an encrypted
 * file on one machine. Versions are read by number, never as `latest`, which is not
 * consistent (Secret Manager, consistency page).
 */
export interface KeyVault {
  /**
   * Stores a key as a new, enabled version. Returns the version's name, which is never used twice. For more
   * than 64 KiB of UTF-8 (Secret Manager's limit), throws and stores nothing; after any other error, the key
   * may or may not be stored.
   */
  add(key: Secret): Promise<string>;

  /**
   * The key; undefined if the version is missing (every alias, such as `latest`, is), disabled or destroyed.
   */
  read(version: string): Promise<Secret | undefined>;

  /** Every version with its state, in no order, including destroyed ones that the vault still remembers. */
  list(): Promise<readonly { version: string; state: KeyVersionState }[]>;

  /** Makes a version unreadable, reversibly. Idempotent; ignores a destroyed or unknown version. */
  disable(version: string): Promise<void>;

  /** Erases a version permanently. Idempotent; ignores an unknown version. */
  destroy(version: string): Promise<void>;
}
