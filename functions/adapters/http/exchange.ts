import { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { codingsOf } from '../../content-coding';
import { plainTransport, reset, secureTransport } from './http-agents';

/** An answer with any status. */
export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

export type Call = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts the call, even in the middle of the answer. */
  readonly signal: AbortSignal;
  /**
   * Called once, when the connection is ready and before anything is written to it. If it returns false,
   * nothing is written and no call is made.
   */
  readonly mayBegin?: () => boolean;
};

/** 500 users with the requested fields take about a third of a megabyte. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/**
 * Makes one HTTP call over a kept-alive connection. Returns `undefined` if there is no complete answer:
 * aborted, interrupted, too large, another protocol, or an unreadable encoding. When the signal fires, it
 * settles immediately and resets the connection, so that nothing of the call is delivered afterwards. Never
 * throws, never retries, and never follows a redirect, which would send a password or a token elsewhere.
 */
export function exchange(url: URL, call: Call): Promise<Reply | undefined> {
  return new Promise<Reply | undefined>((resolve) => {
    if (call.signal.aborted) resolve(undefined);
    else send(url, call, resolve);
  }).catch(() => undefined); // a request that cannot be sent; the error may quote it
}

function send(url: URL, call: Call, resolve: (reply: Reply | undefined) => void): void {
  const { method, headers, body, signal, mayBegin } = call;
  const transport = url.protocol === 'https:' ? secureTransport() : plainTransport;
  let connection: Socket | undefined;
  let settled = false;
  const settle = (reply: Reply | undefined): void => {
    settled = true;
    signal.removeEventListener('abort', giveUp);
    resolve(reply);
  };
  const giveUp = (): void => {
    if (settled) return; // the connection may already serve another call
    settle(undefined);
    if (connection) reset(connection);
    else request.destroy();
  };
  const options = { ...addressed(url), method, headers, agent: transport.agent, givenUpBy: signal };
  const request = transport.request(options);
  signal.addEventListener('abort', giveUp, { once: true });
  request.on('socket', (socket) => {
    connection = socket;
    if (socket.destroyed || mayBegin?.() === false) giveUp();
    else request.end(body);
  });
  request.on('response', (response) => {
    collect(response, (reply) => {
      if (reply === undefined) giveUp();
      else if (!settled) settle(reply);
    });
  });
  for (const end of ['upgrade', 'error', 'close']) request.on(end, giveUp);
}

/** The URL parts that Node needs, in an object that is faster to read than Node's own conversion. */
const addressed = ({ hostname, port, pathname, search }: URL) => ({
  hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
  port,
  path: pathname + search,
});

/** Reads the complete answer. `undefined` if there is none or it is unreadable. */
function collect(response: IncomingMessage, done: (reply: Reply | undefined) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  response.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > MAX_REPLY_BYTES) done(undefined);
    else parts.push(part);
  });
  response.on('error', () => {
    done(undefined);
  });
  response.on('end', () => {
    const { statusCode = 0, headers } = response;
    const text = unpack(Buffer.concat(parts), headers['content-encoding']);
    done(text === undefined ? undefined : { status: statusCode, headers, text });
  });
}

function unpack(data: Buffer, encoding: string | undefined): string | undefined {
  const [coding, ...others] = codingsOf(encoding);
  if (coding === undefined || data.length === 0) return data.toString('utf8'); // an empty body is not compressed
  if (coding !== 'gzip' || others.length > 0) return undefined;
  try {
    return gunzipSync(data, { maxOutputLength: MAX_REPLY_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
