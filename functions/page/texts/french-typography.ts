import { Markup } from '../html';

const NO_BREAK = '\u00a0';
const NARROW_NO_BREAK = '\u202f';

/**
 * French spacing. A punctuation mark must not begin a line, so the space before it is non-breaking: narrow
 * before ; ? ! and wide before a colon and inside quotation marks. The texts use ordinary spaces. Marks
 * without a space before them, as in a URL, do not change.
 */
export const spaced = (text: string): string =>
  text
    .replaceAll(/ ([;?!])/g, `${NARROW_NO_BREAK}$1`)
    .replaceAll(/ ([:»])/g, `${NO_BREAK}$1`)
    .replaceAll('« ', `«${NO_BREAK}`);

/** The same table with French spacing in every text, including the results of functions. */
export function typeset<Table>(table: Table): Table {
  return spacedValue(table) as Table;
}

function spacedValue(value: unknown): unknown {
  if (typeof value === 'string') return spaced(value);
  if (value instanceof Markup) return new Markup(spaced(value.text));
  if (Array.isArray(value)) return value.map(spacedValue);
  if (typeof value === 'function') {
    const given = value as (...values: unknown[]) => unknown;
    return (...values: unknown[]) => spacedValue(given(...values));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spacedValue(part)]));
}
