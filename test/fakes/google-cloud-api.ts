import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The status names of Google's APIs with their HTTP statuses. */
export const GOOGLE_STATUS = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;
export type GoogleStatus = keyof typeof GOOGLE_STATUS;

/** Thrown by a fake's handler. Becomes the error body that Google's APIs return. */
export class GoogleRefusal extends Error {
  readonly status: GoogleStatus;
  constructor(status: GoogleStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * What can go wrong; can be changed at any time. `refuse`: before the effect. `lose-reply`: the effect, then
 * a broken connection. `silent`: the effect, and never an answer. `html`: before the effect, a page of
 * Google's front end. `quote`: before the effect, an error that quotes the whole request. `damage`: the
 * effect, then an answer with one bit flipped.
 */
export type Trouble =
  | { readonly kind: 'refuse'; readonly status: GoogleStatus; readonly times?: number }
  | {
      readonly kind: 'lose-reply' | 'silent' | 'html' | 'quote' | 'damage';
      readonly times?: number;
    };

export type Handled = { readonly call: string; readonly answer: () => Record<string, unknown> };

/** Identifies the call in a request; `answer` has the effect. */
export type Handle = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}) => Handled;

/** A Google Cloud API over HTTP on loopback: JSON in, JSON out, errors in Google's format, faults by call. */
export class GoogleCloudApi implements AsyncDisposable {
  /** By the name of the call, such as `addVersion`. */
  readonly trouble = new Map<string, Trouble>();
  /** The names of all calls received, in order. */
  readonly calls: string[] = [];
  readonly #handle: Handle;
  readonly #damage: (answer: Record<string, unknown>) => void;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(handle: Handle, damage: (answer: Record<string, unknown>) => void) {
    this.#handle = handle;
    this.#damage = damage;
  }

  /** Returns the root URL. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const text = await readText(request);
    try {
      const { call, answer } = this.#handle({
        method: request.method ?? '',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      });
      this.calls.push(call);
      const trouble = this.#troubleOf(call);
      if (trouble?.kind === 'html') {
        send(
          response,
          502,
          'text/html',
          '<!DOCTYPE html><title>Error 502 (Server Error)!!1</title>',
        );
        return;
      }
      if (trouble?.kind === 'refuse') throw new GoogleRefusal(trouble.status, 'As it was set.');
      if (trouble?.kind === 'quote') throw new GoogleRefusal('INVALID_ARGUMENT', text);
      const result = answer();
      if (trouble?.kind === 'silent') return;
      if (trouble?.kind === 'lose-reply') request.socket.destroy();
      else {
        if (trouble?.kind === 'damage') this.#damage(result);
        send(response, 200, 'application/json; charset=UTF-8', JSON.stringify(result));
      }
    } catch (error) {
      if (!(error instanceof GoogleRefusal)) throw error;
      const code = GOOGLE_STATUS[error.status];
      const body = { error: { code, message: error.message, status: error.status } };
      send(response, code, 'application/json; charset=UTF-8', JSON.stringify(body));
    }
  }

  #troubleOf(call: string): Trouble | undefined {
    const trouble = this.trouble.get(call);
    if (trouble?.times === undefined) return trouble;
    if (trouble.times <= 1) this.trouble.delete(call);
    else this.trouble.set(call, { ...trouble, times: trouble.times - 1 });
    return trouble;
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type }).end(text);
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Flips the lowest bit of the first byte of a base64 text. */
export function damaged(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > 0) bytes[0]! ^= 1;
  return bytes.toString('base64');
}
