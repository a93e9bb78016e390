/**
 * The codings in a `Content-Encoding` header (RFC 9110, 8.4.1), in the order in which they were applied.
 * Names are in lower case, `x-gzip` becomes `gzip`, and `identity` is removed because it changes nothing.
 */
export const codingsOf = (header = ''): readonly string[] =>
  header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .map((coding) => (coding === 'x-gzip' ? 'gzip' : coding));
