import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Clock } from '../../functions/ports/clock';
import { type Delivery, type Receive } from '../contracts/task-queue.contract';

/** A delivery with its caller and time. */
export type Arrival = Delivery & {
  readonly caller: unknown;
  readonly audience: unknown;
  readonly atMs: number;
};

/** Stands for the function that a queue calls: records what arrives and answers as told. */
export class TaskWorker {
  readonly arrivals: Arrival[] = [];
  /** Decides each answer. Status 0 breaks the connection. */
  receive: Receive = () => ({ status: 200 });
  /** The number of calls being answered. */
  answering = 0;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #servers: Server[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** A server that does not listen yet. */
  server(): Server {
    const server = createServer((request, response) => {
      void this.#answer(request, response);
    });
    this.#servers.push(server);
    return server;
  }

  /** Listens on loopback. Returns the base URL. */
  async listen(): Promise<string> {
    const server = this.server();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const server of this.#servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const delivery = {
      method: request.method ?? '',
      path: request.url ?? '',
      mediaType: request.headers['content-type'],
      body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown,
    };
    const { email: caller, aud: audience } = claimsOf(request.headers.authorization);
    this.arrivals.push({ ...delivery, caller, audience, atMs: this.#clock.now() });
    this.answering += 1;
    const gone = once(response, 'close').then(() => ({ status: 0, retryAfterSeconds: undefined }));
    const { status, retryAfterSeconds } = await Promise.race([this.receive(delivery), gone]);
    this.answering -= 1;
    if (status === 0) request.socket.destroy();
    else if (retryAfterSeconds === undefined) response.writeHead(status).end();
    else response.writeHead(status, { 'retry-after': String(retryAfterSeconds) }).end();
  }
}

function claimsOf(authorization = ''): { email?: unknown; aud?: unknown } {
  const payload = Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString('utf8');
  return JSON.parse(payload === '' ? '{}' : payload) as { email?: unknown; aud?: unknown };
}
