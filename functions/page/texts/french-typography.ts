import { Markup } from '../html';

const NO_BREAK = '\u00a0';
const NARROW_NO_BREAK = '\u202f';

/**
 * French spacing: no line may begin with a mark of its own, so the space before it does not break
 * (narrow before ; ? ! and wide before a colon and inside the quotation marks). The texts are
 * written with ordinary spaces; marks without one before them, as in an address, stay as they are.
 */
export const spaced = (text: string): string =>
  text
    .replaceAll(/ ([;?!])/g, `${NARROW_NO_BREAK}$1`)
    .replaceAll(/ ([:»])/g, `${NO_BREAK}$1`)
    .replaceAll('« ', `«${NO_BREAK}`);

/** The same table with French spacing in every text, the ones that functions give included. */
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
