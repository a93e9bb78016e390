/** With fewer different characters, short passwords would be guessable. */
export const MIN_ALPHABET = 10;

/** A password with fewer bits could be guessed. */
const MIN_ENTROPY_BITS = 48;

const LONGEST = 100;

/**
 * How a password looks. `characters`: as many as the policy says, from its alphabet. `groups`: four groups of
 * four from `GROUP_ALPHABET`, with hyphens between them.
 */
export const STYLES = ['characters', 'groups'] as const;

/** Lower-case letters and digits that cannot be taken for each other. */
const GROUP_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPED_CHARACTERS = 16;

/** How many characters are drawn for a password, and from which. */
export const drawnBy = ({
  length,
  alphabet,
  style,
}: {
  readonly length: number;
  readonly alphabet: string;
  readonly style: (typeof STYLES)[number];
}): { readonly length: number; readonly alphabet: string } =>
  style === 'groups'
    ? { length: GROUPED_CHARACTERS, alphabet: GROUP_ALPHABET }
    : { length, alphabet };

/** The kinds of characters. A password contains at least one of each kind that its alphabet has. */
export const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/**
 * The entropy, in bits, of a password drawn evenly from all texts of this length that contain every kind.
 * Texts that lack a kind are subtracted by inclusion and exclusion.
 */
export function entropyBits(length: number, alphabet: string): number {
  const characters = Array.from(alphabet);
  const sizes = KINDS.map((kind) => characters.filter((each) => kind.test(each)).length);
  let share = 0; // valid passwords among all texts of this length
  for (let without = 0; without < 2 ** KINDS.length; without += 1) {
    const missing = sizes.filter((_, kind) => (without >> kind) & 1);
    if (missing.includes(0)) continue; // the alphabet does not have this kind
    const left = characters.length - missing.reduce((sum, size) => sum + size, 0);
    share += (-1) ** missing.length * (left / characters.length) ** length;
  }
  return length * Math.log2(characters.length) + Math.log2(Math.max(share, Number.MIN_VALUE));
}

/** The minimum length of a password with this alphabet. The page shows it too. */
export function shortestLength(alphabet: string): number {
  let length = 1;
  while (length < LONGEST && entropyBits(length, alphabet) < MIN_ENTROPY_BITS) length += 1;
  return length;
}
