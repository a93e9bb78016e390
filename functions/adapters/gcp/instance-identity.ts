import { vendorCall } from '../vendor-error';
import { type GoogleCredentials } from './google-credentials';

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
