/**
 * One element of BER: a tag, a length and a content. Only what LDAP allows (RFC 4511, 5.1): one byte of tag,
 * definite lengths. Written with the shortest length, it is DER too, which certificates are made of.
 */
export type Element = { readonly tag: number; readonly content: Buffer };

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  null: 0x05,
  objectId: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The bytes of an element with these contents, one after the other. Text is UTF-8. */
export function element(tag: number, ...contents: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = unsigned(length);
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** A whole number from 0 to 2^48, with the given tag. */
export function integer(value: number, tag: number = TAG.integer): Buffer {
  const bytes = unsigned(value);
  return element(tag, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]));
}

/** The fewest bytes, at least one, that hold the number. */
function unsigned(value: number): Buffer {
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

/** How many bytes the first element has, from its head alone. */
export type Extent =
  | { readonly kind: 'known'; readonly head: number; readonly content: number }
  /** The head is not all there yet. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'malformed' };

/** A length of at most four bytes is taken. Whoever collects bytes sets the limit. */
export function extentOf(bytes: Buffer): Extent {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return { kind: 'partial' };
  if ((tag & 0x1f) === 0x1f) return { kind: 'malformed' };
  if (first < 0x80) return { kind: 'known', head: 2, content: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return { kind: 'malformed' };
  if (bytes.length < 2 + count) return { kind: 'partial' };
  return { kind: 'known', head: 2 + count, content: bytes.readUIntBE(2, count) };
}

/** The elements that fill the bytes exactly. Undefined if they do not. */
export function readElements(bytes: Buffer): readonly Element[] | undefined {
  const elements: Element[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const extent = extentOf(rest);
    if (extent.kind !== 'known') return undefined;
    const end = extent.head + extent.content;
    if (end > rest.length) return undefined;
    elements.push({ tag: rest.readUInt8(0), content: rest.subarray(extent.head, end) });
    rest = rest.subarray(end);
  }
  return elements;
}

/** The value of an integer or enumeration from 0 to 2^31-1, the range that LDAP uses. */
export function readInteger({ content }: Element): number | undefined {
  if (content.length === 0 || content.length > 4) return undefined;
  const value = content.readIntBE(0, content.length);
  return value < 0 ? undefined : value;
}
