import { accountFailureText, failureTextIn } from '../../functions/domain/account-failures';
import { GOOGLE_FAILURES } from '../../functions/domain/google-failure';
import { SKIP_REASONS } from '../../functions/domain/rotation/run';
import { accountFailuresEn, accountFailuresFr } from '../../functions/page/texts/account-failures';

const CODES = [...new Set([...Object.keys(GOOGLE_FAILURES), ...SKIP_REASONS])];
const TENANT_CODES = Object.entries(GOOGLE_FAILURES)
  .filter(([, about]) => about === 'tenant')
  .map(([code]) => code);

describe.each([
  ['English', accountFailuresEn],
  ['French', accountFailuresFr],
])('what happened to an account, in %s', (_, texts) => {
  it('is said for every code there is, with what to do', () => {
    const unexplained = CODES.filter((code) => failureTextIn(texts, code) === texts.unknown);
    expect(unexplained).toEqual([]);
    for (const code of CODES) {
      expect(failureTextIn(texts, code).message).toMatch(/^\p{Lu}.+\.$/u);
      expect(failureTextIn(texts, code).fix).toMatch(/^\p{Lu}.+\.$/u);
    }
  });

  it('is the connection for exactly the codes that only an administrator can mend', () => {
    const about = CODES.filter((code) => failureTextIn(texts, code) === texts.connection);
    expect(about).toEqual(TENANT_CODES);
  });

  it.each(['', 'of-tomorrow', 'constructor', 'toString', '__proto__'])(
    'is not known for the code "%s"',
    (code) => {
      expect(failureTextIn(texts, code)).toBe(texts.unknown);
    },
  );
});

it('is in English what the API says', () => {
  expect(accountFailureText('user-suspended')).toEqual({
    message: 'The user is suspended or archived at Google.',
    fix: 'Restore the user in the Admin console, or leave it: the password is rotated once the user is back.',
  });
});
