import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Logged, OutsideLog } from './outside-log';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/**
 * The key file that an administrator would download for the service account. Its signature is not verified.
 */
export const OUTSIDE_KEY_FILE = {
  type: 'service_account',
  project_id: 'outside',
  private_key_id: '0123456789abcdef0123456789abcdef01234567',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  client_email: 'service@outside.iam.gserviceaccount.com',
  client_id: '123456789012345678901',
  token_uri: 'https://elsewhere.example/token',
};

/** The shares of Directory API calls that go wrong: `lost` takes effect but is never answered. */
export type Trouble = { readonly lost: number; readonly failing: number };

/** A change of a password by the service. `lost`: it took effect, but its reply was not delivered. */
export type Change = { readonly user: string; readonly password: string; readonly lost: boolean };

export const OUTSIDE_ADMIN = 'admin@outside.example';

/**
 * A Google of the test's own that shares no code with the project: token endpoint, Directory and Reports API. Its
 * users are `user0@outside.example` and up, each with the live password. Every number has a user; the first
 * `listed` of them are in the lists.
 */
export class OutsideGoogle {
  readonly passwords = new Map<string, string>();
  /** Every change by the service, in order. */
  readonly history: Change[] = [];
  readonly log = new OutsideLog();
  /** Loses the reply to every so manieth look-up or page, and to every so manieth change. */
  losesEvery = Infinity;
  /** Calls to the Directory API, including refused ones. */
  calls = 0;
  /** The status of each refusal. */
  readonly refusals: number[] = [];
  trouble: Trouble = { lost: 0, failing: 0 };
  /** Called after each password change. */
  onChange: (changes: number, user: string, password: string) => void = () => undefined;
  changes = 0;
  /** Accepts no more calls: the connection breaks, and nothing takes effect. */
  silent = false;
  readonly #server: Server;
  readonly #listed: number;
  #seed = 42;
  #perMinute = Infinity;
  #minuteBeganAt = Date.now();
  #taken = 0;
  readonly #counts = { changes: 0, others: 0 };

  constructor(listed = 5) {
    this.#listed = listed;
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

  /** From now on accepts this many Directory API calls per minute and refuses further ones. */
  allow(perMinute: number): void {
    this.#perMinute = perMinute;
    this.#minuteBeganAt = Date.now();
    this.#taken = 0;
  }

  /** Somebody else changes a password. Returns what the log has of it. */
  change(user: string, password: string, by: string): Logged {
    this.passwords.set(user, password);
    return this.log.add(user, by);
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
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://outside');
    if (pathname === '/token') {
      json(response, 200, {
        access_token: 'outside-token',
        expires_in: 3599,
        token_type: 'Bearer',
      });
      return;
    }
    const page = this.log.answer(pathname, searchParams);
    if (page !== undefined) {
      json(response, 200, page);
      return;
    }
    const key = /^\/admin\/directory\/v1\/users(?:\/([^/]+))?$/.exec(pathname);
    if (key === null) {
      json(response, 404, googleError(404, 'notFound', 'Not Found'));
      return;
    }
    this.calls += 1;
    if (this.#isTooMany()) {
      this.#refuse(response);
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
    const isChange = request.method === 'PUT' || request.method === 'PATCH';
    const lost = this.#losesThis(isChange) || dice < this.trouble.failing + this.trouble.lost;
    const reply = (status: number, value: unknown): void => {
      if (lost) response.destroy();
      else json(response, status, value);
    };
    if (key[1] === undefined) {
      reply(200, this.#list(searchParams));
      return;
    }
    const user = findUser(decodeURIComponent(key[1]));
    if (user === undefined) {
      reply(404, googleError(404, 'notFound', 'Resource Not Found: userKey'));
      return;
    }
    if (isChange) this.#set(user.primaryEmail, body, lost);
    reply(200, user);
  }

  #losesThis(isChange: boolean): boolean {
    const nth = isChange ? (this.#counts.changes += 1) : (this.#counts.others += 1);
    return nth % this.losesEvery === 0;
  }

  /** Alternates between 403 and 429. */
  #refuse(response: ServerResponse): void {
    const status = this.refusals.length % 2 === 0 ? 403 : 429;
    this.refusals.push(status);
    const refusal =
      status === 403
        ? googleError(403, 'quotaExceeded', 'Quota exceeded for quota metric')
        : googleError(429, 'rateLimitExceeded', 'Too many requests');
    json(response, status, refusal);
  }

  #isTooMany(): boolean {
    while (Date.now() >= this.#minuteBeganAt + 60_000) {
      this.#minuteBeganAt += 60_000;
      this.#taken = 0;
    }
    if (this.#taken >= this.#perMinute) return true;
    this.#taken += 1;
    return false;
  }

  #list(query: URLSearchParams): object {
    const from = Number(query.get('pageToken') ?? 0);
    const to = Math.min(this.#listed, from + Number(query.get('maxResults') ?? 100));
    return {
      users: Array.from({ length: to - from }, (_, index) => userOf(from + index)),
      ...(to < this.#listed ? { nextPageToken: String(to) } : {}),
    };
  }

  #set(user: string, body: string, lost: boolean): void {
    const { password } = JSON.parse(body) as { password: string };
    this.passwords.set(user, password);
    this.history.push({ user, password, lost });
    this.log.add(user, OUTSIDE_ADMIN);
    this.changes += 1;
    this.onChange(this.changes, user, password);
  }

  /** A linear congruential generator (Numerical Recipes), so that a run can be repeated. */
  #draw(): number {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#seed / 2 ** 32;
  }
}

const FIRST_ID = 100_000_000_000_000_000_000n;

function findUser(key: string): ReturnType<typeof userOf> | undefined {
  if (key === OUTSIDE_ADMIN) {
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
