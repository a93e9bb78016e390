import { BIND_FAILURE_TEXTS } from '../../functions/domain/proofs/bind-failure-texts';
import { bindFailuresEn, bindFailuresFr } from '../../functions/page/texts/bind-failures';
import { spaced } from '../../functions/page/texts/french-typography';

const CODES = [
  'ldap-busy',
  'ldap-unavailable',
  'ldap-quota',
  'ldap-not-allowed',
  'ldap-certificate',
  'ldap-name',
  'ldap-unwilling',
  'ldap-protocol',
  'ldap-other',
  'ldap-unreachable',
  'ldap-untrusted',
  'ldap-silent',
  'ldap-closed',
  'ldap-unreadable',
];

describe.each([
  ['English', BIND_FAILURE_TEXTS],
  ['French', bindFailuresFr],
])('why a bind said nothing, in %s', (_, texts) => {
  it('is said for every code, each in its own words, with what to do', () => {
    expect(Object.keys(texts)).toStrictEqual(CODES);
    const said = Object.values(texts);
    expect(new Set(said.map(({ message }) => message)).size).toBe(CODES.length);
    for (const { message, fix } of said) {
      expect(message).toMatch(/^\p{Lu}.+\.$/u);
      expect(fix).toMatch(/^\p{Lu}.+\.$/u);
    }
  });
});

it('is in French typeset so that no mark begins a line', () => {
  const texts = Object.values(bindFailuresFr).flatMap(({ message, fix }) => [message, fix]);
  expect(texts.map(spaced).filter((text) => / [:;?!»]|« /.test(text))).toStrictEqual([]);
});

it('is in English what the API says', () => {
  expect(bindFailuresEn).toStrictEqual(BIND_FAILURE_TEXTS);
});
