import { drawnBy, KINDS } from '../configuration/password-strength';
import { type Policy } from '../configuration/policy';
import { Secret } from '../secret';

/** `count` bytes from a cryptographically secure source. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * A password of the policy's style, with each character drawn evenly from its alphabet.
 *
 * A byte at or above the largest multiple of the alphabet's size is discarded, not wrapped round, so no
 * character is likelier than another (no modulo bias). The password contains every kind of character that the
 * alphabet has (lower case, upper case, digit, symbol). A draw that lacks a kind is discarded as a whole, so
 * all valid passwords are equally likely.
 */
export function generatePassword(
  policy: Pick<Policy, 'length' | 'alphabet' | 'style'>,
  randomBytes: RandomBytes,
): Secret {
  const { length, alphabet } = drawnBy(policy);
  const wanted = KINDS.filter((kind) => kind.test(alphabet));
  for (;;) {
    const text = drawCharacters(length, alphabet, randomBytes);
    if (!wanted.every((kind) => kind.test(text))) continue;
    return new Secret(policy.style === 'groups' ? inGroups(text) : text);
  }
}

/** With a hyphen between groups of four. */
const inGroups = (text: string): string => text.replaceAll(/.{4}(?=.)/g, '$&-');

function drawCharacters(length: number, alphabet: string, randomBytes: RandomBytes): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < limit) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
