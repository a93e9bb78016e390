import { type AuthClient } from 'google-auth-library';
import { exchange, type Reply } from './exchange';

/** What is read of the request that the library prepared. */
type Prepared = {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly params?: object;
  readonly paramsSerializer?: (params: object) => string;
  readonly data?: object;
};

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
 * Options for a call of Google's client library: it builds the request, we send it, in the place of
 * the client that would sign it. So its own retries, redirects, proxies and error objects (which hold
 * the request in clear) never come into play. `arrived` is told the answer, or `undefined` when there
 * is none.
 */
export function ownTransport(
  { rootUrl, headers: ours, signal, mayBegin }: Transport,
  arrived: (reply: Reply | undefined) => void,
): { readonly rootUrl: string; readonly auth: AuthClient } {
  const request = async (prepared: Prepared): Promise<undefined> => {
    const { url, method, headers, params, paramsSerializer, data } = prepared;
    const query = params && paramsSerializer ? `?${paramsSerializer(params)}` : '';
    const reply = await exchange(new URL(url + query), {
      method,
      headers: {
        ...Object.fromEntries(headers),
        ...(data === undefined ? {} : { 'content-type': 'application/json' }),
        ...ours,
      },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
      signal,
      ...(mayBegin ? { mayBegin } : {}),
    });
    arrived(reply);
  };
  return { rootUrl, auth: { request } as unknown as AuthClient }; // of which only this is called
}
