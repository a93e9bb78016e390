/**
 * The languages of the pages: the tag (BCP 47), the language's own name, and the locale of its dates and
 * numbers. Scripts, links and texts are generated from this list.
 */
export const LANGUAGES = [
  { tag: 'en', name: 'English', locale: 'en-GB' },
  { tag: 'fr', name: 'Français', locale: 'fr-FR' },
] as const;
export type Language = (typeof LANGUAGES)[number]['tag'];

const DEFAULT: Language = 'en';

/**
 * Chooses the language of the answer: the one in the URL, else the reader's first supported choice
 * (`Accept-Language`, RFC 9110 section 12.5.4; `fr-CA` matches French), else English.
 */
export function chooseLanguage(
  asked: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  return known(asked) ?? preferred(acceptLanguage ?? '') ?? DEFAULT;
}

const known = (tag: string | undefined): Language | undefined =>
  LANGUAGES.find((language) => language.tag === tag?.toLowerCase())?.tag;

function preferred(header: string): Language | undefined {
  const choices = header.split(',').map((item) => {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
    return { range, quality: quality === undefined ? 1 : Number(quality) };
  });
  const wanted = choices.filter(({ quality }) => quality > 0); // drops `q=0` ("not this one") and NaN
  wanted.sort((a, b) => b.quality - a.quality); // stable: equal qualities keep the reader's order
  for (const { range } of wanted) {
    const language = range === '*' ? DEFAULT : known(range.split('-')[0]);
    if (language !== undefined) return language;
  }
  return undefined;
}
