import { type Ciphertext, type UserId } from '../domain/account';
import { type Secret } from '../domain/secret';

/** The user and version that a ciphertext is bound to, so that it cannot be moved to another document. */
export type CipherContext = { readonly userId: UserId; readonly version: number };

/** Encrypts passwords at rest. Cloud KMS in the cloud, AES-256-GCM with a key file on one machine. */
export interface PasswordCipher {
  /** Different each time, so equal passwords are not recognisable. */
  encrypt(password: Secret, context: CipherContext): Promise<Ciphertext>;

  /**
   * Undefined: it can never be decrypted: it belongs to another context, its key is gone, it was changed, or
   * it never was a ciphertext. Throws if the cipher is out of reach; the error has neither text nor cause.
   */
  decrypt(ciphertext: Ciphertext, context: CipherContext): Promise<Secret | undefined>;
}
