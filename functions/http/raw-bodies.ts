import { channel } from 'node:diagnostics_channel';
import { type IncomingMessage } from 'node:http';

const mediaTypes = new WeakMap<IncomingMessage, string>();

/**
 * Keeps the general parsers of functions-framework away from every body, for as long as the process
 * lives: they quote a malformed one on stderr, a key that was sent as `application/json` whole. The
 * media type is put aside before the framework sees the request; `rawBody` then holds the bytes.
 * Idempotent.
 */
export function keepBodiesRaw(): void {
  channel('http.server.request.start').subscribe(putAside);
}

function putAside(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  putMediaTypeAside(request);
}

/** The same for one request that no server of this process received itself. */
export function putMediaTypeAside(request: IncomingMessage): void {
  const sent = request.headers['content-type'];
  if (sent === undefined || mediaTypes.has(request)) return;
  mediaTypes.set(request, sent);
  request.headers['content-type'] = 'application/octet-stream';
}

/** The media type as it was sent, without parameters, in lower case. */
export function mediaTypeOf(request: IncomingMessage): string | undefined {
  const sent = mediaTypes.get(request) ?? request.headers['content-type'];
  return sent?.split(';')[0]?.trim().toLowerCase();
}
