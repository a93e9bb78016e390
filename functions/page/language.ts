/**
 * The languages of the pages: the tag of each (BCP 47), its own name, and the locale that its dates and
 * numbers follow. Scripts, links and texts are made from this list.
 */
export const LANGUAGES = [
  { tag: 'en', name: 'English', locale: 'en-GB' },
  { tag: 'fr', name: 'Français', locale: 'fr-FR' },
] as const;
export type Language = (typeof LANGUAGES)[number]['tag'];

const DEFAULT: Language = 'en';

/**
 * The language to answer in: what the address asks for, else the reader's first choice that we have
 * (`Accept-Language`, RFC 9110 section 12.5.4; `fr-CA` is French), else English.
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
  const wanted = choices.filter(({ quality }) => quality > 0); // q=0 is "not this one"; NaN goes too
  wanted.sort((a, b) => b.quality - a.quality); // stable: equals stay in the reader's order
  for (const { range } of wanted) {
    const language = range === '*' ? DEFAULT : known(range.split('-')[0]);
    if (language !== undefined) return language;
  }
  return undefined;
}
