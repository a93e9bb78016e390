/**
 * What is copied along with a text and can't be seen: zero width signs, marks that turn the direction,
 * soft hyphens, a byte order mark, and every blank but the space.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}]/u;

/** The text without anything that can't be seen: for addresses, which hold nothing of the kind. */
export const visibleOnly = (text: string): string => text.replaceAll(UNSEEN, '').trim();

/** The text without what can't be seen at its ends: for names, which may hold a joiner inside. */
export function visibleEnds(text: string): string {
  const signs = Array.from(text);
  const isSeen = (sign: string): boolean => SEEN.test(sign);
  const first = signs.findIndex(isSeen);
  return first < 0 ? '' : signs.slice(first, signs.findLastIndex(isSeen) + 1).join('');
}
