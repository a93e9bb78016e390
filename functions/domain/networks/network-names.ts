/** The size of a text in UTF-8. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * What XML can't hold, and so no Apple profile: control characters, halves of a character and two code points
 * that are no characters.
 */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

/** Whether every format of a profile can hold this text. */
export const isWritable = (text: string): boolean => !NOT_IN_XML.test(text);

export const NETWORK_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/**
 * A host name, or `*.` before one of at least two parts. The last part is no number, so this is no IPv4
 * address. A star elsewhere is refused: only Apple's devices know what to do with it.
 */
export const SERVER_NAME = new RegExp(
  String.raw`^(?:\*\.(?=[^.]+\.))?(?=.{1,253}$)(?:${LABEL}\.)*(?!\d+$)${LABEL}$`,
);

/** The suffix that a server's name must have, for clients that take no stars. */
export const suffixOf = (serverName: string): string => serverName.replace(/^\*\./, '');
