/**
 * The quality of a media type in `Accept`, from 0 (not acceptable) to 1 (RFC 9110, 12.5.1). The most
 * specific matching range decides. Without the header, every media type is acceptable. Ranges that cannot
 * be parsed are ignored.
 */
export function qualityOf(mediaType: string, accept = '*/*'): number {
  const ranges = rangesOf(accept);
  const wildcard = `${mediaType.split('/', 1)[0] ?? ''}/*`;
  return ranges.get(mediaType) ?? ranges.get(wildcard) ?? ranges.get('*/*') ?? 0;
}

/** Whether `Accept` names this media type explicitly, not by a wildcard. */
export const isNamed = (mediaType: string, accept = ''): boolean => rangesOf(accept).has(mediaType);

function rangesOf(accept: string): ReadonlyMap<string, number> {
  const ranges = accept.split(',').flatMap((range): [string, number][] => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? [[type, Number(weight)]] : [];
  });
  return new Map(ranges);
}
