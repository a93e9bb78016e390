import { type FunctionName } from '../functions/composition';

/** What answers a request on the one local address. */
export type Target =
  | { readonly kind: 'function'; readonly name: FunctionName }
  | { readonly kind: 'google' }
  | { readonly kind: 'try-page' }
  | { readonly kind: 'wifi-sign-in' }
  | { readonly kind: 'events' };

/**
 * In the cloud each function has its own address; here they share one. `configuration` and `rotation` both
 * have `POST /v1/rotations`: a body with a `scope` is an administrator's "rotate now", anything else is the
 * scheduler's call. `rotation` reads a run; `configuration` forecasts and stops it. `path` is as received,
 * still percent-encoded.
 */
export function targetOf(method: string, path: string, body: Buffer): Target {
  if (path === '/google' || path.startsWith('/google/')) return { kind: 'google' };
  if (path === '/Microsoft-Server-ActiveSync') return { kind: 'google' };
  if (path === '/local/wifi-sign-in') return { kind: 'wifi-sign-in' };
  if (path === '/local' || path.startsWith('/local/')) return { kind: 'try-page' };
  if (path === '/v1/events') return { kind: 'events' };
  return { kind: 'function', name: functionOf(method, path, body) };
}

function functionOf(method: string, path: string, body: Buffer): FunctionName {
  if (path.startsWith('/v1/users/')) return 'passwords';
  if (/^(\/v1)?\/me(\/|$)/.test(path)) return 'self-service';
  if (path === '/v1/rotation-tasks') return 'rotation-worker';
  if (path === '/v1/rotations/forecast' || method === 'DELETE') return 'configuration';
  if (path.startsWith('/v1/rotations/') || path.startsWith('/v1/runs/')) return 'rotation';
  if (path === '/v1/rotations' && method === 'POST' && !namesScope(body)) return 'rotation';
  return 'configuration';
}

function namesScope(body: Buffer): boolean {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    return typeof json === 'object' && json !== null && 'scope' in json;
  } catch {
    return false;
  }
}
