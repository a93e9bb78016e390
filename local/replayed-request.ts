import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';

/** Cloud Run's limit for a request over HTTP/1. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * A copy of the request with other headers and with its body still unread, as a function behind a gate
 * receives it. A new object, so that none of the original headers remain.
 */
export function replayedRequest(
  request: IncomingMessage,
  headers: IncomingHttpHeaders,
  body: Buffer,
): IncomingMessage {
  const replayed = new IncomingMessage(request.socket);
  replayed.method = request.method;
  replayed.url = request.url;
  replayed.httpVersion = request.httpVersion;
  replayed.httpVersionMajor = request.httpVersionMajor;
  replayed.httpVersionMinor = request.httpVersionMinor;
  replayed.headers = headers;
  replayed.rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  );
  if (body.length > 0) replayed.push(body);
  replayed.push(null);
  replayed.complete = true;
  return replayed;
}
