import { type AuthClient } from 'google-auth-library';
import { vendorCall } from '../vendor-error';

/** A request that Google's client library has built, without the sign-in. */
export type BuiltRequest = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What a call of the library is given beside its parameters. */
export type BuildOptions = {
  readonly rootUrl: string;
  readonly auth: AuthClient;
  /** Said here, it can't be said otherwise by the environment, which would send calls to another host. */
  readonly universeDomain: 'googleapis.com';
};

/** What is read of the request that the library prepared. */
type Prepared = {
  readonly url: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: object;
};

/**
 * Has Google's client library build a request, which is then ours to send: in the place of the client
 * that would sign and send it is one that hands it back. So the library's own retries, redirects,
 * proxies and error objects (which hold the request in clear) never come into play, and nothing of it
 * is left when the request is on its way. `name` begins the message of a `VendorError`.
 */
export async function builtRequest(
  name: string,
  rootUrl: string,
  build: (options: BuildOptions) => Promise<unknown>,
): Promise<BuiltRequest> {
  const prepared = await vendorCall(name, () =>
    build({ rootUrl, auth: HANDS_BACK, universeDomain: 'googleapis.com' }),
  );
  const { url, method, params, data } = prepared as Prepared;
  const query = queryOf(params);
  return {
    url: new URL(query === '' ? url : `${url}?${query}`),
    method,
    headers: data === undefined ? HEADERS : JSON_HEADERS,
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  };
}

/** Stands for the client of the auth library, of which only `request` is called. */
class HandsBack {
  /** Without the headers: the library makes an object of them each time that takes longer than the rest. */
  request({ url, method, params, data }: Prepared): Prepared {
    return { url, method, ...(params ? { params } : {}), ...(data ? { data } : {}) };
  }
}

const HANDS_BACK = new HandsBack() as unknown as AuthClient;

/** Google packs an answer only if both say so. */
const HEADERS = { 'accept-encoding': 'gzip', 'user-agent': 'google-apps-passwords (gzip)' };
const JSON_HEADERS = { ...HEADERS, 'content-type': 'application/json' };

/** As Google reads it: a list is its name again for each value. */
const queryOf = (params: Prepared['params'] = {}): string =>
  Object.entries(params)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}=${encoded(each)}`))
    .join('&');

const encoded = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());
