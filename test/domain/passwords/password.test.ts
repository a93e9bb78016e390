import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { generatePassword } from '../../../functions/domain/passwords/password';
import {
  DEFAULT_ALPHABET,
  DEFAULT_POLICY,
  Policy,
} from '../../../functions/domain/configuration/policy';

/** Bytes from a list, so that a test can see how they are used. */
const from = (bytes: readonly number[]): ((count: number) => Uint8Array) => {
  let next = 0;
  return (count) => Uint8Array.from(bytes.slice(next, (next += count)));
};

describe('generating a password', () => {
  test('each byte below the limit picks a character; other bytes are discarded, not wrapped', () => {
    const alphabet = '0123456789'; // 250 is the limit: 255 % 10 would favour 0 to 5
    const bytes = [0, 1, 255, 250, 2, 253, 3, 19, 249, 251, 8, 4];
    const password = generatePassword({ length: 8, alphabet, style: 'characters' }, from(bytes));
    expect(password.reveal()).toBe('01239984');
  });

  test('a draw that lacks a kind of character is discarded as a whole', () => {
    const alphabet = 'abcdefghi1';
    const bytes = [...Array<number>(8).fill(0), 9, ...Array<number>(7).fill(1)];
    expect(
      generatePassword({ length: 8, alphabet, style: 'characters' }, from(bytes)).reveal(),
    ).toBe('1bbbbbbb');
  });

  test('every character of the alphabet is as likely as any other', () => {
    const alphabet = DEFAULT_ALPHABET;
    const counts = new Map<string, number>();
    const drawn = 4_000;
    for (let round = 0; round < drawn; round += 1) {
      const policy = { length: 100, alphabet, style: 'characters' } as const;
      for (const character of generatePassword(policy, randomBytes).reveal()) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    const expected = (drawn * 100) / alphabet.length;
    const chiSquare = Array.from(alphabet).reduce(
      (sum, character) => sum + ((counts.get(character) ?? 0) - expected) ** 2 / expected,
      0,
    );
    // 68 degrees of freedom: by chance the value exceeds 142 once in a million runs. The modulo bias of 256 %
    // 69 gives over 10,000.
    expect(alphabet).toHaveLength(69);
    expect(chiSquare).toBeLessThan(142);
  });

  test('any policy gives its length, only its characters, and every kind of them', () => {
    const symbols = fc.uniqueArray(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 10 });
    // 15 characters out of 10 are the fewest that the policy accepts.
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 100 }), symbols, (length, codes) => {
        const alphabet = String.fromCharCode(...codes);
        const text = generatePassword(Policy.parse({ length, alphabet }), randomBytes).reveal();
        expect(text).toHaveLength(length);
        expect(Array.from(text).every((character) => alphabet.includes(character))).toBe(true);
        for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) {
          expect(kind.test(text)).toBe(kind.test(alphabet));
        }
      }),
    );
  });

  test('groups are four times four lower-case letters and digits that cannot be confused', () => {
    const policy = Policy.parse({ style: 'groups', length: 8, alphabet: '0123456789' });
    const seen = new Set<string>();
    for (let round = 0; round < 400; round += 1) {
      const text = generatePassword(policy, randomBytes).reveal();
      expect(text).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/);
      expect(text).toMatch(/[a-z]/);
      expect(text).toMatch(/[2-9]/);
      for (const character of text) seen.add(character);
    }
    expect([...seen].toSorted().join('')).toBe('-23456789abcdefghijkmnpqrstuvwxyz');
  });

  test('groups are made of what is drawn, in its order', () => {
    const policy = Policy.parse({ style: 'groups' });
    const bytes = Array.from({ length: 16 }, (_, index) => index * 2);
    expect(generatePassword(policy, from(bytes)).reveal()).toBe('aceg-iknq-suwy-2468');
  });

  test('the default is 24 characters without look-alikes', () => {
    const text = generatePassword(DEFAULT_POLICY, randomBytes).reveal();
    expect(text).toHaveLength(24);
    expect(text).not.toMatch(/[Il1O0o]/);
  });
});
