import { type AuthClient } from 'google-auth-library';
import { vendorCall } from '../vendor-error';

/** A request that Google's client library has built, without authorisation. */
export type BuiltRequest = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** The options of a library call besides its parameters. */
export type BuildOptions = {
  readonly rootUrl: string;
  readonly auth: AuthClient;
  /** Set here so that the environment cannot set it and redirect calls to another host. */
  readonly universeDomain: 'googleapis.com';
};

/** The parts that are used of the request that the library prepared. */
type Prepared = {
  readonly url: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: object;
};

/**
 * Lets Google's client library build a request and returns it, to be sent by this service. A client that
 * returns the request replaces the one that would sign and send it. So the library's retries, redirects,
 * proxies and error objects (which hold the request in clear text) are never used, and the library holds
 * nothing of the request while it is sent. The message of a `VendorError` begins with `name`.
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
  return withBody({ url: new URL(query === '' ? url : `${url}?${query}`), method }, data);
}

/** The whole request. A body is sent as JSON. */
export const withBody = (
  call: Pick<BuiltRequest, 'url' | 'method'>,
  body: object | undefined,
): BuiltRequest =>
  body === undefined
    ? { ...call, headers: HEADERS }
    : { ...call, headers: JSON_HEADERS, body: JSON.stringify(body) };

/** Replaces the client of the auth library, of which only `request` is called. */
class HandsBack {
  /**
   * Omits the headers: the library creates an object for them on each read, which takes longer than
   * everything else.
   */
  request({ url, method, params, data }: Prepared): Prepared {
    return { url, method, ...(params ? { params } : {}), ...(data ? { data } : {}) };
  }
}

const HANDS_BACK = new HandsBack() as unknown as AuthClient;

/** Google compresses an answer only if both headers ask for it. */
const HEADERS = { 'accept-encoding': 'gzip', 'user-agent': 'google-apps-passwords (gzip)' };
const JSON_HEADERS = { ...HEADERS, 'content-type': 'application/json' };

/** The query format that Google reads: a list repeats its name for each value. */
const queryOf = (params: Prepared['params'] = {}): string =>
  Object.entries(params)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}=${encoded(each)}`))
    .join('&');

const encoded = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());
