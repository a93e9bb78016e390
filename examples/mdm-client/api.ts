import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type components, type operations } from './api-types';

export type Password = components['schemas']['Password'];
export type Problem = components['schemas']['Problem'];
export type UserStatus = operations['getUser']['responses'][200]['content']['application/json'];
export type Acknowledgement =
  operations['acknowledgeDevice']['requestBody']['content']['application/json'];
export type Platform = operations['getProfile']['parameters']['path']['platform'];

/** Where the service is, and what each call carries. */
export type ApiOptions = {
  /** The address of the function `passwords`, without a slash at the end. */
  readonly url: string;
  /**
   * Headers of each call. In the cloud: `Authorization: Bearer` and an OIDC token of the MDM's service account,
   * whose audience is the function's address.
   */
  readonly headers?: () => Promise<Headers | Readonly<Record<string, string>>>;
  /** A call is given up after this many attempts. */
  readonly attempts?: number;
};

/** A refusal that a repetition would not change. `problem.detail` says what to do. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.type}: ${problem.detail}`);
    this.problem = problem;
  }
}

type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** An answer that was read to its end. */
type Answer = Pick<Response, 'ok' | 'status' | 'headers'> & { readonly text: string };

const ATTEMPTS = 20;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** The calls of `passwords` that an MDM makes. Each may be repeated, and is, as the field `retry` says. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** The user's password. Sets one at Google only if there is none. */
  async issue(user: string): Promise<Password> {
    const text = await this.#call({ method: 'PUT', path: `${pathOf(user)}/password` });
    return JSON.parse(text) as Password;
  }

  /** A new password. The key makes repetitions of this one request give one new password. */
  async rotate(user: string): Promise<Password> {
    const text = await this.#call({
      method: 'POST',
      path: `${pathOf(user)}/password/rotation`,
      headers: { 'idempotency-key': randomUUID() },
    });
    return JSON.parse(text) as Password;
  }

  async status(user: string): Promise<UserStatus> {
    return JSON.parse(await this.#call({ method: 'GET', path: pathOf(user) })) as UserStatus;
  }

  /** The profile with the user's present password. It may be left out which network if there is only one. */
  async profile(user: string, platform: Platform, network?: string): Promise<string> {
    const query = network === undefined ? '' : `?network=${encodeURIComponent(network)}`;
    const path = `${pathOf(user)}/profiles/${platform}${query}`;
    return this.#call({ method: 'GET', path });
  }

  async acknowledge(user: string, device: string, body: Acknowledgement): Promise<void> {
    await this.#call({ method: 'PUT', path: devicePath(user, device), body });
  }

  /** The device is gone: it is forgotten, and the user's other devices get another password. */
  async remove(user: string, device: string): Promise<void> {
    await this.#call({ method: 'DELETE', path: `${devicePath(user, device)}?rotate=true` });
  }

  /** The body of an answer below 300. Throws `Refused`, or an `Error` if no attempt got a better answer. */
  async #call(request: Request): Promise<string> {
    const { attempts = ATTEMPTS } = this.#options;
    const name = `${request.method} ${request.path}`;
    let last = 'no attempt';
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const answer = await this.#once(request);
      if (answer?.ok) return answer.text;
      const problem = answer && problemOf(answer);
      // Without a problem document the answer is not the service's: a proxy's, or none at all.
      if (problem && problem.retry !== 'same-request') throw new Refused(problem);
      last = problem?.type ?? `status ${String(answer?.status ?? 'none')}`;
      if (!problem && (answer?.status === 401 || answer?.status === 403)) {
        throw new Error(`${name}: ${last}, not from the service. Look at the token.`);
      }
      if (attempt < attempts) await wait(pauseMs(answer, attempt));
    }
    throw new Error(`${name}: given up after ${last}.`);
  }

  /** Undefined: no answer, or one that broke off, so the call may have taken effect or not. */
  async #once({ method, path, headers = {}, body }: Request): Promise<Answer | undefined> {
    const all = new Headers(await this.#options.headers?.());
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    if (body !== undefined) all.set('content-type', 'application/json');
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      const answer = await fetch(`${this.#options.url}${path}`, { method, headers: all, ...json });
      const { ok, status, headers: told } = answer;
      return { ok, status, headers: told, text: await answer.text() };
    } catch {
      return undefined;
    }
  }
}

const pathOf = (user: string): string => `/v1/users/${encodeURIComponent(user)}`;

const devicePath = (user: string, device: string): string =>
  `${pathOf(user)}/devices/${encodeURIComponent(device)}`;

function problemOf({ headers, text }: Answer): Problem | undefined {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return undefined;
  }
}

/** As long as the service asks for; else twice as long each time, with a random part, so that clients spread. */
function pauseMs(answer: Answer | undefined, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(asked)) return asked * 1000 * (1 + Math.random() / 10);
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return longest * (0.5 + Math.random() / 2);
}
