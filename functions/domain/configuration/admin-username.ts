import { visibleOnly } from '../visible-text';

/** No address is longer (RFC 5321, as corrected). */
export const MAX_ADDRESS_LENGTH = 254;

const PART = String.raw`[^\s.@<>",;:\\()[\]\p{Cc}\p{Cs}]+`;
/** The form of an address; linear however long the text. */
export const ADDRESS = new RegExp(
  String.raw`^[^\s@<>",;:\\()[\]\p{Cc}\p{Cs}]+@(?:${PART}\.)+${PART}$`,
  'u',
);

/** The admin's address as somebody typed or pasted it, without what can't be seen. */
export const readAdminUsername = visibleOnly;

/** Whether this can be the address of a Google administrator. The page asks here, and the service too. */
export const isAddress = (text: string): boolean =>
  text.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(text);

/** A blank or a control inside the address, by its code point, such as `U+0020`; none: undefined. */
export function blankInside(text: string): string | undefined {
  const [sign] = /[\s\p{Cc}]/u.exec(text) ?? [];
  const code = sign?.codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
