/** What a property list holds. Data are bytes. */
export type PlistValue =
  string | number | boolean | Buffer | PlistValue[] | { [key: string]: PlistValue };

const TOKEN = /<(\/?)([a-z]+)(?: version="1\.0")?(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

type Token = { readonly kind: 'open' | 'close' | 'empty' | 'text'; readonly text: string };

/**
 * Reads a property list in XML as strictly as Apple's reader: unknown elements, a second value for a key,
 * stray text, `&` and `<` that are not escaped and characters that XML can't hold are errors.
 */
export function readPlist(xml: string): PlistValue {
  const [declaration, doctype, ...rest] = xml.split('\n');
  if (declaration !== '<?xml version="1.0" encoding="UTF-8"?>') throw new Error('no declaration');
  if (!doctype?.startsWith('<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"')) {
    throw new Error('no document type');
  }
  const tokens = tokensOf(rest.join('\n').trimEnd());
  expectToken(tokens, 'open', 'plist');
  const value = readValue(tokens);
  expectToken(tokens, 'close', 'plist');
  if (tokens.length > 0) throw new Error('text after the end');
  return value;
}

function tokensOf(xml: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(xml);
    if (!match) throw new Error(`no XML at ${at}`);
    const [, slash = '', name = '', end = '', text] = match;
    if (text !== undefined) tokens.push({ kind: 'text', text: unescaped(text) });
    else tokens.push({ kind: slash ? 'close' : end ? 'empty' : 'open', text: name });
  }
  return tokens;
}

function unescaped(text: string): string {
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(text))
    throw new Error('no XML character');
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/&[^;]*;?/g, (entity) => {
    const meant = ENTITIES[entity];
    if (meant === undefined) throw new Error(`no entity: ${entity}`);
    return meant;
  });
}

function expectToken(tokens: Token[], kind: Token['kind'], text?: string): string {
  const token = tokens.shift();
  if (token?.kind !== kind || (text !== undefined && token.text !== text)) {
    throw new Error(`${JSON.stringify(token)} in place of ${kind} ${text ?? ''}`);
  }
  return token.text;
}

function readText(tokens: Token[], name: string): string {
  const text = tokens[0]?.kind === 'text' ? expectToken(tokens, 'text') : '';
  expectToken(tokens, 'close', name);
  return text;
}

function readValue(tokens: Token[]): PlistValue {
  const { kind, text: name } = tokens.shift() ?? { kind: 'text', text: '' };
  if (kind === 'empty' && (name === 'true' || name === 'false')) return name === 'true';
  if (kind !== 'open') throw new Error(`no value: ${name}`);
  if (name === 'string') return readText(tokens, name);
  if (name === 'integer') return Number(/^-?\d+$/.exec(readText(tokens, name))![0]);
  if (name === 'data') return base64(readText(tokens, name));
  if (name === 'array') {
    const items: PlistValue[] = [];
    while (tokens[0]?.kind !== 'close') items.push(readValue(tokens));
    expectToken(tokens, 'close', 'array');
    return items;
  }
  if (name !== 'dict') throw new Error(`no plist element: ${name}`);
  const entries = new Map<string, PlistValue>();
  while (tokens[0]?.kind !== 'close') {
    expectToken(tokens, 'open', 'key');
    const key = readText(tokens, 'key');
    if (entries.has(key)) throw new Error(`twice: ${key}`);
    entries.set(key, readValue(tokens));
  }
  expectToken(tokens, 'close', 'dict');
  return Object.fromEntries(entries);
}

function base64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Error('no base64');
  return bytes;
}
