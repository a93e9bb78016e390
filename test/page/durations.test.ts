import { durationIn, estimateIn, percentIn } from '../../functions/page/durations';

/** French uses narrow and wide no-break spaces. Here both become plain spaces. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('durationIn', () => {
  it.each([
    [0, '0 seconds', '0 seconde'],
    [1, '1 second', '1 seconde'],
    [59.7, '1 minute', '1 minute'],
    [90, '1 minute, 30 seconds', '1 minute et 30 secondes'],
    [3_600, '1 hour', '1 heure'],
    [8_040, '2 hours, 14 minutes', '2 heures et 14 minutes'],
    [8_099, '2 hours, 14 minutes', '2 heures et 14 minutes'],
    [86_400 * 3 + 3_600 * 2 + 60, '3 days, 2 hours', '3 jours et 2 heures'],
    [-5, '0 seconds', '0 seconde'],
  ])('says %d seconds in at most two units', (seconds, english, french) => {
    expect(durationIn('en-GB', seconds)).toBe(english);
    expect(plain(durationIn('fr-FR', seconds))).toBe(french);
  });

  it('is short where space is', () => {
    expect(plain(durationIn('fr-FR', 8_040, 'narrow'))).toBe('2h 14min');
  });
});

describe('estimateIn', () => {
  it.each([
    [0, '5 seconds'],
    [1, '5 seconds'],
    [41, '45 seconds'],
    [55, '55 seconds'],
    [56, '1 minute'],
    [61, '2 minutes'],
    [3_541, '1 hour'],
    [10_000, '2 hours, 47 minutes'],
  ])('rounds %d seconds up to what an estimate can know', (seconds, words) => {
    expect(estimateIn('en-GB', seconds)).toBe(words);
  });
});

it('says 100 % only of all', () => {
  expect(percentIn('en-GB', 0.999)).toBe('99%');
  expect(percentIn('en-GB', 1)).toBe('100%');
  expect(plain(percentIn('fr-FR', 0.125))).toBe('12 %');
});
