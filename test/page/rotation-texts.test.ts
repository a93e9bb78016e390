import { EFFECTS } from '../../functions/endpoints/configuration/password-effects';
import { accountStatusesEn, accountStatusesFr } from '../../functions/page/texts/account-status';
import { forecastEn, forecastFr } from '../../functions/page/texts/forecast';
import { rotationEn, rotationFr } from '../../functions/page/texts/rotation';
import { runEn, runFr } from '../../functions/page/texts/run';
import { startRunEn, startRunFr } from '../../functions/page/texts/start-run';

it.each([
  ['English', forecastEn],
  ['French', forecastFr],
])('says in %s what each effect of a new password is', (_, texts) => {
  const codes = [...EFFECTS.rotate, ...EFFECTS.issue].map(({ code }) => code);
  expect(new Set(Object.keys(texts.effectTexts))).toEqual(new Set(codes));
});

it.each([
  ['English', startRunEn],
  ['French', startRunFr],
])('words in %s the problems that another page words otherwise', (_, texts) => {
  expect(Object.keys(texts.problems)).toEqual(
    expect.arrayContaining(['not-configured', 'configuration-failing', 'directory-refused']),
  );
});

it('counts one and many as each language does', () => {
  expect(forecastEn.byKind.rotate.start(1, '1')).toBe('Rotate 1 user now');
  expect(forecastEn.byKind.rotate.start(0, '0')).toBe('Rotate 0 users now');
  expect(forecastFr.byKind.rotate.start(1, '1')).toBe('Renouveler 1 utilisateur maintenant');
  expect(forecastFr.byKind.rotate.start(2, '2')).toBe('Renouveler 2 utilisateurs maintenant');
  expect(forecastEn.byKind.issue.start(1, '1')).toBe('Give 1 user a first password now');
  expect(forecastEn.byKind.issue.start(2, '2')).toBe('Give 2 users a first password now');
  expect(forecastFr.byKind.issue.start(1, '1')).toBe(
    'Attribuer un premier mot de passe à 1 utilisateur',
  );
  expect(runEn.scopes.rotate.list(1, '1')).toBe('1 user');
  expect(runEn.scopes.rotate.list(2, '2')).toBe('A list of 2');
  expect(runFr.scopes.rotate.list(1, '1')).toBe('1 utilisateur');
  expect(runFr.scopes.issue.list(2, '2')).toBe('Premiers mots de passe : une liste de 2');
  expect(rotationEn.next.later(1, '1')).toBe('1 user becomes due in the next 24 hours.');
  expect(rotationFr.next.later(1, '1')).toBe(
    '1 mot de passe à renouveler dans les prochaines 24 heures.',
  );
});

it('says why users are parked so that it is true after a single refusal, too', () => {
  expect(runEn.parkedNote).toBe(
    'Set aside: Google refused, or too many attempts failed. One attempt a week. See the last failures.',
  );
  expect(runFr.parkedNote).toBe(
    'Google a refusé, ou trop de tentatives ont échoué. Une tentative par semaine. Consultez les derniers échecs.',
  );
  expect(rotationEn.statuses.parked.hint).toBe(
    'Set aside: Google refused, or too many attempts failed. One attempt a week, or when someone rotates them manually.',
  );
  expect(rotationFr.statuses.parked.hint).toBe(
    'Google a refusé, ou trop de tentatives ont échoué. Une tentative par semaine, ou lors d’un renouvellement manuel.',
  );
  expect(accountStatusesEn.parked.meaning).toMatch(
    /^Google refused, or too many attempts failed\. /,
  );
  expect(accountStatusesFr.parked.meaning).toMatch(
    /^Google a refusé, ou trop de tentatives ont échoué\. /,
  );
});
