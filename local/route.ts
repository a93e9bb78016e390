import { type FunctionName } from '../functions/composition';

/** Who answers a request on the one local address. */
export type Target =
  | { readonly kind: 'function'; readonly name: FunctionName }
  | { readonly kind: 'google' }
  | { readonly kind: 'try-page' }
  | { readonly kind: 'events' };

/**
 * In the cloud each function has an address of its own; here they share one. Both `configuration` and
 * `rotation` have `POST /v1/rotations`: a body that names a `scope` is an administrator's "rotate
 * now", anything else is the scheduler's call. A run is read at `rotation`, and foretold and stopped
 * at `configuration`. `path` is as it came, still percent-encoded.
 */
export function targetOf(method: string, path: string, body: Buffer): Target {
  if (path === '/google' || path.startsWith('/google/')) return { kind: 'google' };
  if (path === '/Microsoft-Server-ActiveSync') return { kind: 'google' };
  if (path === '/local' || path.startsWith('/local/')) return { kind: 'try-page' };
  if (path === '/v1/events') return { kind: 'events' };
  return { kind: 'function', name: functionOf(method, path, body) };
}

function functionOf(method: string, path: string, body: Buffer): FunctionName {
  if (path.startsWith('/v1/users/')) return 'passwords';
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
