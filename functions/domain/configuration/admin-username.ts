import { visibleOnly } from '../visible-text';

/** The upper limit of an address's length (RFC 5321, as corrected). */
export const MAX_ADDRESS_LENGTH = 254;

const PART = String.raw`[^\s.@<>",;:\\()[\]\p{Cc}\p{Cs}]+`;
/** The form of an address. Matching takes linear time, however long the text is. */
export const ADDRESS = new RegExp(
  String.raw`^[^\s@<>",;:\\()[\]\p{Cc}\p{Cs}]+@(?:${PART}\.)+${PART}$`,
  'u',
);

/** The admin's address as typed or pasted, without invisible characters. */
export const readAdminUsername = visibleOnly;

/** Whether this can be the address of a Google administrator. The page and the service both check it. */
export const isAddress = (text: string): boolean =>
  text.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(text);

/** The first blank or control character in the address, as a code point such as `U+0020`; undefined: none. */
export function blankInside(text: string): string | undefined {
  const [sign] = /[\s\p{Cc}]/u.exec(text) ?? [];
  const code = sign?.codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
