/**
 * Invisible characters that are copied along with a text: zero-width characters, direction marks, soft
 * hyphens, byte order marks, and the blank braille pattern.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\u2800]/gu;

/** Characters that look like a space but are not U+0020. */
const OTHER_BLANKS = /(?! )\p{Zs}/gu;

/** Invisible characters that shape the letters and emoji beside them. Two names can differ only by these. */
const SHAPES = /[\u200c\u200d\p{Variation_Selector}]/u;

const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\u2800]/u;

/** The text without any invisible character. For addresses, which never contain one. */
export const visibleOnly = (text: string): string =>
  text.replaceAll(UNSEEN, '').replaceAll(OTHER_BLANKS, '').trim();

/** The text without invisible characters at its ends. */
export function visibleEnds(text: string): string {
  const signs = Array.from(text);
  const isSeen = (sign: string): boolean => SEEN.test(sign);
  const first = signs.findIndex(isSeen);
  return first < 0 ? '' : signs.slice(first, signs.findLastIndex(isSeen) + 1).join('');
}

/** A name as it looks: plain spaces, and no invisible characters except those that shape its letters. */
export const visibleName = (text: string): string =>
  text.replaceAll(OTHER_BLANKS, ' ').replaceAll(UNSEEN, (sign) => (SHAPES.test(sign) ? sign : ''));
