import { type IncomingHttpHeaders } from 'node:http';
import { problem, type Problem } from './problem';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a state-changing call that a browser made for another site. IAP signs in with a cookie, and a
 * browser sends that cookie with such calls. A program that sends neither header is not a browser and
 * carries no cookie.
 */
export function originProblem(method: string, headers: IncomingHttpHeaders): Problem | undefined {
  if (SAFE_METHODS.has(method)) return undefined;
  const site = headers['sec-fetch-site'];
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (headers.origin !== undefined && !sameHost(headers.origin, headers.host));
  return foreign
    ? problem(
        'forbidden-origin',
        'A page of another site sent this request, so it was refused. Nothing was changed.',
      )
    : undefined;
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    return false; // "null", which a sandboxed frame sends
  }
}
