import fc from 'fast-check';
import { groupsOf, spelled } from '../../functions/page/spelled-password';
import { myDevice } from '../../functions/page/my-device';
import { characterNamesEn, characterNamesFr } from '../../functions/page/texts/character-names';

test.each([
  ['RH-Ku@X*48f3', ['RH-K', 'u@X*', '48f3']],
  ['abcd2345x', ['abcd', '2345', 'x']],
  ['ab3d-ef5h-jk7m-np9r', ['ab3d-', 'ef5h-', 'jk7m-', 'np9r']],
])('%s is shown in groups', (password, groups) => {
  expect(groupsOf(password)).toStrictEqual(groups);
});

const ASCII = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
});

test('the groups together are the password, whatever its characters', () => {
  fc.assert(
    fc.property(ASCII, (password) => {
      expect(groupsOf(password).join('')).toBe(password);
    }),
  );
});

test.each([
  [characterNamesEn, 'aB-7', 'a, capital B, hyphen, 7'],
  [characterNamesFr, 'aB-7', 'a, B majuscule, tiret, 7'],
])('is spelled for somebody who listens', (names, group, words) => {
  expect(spelled(group, names)).toBe(words);
});

test('no two characters have one name, and none is read as punctuation', () => {
  const all = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));
  for (const names of [characterNamesEn, characterNamesFr]) {
    const told = all.map((character) => spelled(character, names));
    expect(new Set(told).size).toBe(94);
    expect(told.filter((name) => !/^[\p{L}\p{N}]/u.test(name))).toStrictEqual([]);
  }
});

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'apple',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', // an iPad, too
    'apple',
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36',
    'chromeos',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36',
    'by-hand',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0', 'networkmanager'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0', 'by-hand'],
  ['', 'by-hand'],
])('%s is %s', (userAgent, device) => {
  expect(myDevice(userAgent)).toBe(device);
});
