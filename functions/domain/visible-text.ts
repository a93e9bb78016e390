/**
 * What is copied along with a text and can't be seen: zero width signs, marks that turn the direction,
 * soft hyphens, a byte order mark, and the braille sign without a dot.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\u2800]/gu;

/** What looks like a space and is none. */
const OTHER_BLANKS = /(?! )\p{Zs}/gu;

/** Of what can't be seen, what shapes the letters and pictures beside it: two names can differ by it. */
const SHAPES = /[\u200c\u200d\p{Variation_Selector}]/u;

const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\u2800]/u;

/** The text without anything that can't be seen: for addresses, which hold nothing of the kind. */
export const visibleOnly = (text: string): string =>
  text.replaceAll(UNSEEN, '').replaceAll(OTHER_BLANKS, '').trim();

/** The text without what can't be seen at its ends. */
export function visibleEnds(text: string): string {
  const signs = Array.from(text);
  const isSeen = (sign: string): boolean => SEEN.test(sign);
  const first = signs.findIndex(isSeen);
  return first < 0 ? '' : signs.slice(first, signs.findLastIndex(isSeen) + 1).join('');
}

/** A name as it looks: nothing in it that can't be seen, but what shapes its letters, and each blank a space. */
export const visibleName = (text: string): string =>
  text.replaceAll(OTHER_BLANKS, ' ').replaceAll(UNSEEN, (sign) => (SHAPES.test(sign) ? sign : ''));
