import { type Ciphertext, type UserId } from '../domain/account';
import { type Secret } from '../domain/secret';

/** Where a ciphertext belongs; authenticated with it, so it can't be moved to another document. */
export type CipherContext = { readonly userId: UserId; readonly version: number };

/** Encrypts passwords at rest. Cloud KMS in the cloud, AES-256-GCM with a key file on one machine. */
export interface PasswordCipher {
  /** Different each time, so equal passwords can't be seen to be equal. */
  encrypt(password: Secret, context: CipherContext): Promise<Ciphertext>;

  /**
   * Undefined: it can't be opened, now or ever: made for another context or with a key that is gone,
   * changed, or never one. Throws if the cipher is out of reach; the error carries neither text nor cause.
   */
  decrypt(ciphertext: Ciphertext, context: CipherContext): Promise<Secret | undefined>;
}
