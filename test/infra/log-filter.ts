/** One entry of Cloud Logging, as far as filters look at it. */
export type Entry = Readonly<Record<string, unknown>>;

/** In ascending order, as `severity>=ERROR` compares them. */
const SEVERITIES = ['DEFAULT', 'DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL'];

type Test = (entry: Entry) => boolean;

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[()]|!=|>=|<=|=~|!~|[=<>:]|[^\s()"=<>:!~]+)/y;

/**
 * Evaluates a filter of Cloud Logging, for the parts of its language in use here. Other parts are an error, so that no
 * filter is judged wrongly. Of the two, OR binds closer than AND, and texts are compared in lower case except by regular
 * expressions (docs.cloud.google.com/logging/docs/view/logging-query-language).
 */
export function matchesFilter(filter: string, entry: Entry): boolean {
  const reader = new Reader(filter);
  const test = both(reader);
  if (reader.next !== undefined) throw new Error(`Unread in a filter: ${reader.next}`);
  return test(entry);
}

class Reader {
  readonly #tokens: string[] = [];
  constructor(filter: string) {
    TOKEN.lastIndex = 0;
    while (filter.slice(TOKEN.lastIndex).trim() !== '') {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(filter)?.[1];
      if (found === undefined) throw new Error(`Not readable: ${filter.slice(at)}`);
      this.#tokens.push(found);
    }
  }

  get next(): string | undefined {
    return this.#tokens[0];
  }

  /** Whether this token is the next one. */
  is(token: string): boolean {
    return this.#tokens[0] === token;
  }

  take(wanted?: string): string {
    const token = this.#tokens.shift();
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`A filter has ${token ?? 'its end'} instead of ${wanted ?? 'more'}.`);
    }
    return token;
  }
}

function both(reader: Reader): Test {
  const tests = [either(reader)];
  while (reader.is('AND')) {
    reader.take();
    tests.push(either(reader));
  }
  return (entry) => tests.every((test) => test(entry));
}

function either(reader: Reader): Test {
  const tests = [one(reader)];
  while (reader.is('OR')) {
    reader.take();
    tests.push(one(reader));
  }
  return (entry) => tests.some((test) => test(entry));
}

function one(reader: Reader): Test {
  if (reader.is('NOT')) {
    reader.take();
    const test = one(reader);
    return (entry) => !test(entry);
  }
  if (reader.is('(')) {
    reader.take();
    const test = both(reader);
    reader.take(')');
    return test;
  }
  const path = reader.take().split('.');
  const operator = reader.take();
  const values = valuesOf(reader);
  return (entry) => values.some((value) => compare(at(entry, path), operator, value));
}

function valuesOf(reader: Reader): string[] {
  if (!reader.is('(')) return [reader.take()];
  reader.take('(');
  const values = [reader.take()];
  while (reader.is('OR')) {
    reader.take();
    values.push(reader.take());
  }
  reader.take(')');
  return values;
}

/** A `compare` of a field that is missing is never true. */
function compare(found: unknown, operator: string, value: string): boolean {
  if (found === undefined) return false;
  const wanted = value.startsWith('"') ? String(JSON.parse(value)) : value;
  switch (operator) {
    case '=':
      return lower(found) === wanted.toLowerCase();
    case ':':
      return wanted === '*' || lower(found).includes(wanted.toLowerCase());
    case '=~':
      return new RegExp(wanted).test(lower(found, false));
    case '>':
      return amount(found) > amount(wanted);
    case '>=':
      return amount(found) >= amount(wanted);
    case '<':
      return amount(found) < amount(wanted);
    default:
      throw new Error(`This test does not know the operator ${operator}.`);
  }
}

const at = (value: unknown, [name, ...rest]: readonly string[]): unknown =>
  name === undefined ? value : at((value as Entry | undefined)?.[name], rest);

const lower = (value: unknown, isLower = true): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isLower ? text.toLowerCase() : text;
};

/** A number, the rank of a severity, or a time in milliseconds. */
function amount(value: unknown): number {
  const rank = SEVERITIES.indexOf(String(value));
  if (rank !== -1) return rank;
  return /^\d{4}-\d\d-\d\dT/.test(String(value)) ? Date.parse(String(value)) : Number(value);
}
