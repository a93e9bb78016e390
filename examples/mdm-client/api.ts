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
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
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
    const answer = await this.#call({ method: 'PUT', path: `${pathOf(user)}/password` });
    return (await answer.json()) as Password;
  }

  /** A new password. The key makes repetitions of this one request give one new password. */
  async rotate(user: string): Promise<Password> {
    const answer = await this.#call({
      method: 'POST',
      path: `${pathOf(user)}/password/rotation`,
      headers: { 'idempotency-key': randomUUID() },
    });
    return (await answer.json()) as Password;
  }

  async status(user: string): Promise<UserStatus> {
    return (await (await this.#call({ method: 'GET', path: pathOf(user) })).json()) as UserStatus;
  }

  /** The profile with the user's present password. It may be left out which network if there is only one. */
  async profile(user: string, platform: Platform, network?: string): Promise<string> {
    const query = network === undefined ? '' : `?network=${encodeURIComponent(network)}`;
    const path = `${pathOf(user)}/profiles/${platform}${query}`;
    return (await this.#call({ method: 'GET', path })).text();
  }

  async acknowledge(user: string, device: string, body: Acknowledgement): Promise<void> {
    await this.#call({ method: 'PUT', path: devicePath(user, device), body });
  }

  /** The device is gone: it is forgotten, and the user's other devices get another password. */
  async remove(user: string, device: string): Promise<void> {
    await this.#call({ method: 'DELETE', path: `${devicePath(user, device)}?rotate=true` });
  }

  /** Any answer below 300. Throws `Refused`, or an `Error` if there was no better answer in all attempts. */
  async #call(request: Request): Promise<Response> {
    const { attempts = ATTEMPTS } = this.#options;
    let last = 'no attempt';
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const answer = await this.#once(request);
      if (answer?.ok) return answer;
      const problem = answer && (await problemOf(answer));
      // Without a problem document the answer is not the service's: a proxy's, or none at all.
      if (problem && problem.retry !== 'same-request') throw new Refused(problem);
      last = problem?.type ?? `status ${String(answer?.status ?? 'none')}`;
      await wait(pauseMs(answer, attempt));
    }
    throw new Error(`${request.method} ${request.path}: given up after ${last}.`);
  }

  /** Undefined: no answer, so the call may have taken effect or not. */
  async #once({ method, path, headers, body }: Request): Promise<Response | undefined> {
    const own = await this.#options.headers?.();
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return fetch(`${this.#options.url}${path}`, {
      method,
      headers: { ...own, ...headers, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined);
  }
}

const pathOf = (user: string): string => `/v1/users/${encodeURIComponent(user)}`;

const devicePath = (user: string, device: string): string =>
  `${pathOf(user)}/devices/${encodeURIComponent(device)}`;

async function problemOf(answer: Response): Promise<Problem | undefined> {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
  return (await answer.json().catch(() => undefined)) as Problem | undefined;
}

/** As long as the service asks for; else twice as long each time, with a random part, so that clients spread. */
function pauseMs(answer: Response | undefined, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(asked)) return asked * 1000 * (1 + Math.random() / 10);
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return longest * (0.5 + Math.random() / 2);
}
