import { type PasswordCipher } from '../../ports/password-cipher';
import { type UserId } from '../account';
import { type Policy } from '../configuration/policy';
import { type Secret } from '../secret';
import { generatePassword, type RandomBytes } from './password';
import { type FreshPassword } from './password-claim';

/** A new password and its ciphertext, not recorded yet. */
export type Fresh = FreshPassword & { readonly password: Secret };

/** Makes a password by the policy, encrypted for this user and this version only. */
export async function makeFresh(
  { cipher, randomBytes }: { readonly cipher: PasswordCipher; readonly randomBytes: RandomBytes },
  { policy, user }: { readonly policy: Policy; readonly user: { readonly id: UserId } },
  version: number,
): Promise<Fresh> {
  const password = generatePassword(policy, randomBytes);
  const ciphertext = await cipher.encrypt(password, { userId: user.id, version });
  return { version, ciphertext, password };
}
