import { chooseLanguage } from '../../functions/page/language';

describe('chooseLanguage', () => {
  it.each([
    ['what the address asks for', 'fr', 'en-GB,en;q=0.9', 'fr'],
    ['the address in capitals', 'FR', undefined, 'fr'],
    ['the first language that we have', undefined, 'de-DE,fr-CA;q=0.8,en;q=0.7', 'fr'],
    ['the one with the higher quality, wherever it stands', undefined, 'en;q=0.3, fr;q=0.8', 'fr'],
    ['the earlier one of two equals', undefined, 'fr,en', 'fr'],
    ['not a language that is refused', undefined, 'fr;q=0,de', 'en'],
    ['English for anything else', undefined, 'de,*;q=0.5', 'en'],
    ['English when nothing is said', undefined, undefined, 'en'],
    ['the header when the address asks for one that we lack', 'de', 'fr', 'fr'],
    ['English for a header that makes no sense', undefined, ';;q=x,,=', 'en'],
  ])('takes %s', (_, asked, header, language) => {
    expect(chooseLanguage(asked, header)).toBe(language);
  });
});
