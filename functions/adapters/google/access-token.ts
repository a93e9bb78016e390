import { z } from 'zod';
import { type Connection } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { Secret } from '../../domain/secret';
import { type EpochMs, epochMs } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { type Answer } from '../../ports/directory';
import { type Assertion, claimsFor, type Signers, signKeyless, signWithKey } from './assertion';
import { exchange, type Reply } from '../http/exchange';
import { parseJson } from '../http/parse-json';
import { dateOf, failureOf } from './google-error';
import { meantOf } from './own-meaning';
import { isAtRandom, tokenFailure } from './token-error';

export type TokenSource = Signers & {
  /**
   * Where assertions are sent: Google's endpoint, or the deployment's setting. Never the `token_uri` of a
   * key file.
   */
  readonly tokenUrl: string;
  readonly clock: Clock;
};

/** A source of tokens for one scope. */
type ScopedSource = TokenSource & { readonly scope: string };

/** The result of a token request, and Google's clock at that time if the answer contained it. */
export type Minted = { readonly answer: Answer<Secret>; readonly googleTime?: EpochMs };

/** The deadline for signing remotely and requesting a token together. */
export const MINT_DEADLINE_MS = 10_000;

/** A token is not used in its last minutes, so that it does not expire in transit. */
const SPARE_MS = 5 * 60_000;

/**
 * Tokens for one scope, per connection, cached until shortly before they expire. Concurrent callers share one token
 * request per connection.
 */
export class AccessTokens {
  readonly #source: ScopedSource;
  readonly #kept = new Map<string, { token: Secret; freshUntil: EpochMs }>();
  readonly #flights = new Map<string, Promise<Minted>>();

  constructor(source: ScopedSource) {
    this.#source = source;
  }

  /** The cached token, if it is still fresh. */
  kept(connection: Connection): Answer<Secret> | undefined {
    const kept = this.#kept.get(identity(connection));
    if (!kept || this.#source.clock.now() >= kept.freshUntil) return undefined;
    return { kind: 'ok', value: kept.token };
  }

  /** The cached token, or a new one. */
  async get(connection: Connection): Promise<Answer<Secret>> {
    return this.kept(connection) ?? (await this.mint(connection)).answer;
  }

  /** A new token, even if one is cached. Joins a request that is already in progress. */
  mint(connection: Connection): Promise<Minted> {
    const id = identity(connection);
    const flight = this.#flights.get(id) ?? this.#fly(id, connection);
    this.#flights.set(id, flight);
    return flight;
  }

  /** Removes a token that Google refused from the cache, unless a newer one is cached already. */
  drop(connection: Connection, refused: Secret): void {
    const id = identity(connection);
    if (this.#kept.get(id)?.token === refused) this.#kept.delete(id);
  }

  async #fly(id: string, connection: Connection): Promise<Minted> {
    try {
      const { answer, lifeMs, googleTime, now } = await askForToken(this.#source, connection);
      if (answer.kind === 'ok') {
        const freshUntil = epochMs(now + lifeMs - Math.min(SPARE_MS, lifeMs / 2));
        this.#forgetExpired(now);
        this.#kept.set(id, { token: answer.value, freshUntil });
      }
      return googleTime === undefined ? { answer } : { answer, googleTime };
    } finally {
      this.#flights.delete(id);
    }
  }

  #forgetExpired(now: EpochMs): void {
    for (const [id, { freshUntil }] of this.#kept) if (freshUntil <= now) this.#kept.delete(id);
  }
}

/**
 * Connections with the same identity get the same token. Key versions are never reused. A token of the service
 * account itself is valid in every Workspace, so the customer makes no difference to it.
 */
function identity({ adminUsername, credential }: Connection): string {
  const signer =
    credential.kind === 'key'
      ? [credential.keyVersion, credential.clientEmail, credential.keyId]
      : [credential.serviceAccount];
  return JSON.stringify([credential.kind, adminUsername ?? null, ...signer]);
}

/** `now`: the time of the request. */
type Asked = Minted & { readonly lifeMs: number; readonly now: EpochMs };

/** A refusal that Google may give at random is final only if a fresh assertion is refused as well. */
async function askForToken(source: ScopedSource, connection: Connection): Promise<Asked> {
  const signal = AbortSignal.timeout(MINT_DEADLINE_MS);
  const first = await askOnce(source, connection, signal);
  const { answer } = first;
  if (answer.kind === 'ok' || !isAtRandom(answer.failure)) return first;
  return askOnce(source, connection, signal);
}

async function askOnce(
  source: ScopedSource,
  connection: Connection,
  signal: AbortSignal,
): Promise<Asked> {
  const now = source.clock.now();
  const assertion = await signed(source, connection, now, signal);
  if (assertion.kind === 'failed') return { answer: assertion, lifeMs: 0, now };
  const reply = await exchange(new URL(source.tokenUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion.jwt.reveal(),
    }).toString(),
    signal,
  });
  return { ...readToken(reply, connection), ...googleTimeOf(reply), now };
}

function signed(
  source: ScopedSource,
  { adminUsername, credential }: Connection,
  now: EpochMs,
  signal: AbortSignal,
): Promise<Assertion> {
  const acting = { adminUsername, scope: source.scope };
  if (credential.kind === 'key') return signWithKey(source, credential, acting, now);
  const claims = claimsFor(credential.serviceAccount, acting, now);
  return signKeyless(source, credential, claims, signal);
}

/** RFC 6749, 5.1. Google always sends `expires_in` (3599 seconds). */
const TokenBody = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().max(86_400).default(3599),
});

function readToken(
  reply: Reply | undefined,
  connection: Connection,
): { answer: Answer<Secret>; lifeMs: number } {
  if (reply?.status !== 200) return failed(meantOf(connection, tokenFailure(reply)));
  const body = TokenBody.safeParse(parseJson(reply.text));
  if (!body.success) return failed(failureOf('no-answer', reply));
  const { access_token, expires_in } = body.data;
  return {
    answer: { kind: 'ok', value: new Secret(access_token) },
    lifeMs: expires_in * 1000,
  };
}

const failed = (failure: GoogleFailure): { answer: Answer<Secret>; lifeMs: number } => ({
  answer: { kind: 'failed', failure },
  lifeMs: 0,
});

function googleTimeOf(reply: Reply | undefined): { googleTime?: EpochMs } {
  const date = reply && dateOf(reply);
  return date === undefined ? {} : { googleTime: epochMs(date) };
}
