import { EFFECTS } from '../../functions/endpoints/configuration/rotations';
import { accountStatusesEn, accountStatusesFr } from '../../functions/page/texts/account-status';
import { rotateNowEn, rotateNowFr } from '../../functions/page/texts/rotate-now';
import { rotationEn, rotationFr } from '../../functions/page/texts/rotation';
import { runEn, runFr } from '../../functions/page/texts/run';

describe.each([
  ['English', rotateNowEn],
  ['French', rotateNowFr],
])('the forecast in %s', (_, texts) => {
  it('says what each effect does', () => {
    const codes = EFFECTS.map(({ code }) => code);
    expect(Object.keys(texts.effectTexts)).toEqual(codes);
  });

  it('names the problems that its calls can have and that another page words otherwise', () => {
    expect(Object.keys(texts.problems)).toEqual(
      expect.arrayContaining(['not-configured', 'configuration-failing', 'directory-refused']),
    );
  });
});

it('counts one and many as each language does', () => {
  expect(rotateNowEn.start(1, '1')).toBe('Rotate 1 user now');
  expect(rotateNowEn.start(0, '0')).toBe('Rotate 0 users now');
  expect(rotateNowFr.start(1, '1')).toBe('Renouveler 1 utilisateur maintenant');
  expect(rotateNowFr.start(2, '2')).toBe('Renouveler 2 utilisateurs maintenant');
  expect(runEn.scopes.list(1, '1')).toBe('1 user');
  expect(runEn.scopes.list(2, '2')).toBe('A list of 2');
  expect(runFr.scopes.list(1, '1')).toBe('1 utilisateur');
  expect(runFr.scopes.list(2, '2')).toBe('Une liste de 2');
  expect(rotationEn.next.later(1, '1')).toBe('1 user falls due in the next 24 hours.');
  expect(rotationFr.next.later(1, '1')).toBe(
    '1 utilisateur arrive à échéance dans les prochaines 24 heures.',
  );
});

it('says why users are parked so that it is true after a single refusal, too', () => {
  expect(runEn.parkedNote).toBe(
    'Set aside: Google refused, or too many tries failed; see the last failures.',
  );
  expect(runFr.parkedNote).toBe(
    'Google a refusé, ou trop d’essais ont échoué ; voyez les derniers échecs.',
  );
  expect(rotationEn.statuses.parked.hint).toBe(
    'Set aside: Google refused, or too many tries failed. Rotate now takes them in again.',
  );
  expect(rotationFr.statuses.parked.hint).toBe(
    'Google a refusé, ou trop d’essais ont échoué. Une rotation immédiate les reprend.',
  );
  expect(accountStatusesEn.parked.meaning).toMatch(/^Google refused, or too many tries failed\. /);
  expect(accountStatusesFr.parked.meaning).toMatch(
    /^Google a refusé, ou trop d’essais ont échoué\. /,
  );
});
