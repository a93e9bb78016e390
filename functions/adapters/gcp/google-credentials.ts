import { type GoogleAuth } from 'google-auth-library';
import { vendorCall, VendorError } from '../vendor-error';

/** Gives the credentials that calls to Google Cloud carry; the library is loaded at first use. */
export type GoogleCredentials = () => Promise<GoogleAuth>;

/** Every API that this service calls takes it; IAM says what our service account may do. */
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Calls go by Node's own fetch: the library would load a second one, in a way that jest can't follow.
 * Node loads its own at the first use of the name, in some 15 ms: not before a call needs it.
 */
const transporterOptions = {
  fetchImplementation: (...request: Parameters<typeof fetch>) => fetch(...request),
};

/** The service account that this instance runs as (Application Default Credentials); one token serves all clients. */
export function instanceCredentials(): GoogleCredentials {
  let auth: Promise<GoogleAuth> | undefined;
  return () =>
    (auth ??= import('google-auth-library').then(
      (library) => new library.GoogleAuth({ scopes: SCOPE, clientOptions: { transporterOptions } }),
    ));
}

/** No credentials: for emulators and fakes, which must never be sent a token of the real cloud. */
export const noCredentials: GoogleCredentials = async () => {
  const library = await import('google-auth-library');
  const authClient = new library.PassThroughClient({ transporterOptions });
  return new library.GoogleAuth({ authClient });
};

/**
 * Gives the access token of the service account that this instance runs as, for IAM Credentials: it
 * lets the delegated service account sign where there is no key. The library keeps the token until
 * shortly before it expires. Throws a `VendorError` if there is none.
 */
export const instanceBearer =
  (credentials: GoogleCredentials): (() => Promise<string>) =>
  async () => {
    const token = await vendorCall('Google Cloud sign-in', async () =>
      (await credentials()).getAccessToken(),
    );
    if (typeof token !== 'string') throw new VendorError('Google Cloud sign-in', 'no token');
    return token;
  };

/**
 * Gives an OIDC token that says to one audience who this instance is: its service account. Asked for
 * at the metadata server each time; the calls that need one are rare. Throws a `VendorError` if there
 * is none.
 */
export const instanceIdentity =
  (credentials: GoogleCredentials): ((audience: string) => Promise<string>) =>
  (audience) =>
    vendorCall('Google Cloud identity', async () => {
      const auth = await credentials();
      const client = await auth.getIdTokenClient(audience);
      return client.idTokenProvider.fetchIdToken(audience);
    });
