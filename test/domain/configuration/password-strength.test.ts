import {
  entropyBits,
  shortestLength,
} from '../../../functions/domain/configuration/password-strength';

/** Counts by enumerating all texts. The rule must give the same result. */
function counted(length: number, alphabet: string, kinds: readonly RegExp[]): number {
  let texts = [''];
  for (let place = 0; place < length; place += 1) {
    texts = texts.flatMap((text) => Array.from(alphabet).map((character) => text + character));
  }
  return texts.filter((text) => kinds.every((kind) => kind.test(text))).length;
}

test.each([
  [4, 'abA1!', [/[a-z]/, /[A-Z]/, /[0-9]/, /!/]],
  [5, 'abcA1', [/[a-z]/, /[A-Z]/, /[0-9]/]],
  [6, 'ab12', [/[a-z]/, /[0-9]/]],
  [7, 'abc', [/[a-z]/]],
])('a password of %d out of %s has the bits found by counting', (length, alphabet, kinds) => {
  expect(entropyBits(length, alphabet)).toBeCloseTo(Math.log2(counted(length, alphabet, kinds)), 9);
});

test('a length too short for every kind of character has almost no bits', () => {
  expect(entropyBits(3, 'abA1!')).toBeLessThan(0);
});

test.each([
  ['0123456789', 15],
  ['abcdefghijklmnopqrstuvwxyz', 11],
  ['abcdefghijklmnopqrstuvwxyzA1!', 11],
  ['ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!@#$%&*+=?', 9],
])('passwords out of %s have at least %d characters', (alphabet, shortest) => {
  expect(shortestLength(alphabet)).toBe(shortest);
});
