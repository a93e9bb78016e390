import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin';
import { type Connection } from '../../domain/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { vendorCall } from '../vendor-error';
import { type AccessTokens } from './access-token';
import { type Reply } from './exchange';
import { ownTransport } from './own-transport';
import { unlessAborted } from './unless-aborted';

/**
 * What came of a call: an answer of whatever status, or none (`reply` is undefined); or `not-sent`:
 * no token could be had for it, or only one that Google refused.
 */
export type Called =
  | { readonly kind: 'sent'; readonly reply: Reply | undefined }
  | { readonly kind: 'not-sent'; readonly failure: GoogleFailure };

export type DirectoryAccess = {
  readonly api: admin_directory_v1.Admin;
  readonly rootUrl: string;
  readonly tokens: AccessTokens;
  readonly connection: Connection;
};

/** Makes the call with Google's client library and these options. */
type Send = (
  api: admin_directory_v1.Admin,
  options: ReturnType<typeof ownTransport>,
) => Promise<unknown>;

/**
 * Makes one Directory call, given up after `deadlineMs`, the time for a token included. After a 401
 * it asks for a new token and repeats the call once.
 */
export async function callDirectory(
  access: DirectoryAccess,
  deadlineMs: number,
  send: Send,
): Promise<Called> {
  const signal = deadlineMs > 0 ? AbortSignal.timeout(deadlineMs) : AbortSignal.abort();
  const first = await callOnce(access, signal, send);
  const refused = first.kind === 'sent' && first.reply?.status === 401;
  return refused ? callOnce(access, signal, send) : first;
}

async function callOnce(
  { api, rootUrl, tokens, connection }: DirectoryAccess,
  signal: AbortSignal,
  send: Send,
): Promise<Called> {
  const token = await unlessAborted(tokens.get(connection), signal);
  if (token?.kind === 'failed') return { kind: 'not-sent', failure: token.failure };
  if (token === undefined || signal.aborted) {
    return { kind: 'not-sent', failure: { code: 'no-answer' } };
  }
  let reply: Reply | undefined;
  const headers = { authorization: `Bearer ${token.value.reveal()}` };
  const options = ownTransport({ rootUrl, headers, signal }, (arrived) => void (reply = arrived));
  await vendorCall('Directory API', () => send(api, options));
  if (reply?.status === 401) tokens.drop(connection, token.value);
  return { kind: 'sent', reply };
}
