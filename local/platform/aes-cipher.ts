import { type KeyObject } from 'node:crypto';
import { ciphertext } from '../../functions/domain/account';
import { Secret } from '../../functions/domain/secret';
import { type CipherContext, type PasswordCipher } from '../../functions/ports/password-cipher';
import { open, seal } from './sealed-box';

/** Encrypts passwords with AES-256-GCM, with a key of the data folder, bound to `userId|version`. */
export function aesCipher(key: KeyObject): PasswordCipher {
  return {
    encrypt: (password, context) => {
      const box = seal(key, Buffer.from(password.reveal(), 'utf8'), placeOf(context));
      return Promise.resolve(ciphertext(box.toString('base64')));
    },
    decrypt: (encrypted, context) => {
      const box = Buffer.from(encrypted, 'base64');
      // Node ignores characters that are not base64, so a text with additions must be rejected explicitly.
      const plain =
        box.toString('base64') === encrypted ? open(key, box, placeOf(context)) : undefined;
      return Promise.resolve(plain && new Secret(plain.toString('utf8')));
    },
  };
}

const placeOf = ({ userId, version }: CipherContext): string => `${userId}|${version}`;
