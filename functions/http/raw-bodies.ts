import { channel } from 'node:diagnostics_channel';
import { type IncomingMessage } from 'node:http';

/** A request as Express keeps it: `originalUrl` is the URL as it was sent. Express changes `url`. */
export type FunctionRequest = IncomingMessage & { originalUrl?: string };

/**
 * Keeps functions-framework away from every body, for the life of the process. Its parsers buffer and
 * inflate up to 1 GiB before a function is called. They also quote a malformed body on stderr, including a
 * complete key that was sent as `application/json`. The edge reads the body itself, up to the limit of the
 * call. Idempotent.
 */
export function keepBodiesRaw(): void {
  channel('http.server.request.start').subscribe(beforeFramework);
}

function beforeFramework(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  keepBodyRaw(request);
}

/**
 * Does the same for one request that no server of this process received itself. Removes the headers that
 * announce a body. Also replaces a URL that Express cannot decode: Express would answer it with HTML and
 * print a stack.
 */
export function keepBodyRaw(request: FunctionRequest): void {
  delete request.headers['content-length'];
  delete request.headers['transfer-encoding'];
  if (request.url === undefined || isDecodable(request.url)) return;
  request.originalUrl = request.url;
  request.url = '/';
}

function isDecodable(url: string): boolean {
  if (!url.startsWith('/')) return false; // `*`, for which Express has no route
  const path = url.split('?', 1)[0] ?? '';
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The complete body. `too-large` as soon as the limit is exceeded; the rest is then read and discarded so
 * that the client can read the answer. `broken` if the client disconnected. Throws if the body was read
 * already.
 */
export function readWholeBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | 'too-large' | 'broken'> {
  if (request.readableEnded) throw new Error('The body was read before: see keepBodiesRaw.');
  if (request.destroyed) return Promise.resolve('broken');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) resolve('too-large');
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
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
