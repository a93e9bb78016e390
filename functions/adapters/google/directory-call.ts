import { type Connection } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { type DurationMs, later } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { type AccessTokens } from './access-token';
import { type BuiltRequest } from './built-request';
import { directoryFailure } from './directory-error';
import { exchange, type Reply } from '../http/exchange';
import { unlessAborted, untilDeadline } from '../deadline';

/**
 * The result of a call. `sent`: an answer with any status, or none (`reply` is undefined). `not-sent`:
 * nothing left this process, because no token or no connection was available in time.
 */
export type Called =
  | { readonly kind: 'sent'; readonly reply: Reply | undefined }
  | { readonly kind: 'not-sent'; readonly failure: GoogleFailure };

export type DirectoryAccess = {
  /** Ends with a slash. */
  readonly rootUrl: string;
  readonly tokens: AccessTokens;
  readonly connection: Connection;
  readonly clock: Clock;
};

/** A call to a collection of the Admin SDK: users of the Directory API, activities of the Reports API. */
export type DirectoryRequest = {
  /** The user that the call names, by address, alias or ID. Absent if it names no single user. */
  readonly userKey?: string;
  /** Builds the request. Called again for each attempt, so that no password is kept longer than needed. */
  readonly build: (rootUrl: string) => Promise<BuiltRequest>;
};

/** When a call is given up: by a timer, and by the clock, which continues while an instance is frozen. */
type Limit = { readonly signal: AbortSignal; readonly isOver: () => boolean };

/**
 * Makes one call to the Admin SDK and gives up after `deadlineMs`, which includes the time for a token and a
 * connection. It has settled by then and sends nothing afterwards, even if this instance was frozen in
 * between and the timers fire late. After a 401 from Google it requests a new token and repeats the call
 * once.
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

/**
 * Only a 401 from Google itself. A 401 from an intermediary leaves the outcome unknown, and a retry would
 * hide that.
 */
const isRefusedToken = (called: Called): boolean =>
  called.kind === 'sent' && called.reply?.status === 401 && directoryFailure(called.reply).definite;

async function callOnce(
  { rootUrl, tokens, connection }: DirectoryAccess,
  { signal, isOver }: Limit,
  { build }: DirectoryRequest,
): Promise<Called> {
  const kept = tokens.kept(connection);
  const token = kept ?? (await unlessAborted(tokens.get(connection), signal));
  if (token?.kind === 'failed') return { kind: 'not-sent', failure: token.failure };
  if (token === undefined || isOver()) return NOTHING_SENT;
  const { url, ...request } = await build(rootUrl);
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

/** Rejects keys that a URL could read as another path, and keys that a URL cannot contain. */
const isPossibleKey = (key: string): boolean =>
  key !== '' && key !== '.' && key !== '..' && key.isWellFormed() && !/\p{Cc}/u.test(key);

const NOBODY: Called = { kind: 'not-sent', failure: { code: 'user-not-found' } };

const NOTHING_SENT: Called = { kind: 'not-sent', failure: { code: 'no-answer' } };
