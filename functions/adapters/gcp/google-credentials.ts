import { type GoogleAuth } from 'google-auth-library';
import { vendorCall, VendorError } from '../vendor-error';

/** Returns the credentials for calls to Google Cloud. The library is loaded at first use. */
export type GoogleCredentials = () => Promise<GoogleAuth>;

/** Every API that this service calls accepts this scope. IAM decides what the service account may do. */
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Calls use Node's own `fetch`. The library would load a second implementation, in a way that jest cannot
 * handle. Node initialises its own at the first use of the name, in about 15 ms, so the name is used only
 * when a call needs it.
 */
const transporterOptions = {
  fetchImplementation: (...request: Parameters<typeof fetch>) => fetch(...request),
};

/** The service account of this instance (Application Default Credentials). One token serves all clients. */
export function instanceCredentials(): GoogleCredentials {
  let auth: Promise<GoogleAuth> | undefined;
  return () =>
    (auth ??= import('google-auth-library').then(
      (library) => new library.GoogleAuth({ scopes: SCOPE, clientOptions: { transporterOptions } }),
    ));
}

/** No credentials. For emulators and fakes, which must never receive a token of the real cloud. */
export const noCredentials: GoogleCredentials = async () => {
  const library = await import('google-auth-library');
  const authClient = new library.PassThroughClient({ transporterOptions });
  return new library.GoogleAuth({ authClient });
};

/**
 * Returns the access token of this instance's service account, for IAM Credentials: with it, the delegated
 * service account signs without a key. The library caches the token until shortly before it expires. Throws
 * a `VendorError` if there is no token.
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
 * Returns an OIDC token that proves the identity of this instance, its service account, to one audience.
 * The metadata server is asked each time, because few calls need such a token. Throws a `VendorError` if
 * there is no token.
 */
export const instanceIdentity =
  (credentials: GoogleCredentials): ((audience: string) => Promise<string>) =>
  (audience) =>
    vendorCall('Google Cloud identity', async () => {
      const auth = await credentials();
      const client = await auth.getIdTokenClient(audience);
      return client.idTokenProvider.fetchIdToken(audience);
    });
