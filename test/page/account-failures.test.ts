import { type AccountStatus } from '../../functions/domain/account';
import { accountFailureText, failureTextIn } from '../../functions/domain/account-failures';
import { GOOGLE_FAILURES } from '../../functions/domain/google-failure';
import { SKIP_REASONS } from '../../functions/domain/run-met';
import { accountFailuresEn, accountFailuresFr } from '../../functions/page/texts/account-failures';

/** States of an account that are not failures. */
const NO_FAILURES: readonly string[] = [
  'has-password',
  'password-revoked',
  'in-progress',
  'too-many-refusals',
  'devices',
  'password-forgotten',
  'password-drifted',
];
const CODES = [
  ...new Set([...Object.keys(GOOGLE_FAILURES), ...SKIP_REASONS]),
  'record-unreadable',
  'platform-failed',
].filter((code) => !NO_FAILURES.includes(code));
const TENANT_CODES = Object.entries(GOOGLE_FAILURES)
  .filter(([, about]) => about === 'tenant')
  .map(([code]) => code);

describe.each([
  ['English', accountFailuresEn],
  ['French', accountFailuresFr],
])('what happened to an account, in %s', (_, texts) => {
  it('is said for every code there is, with what to do', () => {
    const said = (code: string): string => failureTextIn(texts, { code, status: 'active' }).message;
    expect(CODES.filter((code) => said(code) === texts.unknown.message)).toEqual([]);
    for (const code of CODES) {
      expect(said(code)).toMatch(/^\p{Lu}.+\.$/u);
      for (const status of ['active', 'parked'] as const) {
        expect(failureTextIn(texts, { code, status }).fix).toMatch(/^\p{Lu}.+\.$/u);
      }
    }
  });

  it('is the connection for exactly the codes that only an administrator can mend', () => {
    const said = (code: string): string => failureTextIn(texts, { code, status: 'active' }).message;
    const about = CODES.filter((code) => said(code) === texts.connection.message);
    expect(about).toEqual(TENANT_CODES);
  });

  it.each(['', 'of-tomorrow', 'constructor', 'toString', '__proto__'])(
    'is not known for the code "%s"',
    (code) => {
      expect(failureTextIn(texts, { code, status: 'active' })).toEqual(texts.unknown);
    },
  );
});

it('is in English what the API says', () => {
  expect(accountFailureText({ code: 'user-suspended', status: 'active' })).toEqual({
    message: 'The user is suspended or archived at Google.',
    fix: 'Restore the user in the Admin console, or do nothing: the password is rotated once the user is active again.',
  });
});

const FIXES = {
  English: {
    texts: accountFailuresEn,
    byItself: 'Nothing. The service tries again automatically.',
    rotateNow: 'Rotate this user’s password now.',
    restoreFirst: 'Restore the user in the Admin console, then rotate the password now.',
  },
  French: {
    texts: accountFailuresFr,
    byItself: 'Rien. Le service réessaie automatiquement.',
    rotateNow: 'Renouvelez maintenant le mot de passe de cet utilisateur.',
    restoreFirst:
      'Restaurez l’utilisateur dans la console d’administration, puis renouvelez le mot de passe maintenant.',
  },
};

describe.each(['English', 'French'] as const)(
  'what to do about a parked account, in %s',
  (name) => {
    const { texts, byItself, rotateNow, restoreFirst } = FIXES[name];
    const fix = (code: string, status: AccountStatus): string =>
      failureTextIn(texts, { code, status }).fix;

    it.each([
      'user-not-ready',
      'user-busy',
      'quota-exceeded',
      'sign-in-limited',
      'daily-quota-exceeded',
      'google-unavailable',
      'platform-failed',
    ])('is to rotate it, as %s is tried again only once a week', (code) => {
      expect(fix(code, 'active')).toBe(byItself);
      expect(fix(code, 'unconfirmed')).toBe(byItself);
      expect(fix(code, 'parked')).toBe(rotateNow);
    });

    it('is to rotate it, too, where Google did not answer or the user was suspended', () => {
      expect(fix('no-answer', 'parked')).toBe(rotateNow);
      expect(fix('user-suspended', 'parked')).toBe(restoreFirst);
    });

    it('never is to wait, whatever the code', () => {
      const waiting = CODES.filter((code) =>
        /automatically|automatiquement/.test(fix(code, 'parked')),
      );
      expect(waiting).toEqual([]);
    });

    it('says nothing of being parked while it is not', () => {
      expect(fix('no-answer', 'unconfirmed')).not.toMatch(/parked|mis de côté/);
    });
  },
);
