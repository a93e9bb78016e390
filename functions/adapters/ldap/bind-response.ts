/**
 * The first message of an answer, checked before a parser sees it. `incomplete`: more bytes are needed.
 * `unreadable`: no BindResponse can begin so.
 */
export type FirstMessage =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'message'; readonly bytes: Buffer };

/** Google's answers have some dozen bytes. Longer ones are not read. */
const LONGEST_MESSAGE_BYTES = 16_384;

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const ENUMERATED = 0x0a;
const OCTET_STRING = 0x04;
const BIND_RESPONSE = 0x61;

/** One element of BER, by the offsets of its content: `from` is included, `to` is not. */
type Element = { readonly tag: number; readonly from: number; readonly to: number };

const UNREADABLE: FirstMessage = { kind: 'unreadable' };

/**
 * Checks that a message begins here which is a BindResponse (RFC 4511, 4.2.2): an id; a result code; a name and
 * a text, whatever is in them; and after those only what ldapts skips. Every element ends within the one that
 * holds it. ldapts 9.2.0 relies on that: it loops on an element that claims more, and takes an answer without a
 * result code, or with an empty one, for success.
 */
export function firstMessage(bytes: Buffer): FirstMessage {
  if (bytes.length > 0 && bytes[0] !== SEQUENCE) return UNREADABLE;
  const length = bytes.length < 2 ? 'incomplete' : lengthAt(bytes, 1, bytes.length);
  if (length === 'incomplete') return { kind: 'incomplete' };
  if (length === 'unreadable' || length.to > LONGEST_MESSAGE_BYTES) return UNREADABLE;
  if (length.to > bytes.length) return { kind: 'incomplete' };
  const message = bytes.subarray(0, length.to);
  return isBindResponse(message, length.from) ? { kind: 'message', bytes: message } : UNREADABLE;
}

function isBindResponse(message: Buffer, from: number): boolean {
  const [id, response, ...controls] = elements(message, from, message.length) ?? [];
  if (!isNumber(id, INTEGER) || response?.tag !== BIND_RESPONSE) return false;
  const [code, name, text, ...more] = elements(message, response.from, response.to) ?? [];
  return (
    isNumber(code, ENUMERATED) &&
    name?.tag === OCTET_STRING &&
    text?.tag === OCTET_STRING &&
    more.length === 0 && // a referral, or SASL's part: neither belongs to a simple bind
    controls.length === 0 // none was asked for
  );
}

/** One to four bytes, as ldapts reads them. */
const isNumber = (element: Element | undefined, tag: number): boolean =>
  element?.tag === tag && element.to > element.from && element.to - element.from <= 4;

/** The elements that fill the range exactly; undefined if they do not. */
function elements(bytes: Buffer, from: number, to: number): readonly Element[] | undefined {
  const found: Element[] = [];
  for (let at = from; at < to; at = found.at(-1)?.to ?? to) {
    const length = lengthAt(bytes, at + 1, to);
    if (typeof length === 'string' || length.to > to) return undefined;
    found.push({ tag: bytes.readUInt8(at), ...length });
  }
  return found;
}

/** The content that the length at `at` announces. Only what comes before `end` is read. */
function lengthAt(
  bytes: Buffer,
  at: number,
  end: number,
): { readonly from: number; readonly to: number } | 'incomplete' | 'unreadable' {
  if (at >= end) return 'incomplete';
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { from: at + 1, to: at + 1 + first };
  const size = first & 0x7f;
  if (size === 0 || size > 4) return 'unreadable'; // indefinite, or beyond any message
  const from = at + 1 + size;
  if (from > end) return 'incomplete';
  return { from, to: from + bytes.readUIntBE(at + 1, size) };
}
