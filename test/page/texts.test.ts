import { GOOGLE_FAILURES } from '../../functions/domain/google-failure';
import { Markup } from '../../functions/page/html';
import { en, fr } from '../../functions/page/texts/browser-texts';
import { spaced } from '../../functions/page/texts/french-typography';
import { en as meEn, fr as meFr } from '../../functions/page/texts/me-texts';
import { PAGE_TEXTS } from '../../functions/page/texts/page-texts';

const ABOUT = {
  adminUsername: 'admin@acme.example',
  account: 'api@acme.iam.gserviceaccount.com',
  clientId: '104857600000000000001',
};

/** Every text of a table by its path. A text that is a function is called with plain words. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (value instanceof Markup) return [[path, value.text]];
  if (typeof value === 'function') {
    const make = value as (...given: unknown[]) => unknown;
    const given = path.startsWith('.failures') ? [ABOUT] : ['12:00', '12:00'];
    return textsOf(make(...given), path);
  }
  return Object.entries(value as object).flatMap(([name, part]) =>
    textsOf(part, `${path}.${name}`),
  );
}

const PEOPLE = '.people';
const english = new Map([...textsOf(PAGE_TEXTS.en), ...textsOf(en), ...textsOf(meEn, PEOPLE)]);
const french = new Map([...textsOf(PAGE_TEXTS.fr), ...textsOf(fr), ...textsOf(meFr, PEOPLE)]);

describe('the texts', () => {
  it('are never empty', () => {
    const empty = [...english, ...french].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('are all translated: what is the same in both languages is a name', () => {
    const same = [...english].filter(([path, text]) => french.get(path) === text);
    expect([...new Set(same.map(([, text]) => text))].sort()).toEqual([
      'Chromebook',
      'Google Dev',
      'OK',
      'Rotation',
      'apostrophe',
      'plus',
      'tilde',
    ]);
  });

  it('have in French no mark that could begin a line', () => {
    const breaking = [...french].filter(([, text]) => / [:;?!»]|« /.test(text));
    expect(breaking).toEqual([]);
  });

  it('say in French what each failure of Google means and what to do', () => {
    const codes = Object.keys(GOOGLE_FAILURES);
    expect(codes.filter((code) => !french.has(`.failures.${code}.message`))).toEqual([]);
    expect(codes.filter((code) => !french.has(`.failures.${code}.fix`))).toEqual([]);
  });
});

describe('spaced', () => {
  it('sets French spaces, and leaves addresses and times alone', () => {
    expect(spaced('Quoi ? « Non » : https://a.example/?x=1 à 12:30 ; fin !')).toBe(
      'Quoi\u202f? «\u00a0Non\u00a0»\u00a0: https://a.example/?x=1 à 12:30\u202f; fin\u202f!',
    );
  });
});
