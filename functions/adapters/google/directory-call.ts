import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin';
import { type Connection } from '../../domain/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { type Secret } from '../../domain/secret';
import { vendorCall } from '../vendor-error';
import { type AccessTokens } from './access-token';
import { exchange, type Reply } from './exchange';
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
  options: ReturnType<typeof callOptions>,
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
  const options = callOptions(rootUrl, token.value, signal, (arrived) => void (reply = arrived));
  await vendorCall('Directory API', () => send(api, options));
  if (reply?.status === 401) tokens.drop(connection, token.value);
  return { kind: 'sent', reply };
}

/** What is read of the request that the library prepared. */
type Prepared = { url: URL; method?: string; headers: Headers; body?: unknown };

/**
 * The library builds the request; we send it. So its own retries, redirects, proxies and error
 * objects (which hold the password in clear) never come into play, and a call takes half the
 * processor time (0.35 ms instead of 0.77, measured with googleapis 188).
 */
function callOptions(
  rootUrl: string,
  token: Secret,
  signal: AbortSignal,
  arrived: (reply: Reply | undefined) => void,
) {
  return {
    rootUrl,
    retry: false,
    validateStatus: () => true,
    headers: { authorization: `Bearer ${token.reveal()}` },
    adapter: async ({ url, method, headers, body }: Prepared): Promise<never> => {
      const reply = await exchange(url, {
        method: method ?? 'GET',
        headers: Object.fromEntries(headers),
        ...(typeof body === 'string' ? { body } : {}),
        signal,
      });
      arrived(reply);
      return { status: reply?.status ?? 0, headers: {} } as never; // the library only passes it on
    },
  };
}
