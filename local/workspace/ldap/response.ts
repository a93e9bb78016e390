import { element, integer, TAG } from './element';

/** Result codes that Google's server gives (RFC 4511, appendix A). */
export const CODE = {
  success: 0,
  operationsError: 1,
  protocolError: 2,
  sizeLimitExceeded: 4,
  authMethodNotSupported: 7,
  adminLimitExceeded: 11,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
} as const;

export type Result = { readonly code: number; readonly message?: string | undefined };

export const BIND_RESPONSE = 0x61;
export const SEARCH_DONE = 0x65;
export const EXTENDED_RESPONSE = 0x78;

/** A message that holds only a result: bind, end of search, everything that is refused. */
export const resultMessage = (messageId: number, tag: number, result: Result): Buffer =>
  message(messageId, element(tag, ...resultParts(result)));

/** Tells the client why the connection ends (RFC 4511, 4.4.1). */
export const noticeOfDisconnection = (result: Result): Buffer =>
  message(0, element(EXTENDED_RESPONSE, ...resultParts(result), element(0x8a, NOTICE)));

const NOTICE = '1.3.6.1.4.1.1466.20036';

/** One entry that a search found, with these of its attributes. */
export function entryMessage(
  messageId: number,
  dn: string,
  attributes: Iterable<{ readonly name: string; readonly values: readonly string[] }>,
): Buffer {
  const list = [...attributes].map(({ name, values }) =>
    element(
      TAG.sequence,
      element(TAG.octets, name),
      element(TAG.set, ...values.map((value) => element(TAG.octets, value))),
    ),
  );
  return message(messageId, element(0x64, element(TAG.octets, dn), element(TAG.sequence, ...list)));
}

const resultParts = ({ code, message: text = '' }: Result): Buffer[] => [
  integer(code, TAG.enumerated),
  element(TAG.octets, ''), // matchedDN: Google does not say
  element(TAG.octets, text),
];

const message = (messageId: number, operation: Buffer): Buffer =>
  element(TAG.sequence, integer(messageId), operation);
