/** One element of BER: tag, length, content. */
export function element(tag: number, ...content: readonly (Buffer | string | number)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))),
  );
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), body]);
}

/** A BindResponse of RFC 4511. */
export const bindResponse = (id: number, code: number, text = ''): Buffer =>
  element(
    0x30,
    element(0x02, id),
    element(0x61, element(0x0a, code), element(0x04), element(0x04, text)),
  );

/** What a server sends before it closes by itself (RFC 4511, 4.4.1), here with code 52. */
export const NOTICE_OF_DISCONNECTION = element(
  0x30,
  element(0x02, 0),
  element(
    0x78,
    element(0x0a, 52),
    element(0x04),
    element(0x04),
    element(0x8a, '1.3.6.1.4.1.1466.20036'),
  ),
);
