import { type BuildOptions, builtRequest } from '../google/built-request';
import { exchange, type Reply } from '../http/exchange';
import { unlessAborted, untilDeadline } from '../deadline';
import { vendorCall, VendorError } from '../vendor-error';
import { type GoogleCredentials } from './google-credentials';

/** One Google Cloud API as this process reaches it over REST. */
export type CloudApi = {
  /** Ours, such as `Cloud Tasks`; it begins the message of every `VendorError`. */
  readonly name: string;
  readonly rootUrl: string;
  readonly credentials: GoogleCredentials;
  readonly deadlineMs: number;
};

/**
 * Makes one call, given up after the deadline, the time for a token included. Gives the answer,
 * whatever its status, or `undefined` when there is none; the call may have had its effect then.
 * Throws a `VendorError` if we can't sign in. Never tries again.
 */
export async function cloudCall(
  { name, rootUrl, credentials, deadlineMs }: CloudApi,
  build: (options: BuildOptions) => Promise<unknown>,
): Promise<Reply | undefined> {
  return untilDeadline(deadlineMs, async (signal) => {
    const headers = await vendorCall(`${name} sign-in`, () =>
      unlessAborted(signIn(credentials, rootUrl), signal),
    );
    if (headers === undefined) return undefined;
    const root = rootUrl.endsWith('/') ? rootUrl : `${rootUrl}/`;
    const { url, ...call } = await builtRequest(name, root, build);
    return exchange(url, { ...call, headers: { ...call.headers, ...headers }, signal });
  });
}

/** What an answer that a port has no value for becomes: the status, and nothing of the text. */
export const refusedCall = (call: string, reply: Reply | undefined): VendorError =>
  new VendorError(call, reply === undefined ? 'no answer' : `HTTP ${reply.status}`);

async function signIn(
  credentials: GoogleCredentials,
  rootUrl: string,
): Promise<Record<string, string>> {
  const auth = await credentials();
  return Object.fromEntries(await auth.getRequestHeaders(rootUrl));
}
