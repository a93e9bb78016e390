/** Fewer different characters to choose from would make short passwords guessable. */
export const MIN_ALPHABET = 10;

/** Fewer bits could be guessed. */
const MIN_ENTROPY_BITS = 48;

const LONGEST = 100;

/** The kinds of characters of which a password has one each, where its alphabet has them. */
export const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/**
 * How many bits a password has that is drawn evenly from all of this length with one of every kind: the
 * passwords without some kind, by inclusion and exclusion, are none of them.
 */
export function entropyBits(length: number, alphabet: string): number {
  const characters = Array.from(alphabet);
  const sizes = KINDS.map((kind) => characters.filter((each) => kind.test(each)).length);
  let share = 0; // of all texts of this length
  for (let without = 0; without < 2 ** KINDS.length; without += 1) {
    const missing = sizes.filter((_, kind) => (without >> kind) & 1);
    if (missing.includes(0)) continue; // no password lacks what the alphabet has not
    const left = characters.length - missing.reduce((sum, size) => sum + size, 0);
    share += (-1) ** missing.length * (left / characters.length) ** length;
  }
  return length * Math.log2(characters.length) + Math.log2(Math.max(share, Number.MIN_VALUE));
}

/** How long a password of this alphabet has to be at least; the page says so, too. */
export function shortestLength(alphabet: string): number {
  let length = 1;
  while (length < LONGEST && entropyBits(length, alphabet) < MIN_ENTROPY_BITS) length += 1;
  return length;
}
