import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { DataFolderError } from './data-folder-error';
import { createDurably } from './durable-file';

const KEY_BYTES = 32;

/** The key of a data folder. Each purpose has its own key derived from it (HKDF, RFC 5869). */
export type LocalKey = {
  /** 32 bytes for AES-256. The same purpose always gives the same key. */
  derive(purpose: 'passwords' | 'key-vault' | 'secure-ldap-vault'): KeyObject;
  /** Identifies the key without revealing anything about it. */
  readonly fingerprint: string;
};

/**
 * Reads the key file, or creates it from the system's randomness if it is missing. Throws a `DataFolderError`
 * if other users can read the file or if it is not a key. Anyone with this file and the database can read
 * every password.
 */
export function openLocalKey(path: string): LocalKey {
  return fromBytes(readKey(path) ?? makeKey(path));
}

function readKey(path: string): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DataFolderError(
      `${path} cannot be read. Make the account that runs this program its only owner.`,
    );
  }
  try {
    const stat = fstatSync(file);
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      throw new DataFolderError(
        `Other accounts can read or change ${path}. Run: chmod 600 "${path}". ` +
          'If someone else may have read it, replace the service account key and rotate every password.',
      );
    }
    if (!stat.isFile() || stat.size !== KEY_BYTES) {
      throw new DataFolderError(
        `${path} is not a key of this program. Restore the original file from a backup.`,
      );
    }
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function makeKey(path: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  createDurably(path, key);
  return key;
}

const fromBytes = (key: Buffer): LocalKey => ({
  derive: (purpose) =>
    createSecretKey(
      Buffer.from(hkdfSync('sha256', key, '', `google-apps-passwords ${purpose}`, KEY_BYTES)),
    ),
  fingerprint: createHash('sha256')
    .update('google-apps-passwords fingerprint')
    .update(key)
    .digest('hex')
    .slice(0, 16),
});
