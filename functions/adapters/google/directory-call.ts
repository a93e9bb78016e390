import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin';
import { type Connection } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { type DurationMs, later } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { vendorCall } from '../vendor-error';
import { type AccessTokens } from './access-token';
import { directoryFailure } from './directory-error';
import { type Reply } from './exchange';
import { ownTransport } from './own-transport';
import { unlessAborted } from './unless-aborted';
import { untilDeadline } from './until-deadline';

/**
 * What came of a call: an answer of whatever status, or none (`reply` is undefined); or `not-sent`:
 * nothing left this process, because no token or no connection could be had, or not in time.
 */
export type Called =
  | { readonly kind: 'sent'; readonly reply: Reply | undefined }
  | { readonly kind: 'not-sent'; readonly failure: GoogleFailure };

export type DirectoryAccess = {
  readonly api: admin_directory_v1.Admin;
  readonly rootUrl: string;
  readonly tokens: AccessTokens;
  readonly connection: Connection;
  readonly clock: Clock;
};

/** Makes the call with Google's client library and these options. */
type Send = (
  api: admin_directory_v1.Admin,
  options: ReturnType<typeof ownTransport>,
) => Promise<unknown>;

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
  send: Send,
): Promise<Called> {
  const { clock } = access;
  const giveUpAt = later(clock.now(), deadlineMs);
  return untilDeadline(deadlineMs, async (signal) => {
    const limit = { signal, isOver: () => signal.aborted || clock.now() >= giveUpAt };
    const first = await callOnce(access, limit, send);
    return isRefusedToken(first) ? callOnce(access, limit, send) : first;
  });
}

/** Google's own 401 only: one of somebody in between leaves doubt, which a repetition must not hide. */
const isRefusedToken = (called: Called): boolean =>
  called.kind === 'sent' && called.reply?.status === 401 && directoryFailure(called.reply).definite;

async function callOnce(
  { api, rootUrl, tokens, connection }: DirectoryAccess,
  { signal, isOver }: Limit,
  send: Send,
): Promise<Called> {
  const kept = tokens.kept(connection);
  const token = kept ?? (await unlessAborted(tokens.get(connection), signal));
  if (token?.kind === 'failed') return { kind: 'not-sent', failure: token.failure };
  if (token === undefined || isOver()) return NOTHING_SENT;
  const call: { begun: boolean; reply?: Reply | undefined } = { begun: false };
  const mayBegin = (): boolean => (call.begun = !isOver());
  const headers = { authorization: `Bearer ${token.value.reveal()}` };
  const options = ownTransport({ rootUrl, headers, signal, mayBegin }, (arrived) => {
    call.reply = arrived;
  });
  await vendorCall('Directory API', () => send(api, options));
  if (!call.begun) return NOTHING_SENT;
  if (call.reply?.status === 401) tokens.drop(connection, token.value);
  return { kind: 'sent', reply: call.reply };
}

const NOTHING_SENT: Called = { kind: 'not-sent', failure: { code: 'no-answer' } };
