import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomBytes } from '../../functions/adapters/random-bytes';

/** The format: 1 byte that identifies it, 12 bytes of nonce, the ciphertext, 16 bytes of tag. */
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM and a fresh nonce. `place` is authenticated data, so the box opens only for that
 * place. Random nonces are safe for 2^32 boxes per key (NIST SP 800-38D, 8.3).
 */
export function seal(key: KeyObject, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORM), nonce, body, cipher.getAuthTag()]);
}

/**
 * Returns the plaintext, or undefined if the box was changed or was sealed with another key or for another
 * place.
 */
export function open(key: KeyObject, box: Buffer, place: string): Buffer | undefined {
  if (box.length < 1 + NONCE_BYTES + TAG_BYTES || box[0] !== FORM) return undefined;
  const nonce = box.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  try {
    const body = box.subarray(1 + NONCE_BYTES, box.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}
