import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A call as received. */
export type Seen = {
  readonly method: string;
  /** As sent: percent-encoded, with the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The connection that carried it. */
  readonly connection: number;
};

export type Script = {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection instead, before an answer or in the middle of one. */
  readonly broken?: 'at-once' | 'half-way';
  /** Never answers. */
  readonly silent?: boolean;
};

/** Answers a call. The script decides, so it keeps any state that it needs. */
export type Answerer = (call: Seen) => Script;

/**
 * A small HTTP server that gives each call the answer that a test specifies, and records the calls. For
 * bodies that the simulated Workspace has no reason to send.
 */
export class ScriptedGoogle {
  readonly calls: Seen[] = [];
  answer: Answerer;
  readonly #server: Server;
  readonly #connections = new WeakMap<object, number>();
  #opened = 0;

  constructor(answer: Answerer) {
    this.answer = answer;
    this.#server = createServer((request, response) => void this.#reply(request, response));
    this.#server.on('connection', (socket) => this.#connections.set(socket, ++this.#opened));
  }

  /** Listens on a free loopback port. Returns the root URL with a trailing slash. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get connections(): number {
    return this.#opened;
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const call: Seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts).toString('utf8'),
      connection: this.#connections.get(request.socket) ?? 0,
    };
    this.calls.push(call);
    const script = this.answer(call);
    if (script.silent) return;
    if (script.broken === 'at-once') return void request.socket.destroy();
    const body = Buffer.from(script.body ?? '');
    response.writeHead(script.status ?? 200, {
      'content-type': 'application/json; charset=UTF-8',
      'content-length': body.length,
      ...script.headers,
    });
    if (script.broken !== 'half-way') return void response.end(body);
    response.write(body.subarray(0, body.length / 2), () => void request.socket.destroy());
  }
}

const isToken = (call: Seen): boolean => call.method === 'POST' && call.url.startsWith('/token');

/** Gives every caller a token, and leaves every other call to `directory`. */
export const withToken =
  (directory: Answerer): Answerer =>
  (call) =>
    isToken(call)
      ? {
          body: JSON.stringify({
            access_token: 'ya29.scripted',
            expires_in: 3599,
            token_type: 'Bearer',
          }),
        }
      : directory(call);
