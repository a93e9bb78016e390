import { channel } from 'node:diagnostics_channel';
import { type IncomingMessage } from 'node:http';

/** A request as Express keeps it: `originalUrl` is the address as it was sent, where `url` is not. */
export type FunctionRequest = IncomingMessage & { originalUrl?: string };

/**
 * Keeps functions-framework away from every body, for as long as the process lives: its parsers hold
 * and inflate up to a GiB before a function is asked, and quote a malformed one on stderr, a key that
 * was sent as `application/json` whole. The edge reads the body itself, no more than a call takes.
 * Idempotent.
 */
export function keepBodiesRaw(): void {
  channel('http.server.request.start').subscribe(beforeFramework);
}

function beforeFramework(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  keepBodyRaw(request);
}

/**
 * The same for one request that no server of this process received itself. The headers that say that
 * there is a body are taken away, and so is an address that Express can't decode: it would answer
 * that as HTML, and print a stack.
 */
export function keepBodyRaw(request: FunctionRequest): void {
  delete request.headers['content-length'];
  delete request.headers['transfer-encoding'];
  if (request.url === undefined || isDecodable(request.url)) return;
  request.originalUrl = request.url;
  request.url = '/';
}

function isDecodable(url: string): boolean {
  if (!url.startsWith('/')) return false; // `*`, which Express has no route for
  const path = url.split('?', 1)[0] ?? '';
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The whole body; `too-large` as soon as it is, the rest is then read and dropped so that the client
 * can read the answer; `broken` when the client went away. Throws if somebody else has read it.
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
