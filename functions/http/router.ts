import { type Endpoint } from './endpoint';

/** The result for a path: an endpoint with its decoded parameters, only other methods, or nothing. */
export type Match =
  | { readonly kind: 'found'; readonly endpoint: Endpoint; readonly params: Record<string, string> }
  | { readonly kind: 'other-methods'; readonly allow: readonly string[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'nothing' };

/**
 * Finds the endpoint for a method and a raw path (still percent-encoded, without the query). Each segment
 * is decoded separately, so `%2F` in a user key never becomes a separator. HEAD is treated as GET.
 */
export function route(endpoints: readonly Endpoint[], method: string, rawPath: string): Match {
  const segments = decodeSegments(rawPath);
  if (segments === undefined) return { kind: 'malformed' };
  const wanted = method === 'HEAD' ? 'GET' : method;
  const allow: string[] = [];
  for (const endpoint of endpoints) {
    const params = matchTemplate(endpoint.path.split('/'), segments);
    if (params === undefined) continue;
    if (endpoint.method === wanted) return { kind: 'found', endpoint, params };
    allow.push(endpoint.method, ...(endpoint.method === 'GET' ? ['HEAD'] : []));
  }
  return allow.length > 0 ? { kind: 'other-methods', allow } : { kind: 'nothing' };
}

function decodeSegments(rawPath: string): string[] | undefined {
  try {
    return rawPath.split('/').map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}
