import { type BuildOptions, builtRequest } from '../google/built-request';
import { exchange, type Reply } from '../http/exchange';
import { unlessAborted, untilDeadline } from '../deadline';
import { vendorCall, VendorError } from '../vendor-error';
import { type GoogleCredentials } from './google-credentials';

/** One Google Cloud API, called over REST. */
export type CloudApi = {
  /** Our own name, such as `Cloud Tasks`. The message of every `VendorError` begins with it. */
  readonly name: string;
  readonly rootUrl: string;
  readonly credentials: GoogleCredentials;
  readonly deadlineMs: number;
};

/**
 * Makes one call and gives up at the deadline, which includes the time to get a token. Returns the answer
 * with any status, or `undefined` if there is none; the call may have taken effect even then. Throws a
 * `VendorError` if sign-in fails. Never retries.
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

/** The error for an answer that the port has no value for. It holds the status and none of the text. */
export const refusedCall = (call: string, reply: Reply | undefined): VendorError =>
  new VendorError(call, reply === undefined ? 'no answer' : `HTTP ${reply.status}`);

async function signIn(
  credentials: GoogleCredentials,
  rootUrl: string,
): Promise<Record<string, string>> {
  const auth = await credentials();
  return Object.fromEntries(await auth.getRequestHeaders(rootUrl));
}
