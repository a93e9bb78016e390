import { Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';

/** An answer as it came, whatever its status. */
export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

export type Call = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gives the call up, also in the middle of the answer. */
  readonly signal: AbortSignal;
};

/** Google's front end drops an idle connection after about four minutes; ours go first. */
const IDLE_MS = 60_000;

/** 500 users with the fields that are asked for take a third of a megabyte. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

const httpAgent = new HttpAgent({ keepAlive: true, timeout: IDLE_MS });
const httpsAgent = new HttpsAgent({ keepAlive: true, timeout: IDLE_MS });

/**
 * One HTTP call over a connection that is kept for the next. Gives `undefined` when there is no whole
 * answer: given up, broken off, too large, or packed in a way that can't be read. Never throws, never
 * follows a redirect (it would carry a password or a token elsewhere), never tries again.
 */
export async function exchange(url: URL, call: Call): Promise<Reply | undefined> {
  try {
    return await send(url, call);
  } catch {
    return undefined; // a vendor's or a socket's error may quote what was sent
  }
}

function send(url: URL, { method, headers, body, signal }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const options = { method, headers, signal, agent: secure ? httpsAgent : httpAgent };
    const request = (secure ? httpsRequest : httpRequest)(url, options, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > MAX_REPLY_BYTES) response.destroy(new Error('too large'));
        else parts.push(part);
      });
      response.on('error', reject);
      response.on('end', () => {
        try {
          const text = unpack(Buffer.concat(parts), response.headers['content-encoding']);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        } catch (error) {
          reject(error instanceof Error ? error : new Error('unreadable'));
        }
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function unpack(data: Buffer, encoding: string | undefined): string {
  if (encoding === undefined || encoding === 'identity') return data.toString('utf8');
  if (encoding !== 'gzip') throw new Error('unknown content encoding');
  return gunzipSync(data, { maxOutputLength: MAX_REPLY_BYTES }).toString('utf8');
}
