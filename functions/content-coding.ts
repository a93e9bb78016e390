/**
 * The codings that a `Content-Encoding` names (RFC 9110, 8.4.1), in the order in which they were applied:
 * in lower case, `x-gzip` by its other name `gzip`, and without `identity`, which is none.
 */
export const codingsOf = (header = ''): readonly string[] =>
  header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .map((coding) => (coding === 'x-gzip' ? 'gzip' : coding));
