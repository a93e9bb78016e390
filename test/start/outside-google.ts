import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Shares of calls to the Directory API that go wrong: `lost` is carried out but never answered. */
export type Trouble = { readonly lost: number; readonly failing: number };

/**
 * A Google of the test's own, that shares no code with the project: token endpoint and Directory API,
 * users `user0@outside.example` on, each with the password that is live.
 */
export class OutsideGoogle {
  readonly passwords = new Map<string, string>();
  trouble: Trouble = { lost: 0, failing: 0 };
  /** Called after each password change. */
  onChange: (changes: number) => void = () => undefined;
  changes = 0;
  /** Takes no call any more: the connection breaks, nothing is carried out. */
  silent = false;
  readonly #server: Server;
  #seed = 42;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        this.#answer(request, response, body);
      });
    });
  }

  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const { port } = this.#server.address() as AddressInfo;
        resolve(`http://127.0.0.1:${port}`);
      });
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    if (this.silent) {
      response.destroy();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://outside');
    if (pathname === '/token') {
      json(response, 200, {
        access_token: 'outside-token',
        expires_in: 3599,
        token_type: 'Bearer',
      });
      return;
    }
    const key = /^\/admin\/directory\/v1\/users(?:\/([^/]+))?$/.exec(pathname);
    if (key === null) {
      json(response, 404, googleError(404, 'notFound', 'Not Found'));
      return;
    }
    const dice = this.#draw();
    if (dice < this.trouble.failing) {
      json(
        response,
        503,
        googleError(503, 'backendError', 'Service unavailable. Please try again'),
      );
      return;
    }
    const lost = dice < this.trouble.failing + this.trouble.lost;
    this.#directory(request, key[1], body, (status, value) => {
      if (lost) response.destroy();
      else json(response, status, value);
    });
  }

  #directory(
    request: IncomingMessage,
    key: string | undefined,
    body: string,
    reply: (status: number, value: unknown) => void,
  ): void {
    if (key === undefined) {
      reply(200, { users: Array.from({ length: 5 }, (_, index) => userOf(index)) });
      return;
    }
    const user = findUser(decodeURIComponent(key));
    if (user === undefined) {
      reply(404, googleError(404, 'notFound', 'Resource Not Found: userKey'));
      return;
    }
    if (request.method === 'PUT' || request.method === 'PATCH') {
      const { password } = JSON.parse(body) as { password: string };
      this.passwords.set(user.primaryEmail, password);
      this.changes += 1;
      this.onChange(this.changes);
    }
    reply(200, user);
  }

  /** A linear congruential generator (Numerical Recipes), so that a run can be repeated. */
  #draw(): number {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#seed / 2 ** 32;
  }
}

const FIRST_ID = 100_000_000_000_000_000_000n;

function findUser(key: string): ReturnType<typeof userOf> | undefined {
  if (key === 'admin@outside.example') {
    return { ...userOf(999_999), primaryEmail: key, isAdmin: true };
  }
  const index = /^user(\d+)@outside\.example$/.exec(key)?.[1];
  if (index !== undefined) return userOf(Number(index));
  return /^\d{21}$/.test(key) ? userOf(Number(BigInt(key) - FIRST_ID)) : undefined;
}

const userOf = (index: number): { id: string; primaryEmail: string; isAdmin: boolean } => ({
  id: String(FIRST_ID + BigInt(index)),
  primaryEmail: `user${index}@outside.example`,
  isAdmin: false,
});

const googleError = (code: number, reason: string, message: string): object => ({
  error: { code, message, errors: [{ message, domain: 'global', reason }] },
});

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(value));
}
