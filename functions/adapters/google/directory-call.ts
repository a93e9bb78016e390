import { type Connection } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { type DurationMs, later } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { type AccessTokens } from './access-token';
import { type BuildOptions, builtRequest } from './built-request';
import { type DirectoryUsers } from './directory-api';
import { directoryFailure } from './directory-error';
import { exchange, type Reply } from '../http/exchange';
import { unlessAborted, untilDeadline } from '../deadline';

/**
 * What came of a call: an answer of whatever status, or none (`reply` is undefined); or `not-sent`:
 * nothing left this process, because no token or no connection could be had, or not in time.
 */
export type Called =
  | { readonly kind: 'sent'; readonly reply: Reply | undefined }
  | { readonly kind: 'not-sent'; readonly failure: GoogleFailure };

export type DirectoryAccess = {
  readonly users: DirectoryUsers;
  /** With a slash at its end. */
  readonly rootUrl: string;
  readonly tokens: AccessTokens;
  readonly connection: Connection;
  readonly clock: Clock;
};

/** A call of `users`, the Directory API's collection. */
export type DirectoryRequest = {
  /** The one user that it concerns, by address, alias or id; absent: none in particular. */
  readonly userKey?: string;
  /** Has Google's client library build the request; anew for each sending, so that a password is not held longer. */
  readonly build: (users: DirectoryUsers, options: BuildOptions) => Promise<unknown>;
};

/** When a call is given up: by a timer, and by the clock, which goes on while an instance is frozen. */
type Limit = { readonly signal: AbortSignal; readonly isOver: () => boolean };

/**
 * Makes one Directory call, given up after `deadlineMs`, the time for a token and a connection
 * included: it has settled by then, and nothing is sent after that, even if this instance stood still
 * in between and the timers are late. After a 401 of Google's it asks for a new token and repeats the
 * call once.
 */
export async function callDirectory(
  access: DirectoryAccess,
  deadlineMs: DurationMs,
  request: DirectoryRequest,
): Promise<Called> {
  const { clock } = access;
  if (request.userKey !== undefined && !isPossibleKey(request.userKey)) return NOBODY;
  const giveUpAt = later(clock.now(), deadlineMs);
  return untilDeadline(deadlineMs, async (signal) => {
    const limit = { signal, isOver: () => signal.aborted || clock.now() >= giveUpAt };
    const first = await callOnce(access, limit, request);
    return isRefusedToken(first) ? callOnce(access, limit, request) : first;
  });
}

/** Google's own 401 only: one of somebody in between leaves doubt, which a repetition must not hide. */
const isRefusedToken = (called: Called): boolean =>
  called.kind === 'sent' && called.reply?.status === 401 && directoryFailure(called.reply).definite;

async function callOnce(
  { users, rootUrl, tokens, connection }: DirectoryAccess,
  { signal, isOver }: Limit,
  { build }: DirectoryRequest,
): Promise<Called> {
  const kept = tokens.kept(connection);
  const token = kept ?? (await unlessAborted(tokens.get(connection), signal));
  if (token?.kind === 'failed') return { kind: 'not-sent', failure: token.failure };
  if (token === undefined || isOver()) return NOTHING_SENT;
  const { url, ...request } = await builtRequest('Directory API', rootUrl, (options) =>
    build(users, options),
  );
  const call = { begun: false };
  const reply = await exchange(url, {
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token.value.reveal()}` },
    signal,
    mayBegin: () => (call.begun = !isOver()),
  });
  if (!call.begun) return NOTHING_SENT;
  if (reply?.status === 401) tokens.drop(connection, token.value);
  return { kind: 'sent', reply };
}

/** Nothing that could stand for another path, and nothing that a URL can't carry, is a user's key. */
const isPossibleKey = (key: string): boolean =>
  key !== '' && key !== '.' && key !== '..' && key.isWellFormed() && !/\p{Cc}/u.test(key);

const NOBODY: Called = { kind: 'not-sent', failure: { code: 'user-not-found' } };

const NOTHING_SENT: Called = { kind: 'not-sent', failure: { code: 'no-answer' } };
