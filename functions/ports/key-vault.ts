import { type Secret } from '../domain/secret';

export type KeyVersionState = 'enabled' | 'disabled' | 'destroyed';

/**
 * Keeps the service account key (the whole JSON file), a version for each upload. Secret Manager in
 * the cloud, an encrypted file on one machine. Versions are read by number, never `latest`, which is
 * not consistent (Secret Manager, consistency page).
 */
export interface KeyVault {
  /**
   * Keeps a key as a new, enabled version; gives its name, which is never used twice. More than
   * 64 KiB of UTF-8 (Secret Manager's limit) throws and keeps nothing; after any other throw it may
   * or may not be kept.
   */
  add(key: Secret): Promise<string>;

  /** The key, or undefined when that version is not there (no alias is: `latest` neither), disabled or destroyed. */
  read(version: string): Promise<Secret | undefined>;

  /** Every version with its state, in no promised order; destroyed ones as long as the vault remembers them. */
  list(): Promise<readonly { version: string; state: KeyVersionState }[]>;

  /** Makes a version unreadable, reversibly. Idempotent; a destroyed or unknown one is left alone. */
  disable(version: string): Promise<void>;

  /** Erases a version for good. Idempotent; an unknown one is left alone. */
  destroy(version: string): Promise<void>;
}
