import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { codingsOf } from '../../content-coding';
import { httpAgent, httpsAgent, reset } from './http-agents';

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
  /**
   * Asked once, when the connection is ready and right before anything is written to it. After a
   * no, nothing is: there was no call.
   */
  readonly mayBegin?: () => boolean;
};

/** 500 users with the fields that are asked for take a third of a megabyte. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/**
 * One HTTP call over a connection that is kept for the next. Gives `undefined` when there is no whole
 * answer: given up, broken off, too large, another protocol, or packed in a way that can't be read.
 * Settles when the signal fires, whatever the other side does, and resets the connection then, so
 * that nothing of the call is delivered afterwards. Never throws, never follows a redirect (it would
 * carry a password or a token elsewhere), never tries again.
 */
export function exchange(url: URL, call: Call): Promise<Reply | undefined> {
  return new Promise<Reply | undefined>((resolve) => {
    if (call.signal.aborted) resolve(undefined);
    else send(url, call, resolve);
  }).catch(() => undefined); // what can't be sent at all; the error may quote it
}

function send(url: URL, call: Call, resolve: (reply: Reply | undefined) => void): void {
  const { method, headers, body, signal, mayBegin } = call;
  const secure = url.protocol === 'https:';
  const agent = secure ? httpsAgent : httpAgent;
  let connection: Socket | undefined;
  let settled = false;
  const settle = (reply: Reply | undefined): void => {
    settled = true;
    signal.removeEventListener('abort', giveUp);
    resolve(reply);
  };
  const giveUp = (): void => {
    if (settled) return; // and the connection may be another call's by now
    settle(undefined);
    if (connection) reset(connection);
    else request.destroy();
  };
  const options = { ...addressed(url), method, headers, agent, givenUpBy: signal };
  const request = (secure ? httpsRequest : httpRequest)(options);
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

/** What Node takes of a URL, in an object that is faster to read than the one it makes of it. */
const addressed = ({ hostname, port, pathname, search }: URL) => ({
  hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
  port,
  path: pathname + search,
});

/** Reads the answer to its end; `undefined` when it has none that can be read. */
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
  if (coding === undefined || data.length === 0) return data.toString('utf8'); // empty is not packed
  if (coding !== 'gzip' || others.length > 0) return undefined;
  try {
    return gunzipSync(data, { maxOutputLength: MAX_REPLY_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
