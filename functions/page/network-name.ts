/** The blanks at either end of a network's name, which belong to it but can't be seen, and the part between. */
export type ShownName = { readonly text: string; readonly hasBlanks: boolean };

/** A network's name with `␣` for each space at its ends. */
export function shownName(ssid: string): ShownName {
  const text = ssid.replace(/^ +| +$/g, (blanks) => '␣'.repeat(blanks.length));
  return { text, hasBlanks: text !== ssid };
}

/** An identifier made from a network's name. Empty if nothing of it can be used. */
export const suggestedId = (ssid: string): string =>
  ssid
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
