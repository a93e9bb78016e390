/**
 * How much a caller wants a media type, from 0 (not at all) to 1, by its `Accept` (RFC 9110, 12.5.1).
 * The most specific range that fits decides; without any header everything is welcome. What can't be
 * read counts as not said.
 */
export function qualityOf(mediaType: string, accept = '*/*'): number {
  const ranges = rangesOf(accept);
  const wildcard = `${mediaType.split('/', 1)[0] ?? ''}/*`;
  return ranges.get(mediaType) ?? ranges.get(wildcard) ?? ranges.get('*/*') ?? 0;
}

/** Whether `Accept` names this very media type, by no wildcard. */
export const isNamed = (mediaType: string, accept = ''): boolean => rangesOf(accept).has(mediaType);

function rangesOf(accept: string): ReadonlyMap<string, number> {
  const ranges = accept.split(',').flatMap((range): [string, number][] => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? [[type, Number(weight)]] : [];
  });
  return new Map(ranges);
}
