import { type Element, readElements } from './element';

/** Whether an entry matches. Undefined: it can't be said (RFC 4511, 4.5.1.7), which counts as no. */
export type Filter = (entry: Entry) => boolean | undefined;

/** Attributes by their lower-case name. */
export type Entry = ReadonlyMap<
  string,
  { readonly name: string; readonly values: readonly string[] }
>;

/** Deeper filters are refused, so that nobody can exhaust the stack. */
const MAX_DEPTH = 20;
const MAX_PARTS = 100;

/**
 * And, or, not, equality and presence. Other kinds are parsed by nobody and match nothing. Undefined if the
 * filter is malformed.
 */
export function readFilter({ tag, content }: Element, depth = 0): Filter | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (tag) {
    case 0xa0:
      return several(content, depth, allOf);
    case 0xa1:
      return several(content, depth, anyOf);
    case 0xa2: {
      const [part, ...more] = readElements(content) ?? [];
      const filter = part && more.length === 0 ? readFilter(part, depth + 1) : undefined;
      return filter && ((entry) => negated(filter(entry)));
    }
    case 0xa3: {
      const [attribute, value] = readElements(content) ?? [];
      return attribute && value && equals(text(attribute), text(value));
    }
    case 0x87: {
      const name = content.toString('utf8').toLowerCase();
      return (entry) => entry.has(name);
    }
    case 0xa4: // substrings
    case 0xa5: // greater or equal
    case 0xa6: // less or equal
    case 0xa8: // approximately
    case 0xa9: // extensible
      return () => undefined;
    default:
      return undefined;
  }
}

const text = ({ content }: Element): string => content.toString('utf8');

type Combine = (results: readonly (boolean | undefined)[]) => boolean | undefined;

function several(content: Buffer, depth: number, combine: Combine): Filter | undefined {
  const parts = readElements(content) ?? [];
  if (parts.length > MAX_PARTS) return undefined;
  const filters: Filter[] = [];
  for (const part of parts) {
    const filter = readFilter(part, depth + 1);
    if (filter === undefined) return undefined;
    filters.push(filter);
  }
  if (filters.length === 0) return undefined;
  return (entry) => combine(filters.map((filter) => filter(entry)));
}

const allOf: Combine = (results) =>
  results.includes(false) ? false : results.includes(undefined) ? undefined : true;
const anyOf: Combine = (results) =>
  results.includes(true) ? true : results.includes(undefined) ? undefined : false;
const negated = (result: boolean | undefined): boolean | undefined =>
  result === undefined ? undefined : !result;

/** Google does not let uidNumber be filtered by. */
const NOT_FILTERED = 'uidnumber';

function equals(attribute: string, value: string): Filter {
  const name = attribute.toLowerCase();
  const wanted = value.toLowerCase();
  if (name === NOT_FILTERED) return () => undefined;
  return (entry) => entry.get(name)?.values.some((each) => each.toLowerCase() === wanted) ?? false;
}
