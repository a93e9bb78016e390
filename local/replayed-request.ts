import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { putMediaTypeAside } from '../functions/http/raw-bodies';

/** Cloud Run takes no larger request over HTTP/1. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * The whole body; `too-large` as soon as it is, the rest is then read and dropped so that the client
 * can read the answer; `broken` when the client went away.
 */
export function readWholeBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'broken'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES ? Infinity : 0;
    if (size > MAX_BODY_BYTES) resolve('too-large');
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve('too-large');
      }
    });
    request.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    request.on('close', () => {
      resolve('broken');
    });
    request.on('error', () => {
      resolve('broken');
    });
  });
}

/**
 * The same request again, with other headers and its body still to be read, as a function behind a
 * gate gets it. A new object, so that nothing of the headers as they came is left anywhere in it.
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
  putMediaTypeAside(replayed); // as index.ts has it done in the cloud
  if (body.length > 0) replayed.push(body);
  replayed.push(null);
  replayed.complete = true;
  return replayed;
}
