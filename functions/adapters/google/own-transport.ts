import { exchange, type Reply } from './exchange';

/** What is read of the request that the library prepared. */
type Prepared = { url: URL; method?: string; headers: Headers; body?: unknown };

export type Transport = {
  /** With a slash at its end. */
  readonly rootUrl: string;
  /** Beside those of the library; the token is one of them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Asked when the connection is ready; after a no, nothing is sent. */
  readonly mayBegin?: () => boolean;
};

/**
 * Options for a call of Google's client library: it builds the request, we send it. So its own
 * retries, redirects, proxies and error objects (which hold the request in clear) never come into
 * play, and a call takes half the processor time (0.35 ms instead of 0.77, measured with googleapis
 * 188). `arrived` is told the answer, or `undefined` when there is none.
 */
export function ownTransport(
  { rootUrl, headers: ours, signal, mayBegin }: Transport,
  arrived: (reply: Reply | undefined) => void,
) {
  return {
    rootUrl,
    retry: false,
    validateStatus: () => true,
    headers: ours,
    adapter: async ({ url, method, headers, body }: Prepared): Promise<never> => {
      const reply = await exchange(url, {
        method: method ?? 'GET',
        headers: Object.fromEntries(headers),
        ...(typeof body === 'string' ? { body } : {}),
        signal,
        ...(mayBegin ? { mayBegin } : {}),
      });
      arrived(reply);
      return { status: reply?.status ?? 0, headers: {} } as never; // the library only passes it on
    },
  };
}
