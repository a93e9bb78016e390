import { vendorCall, VendorError } from '../vendor-error';
import { type GoogleCredentials } from './google-credentials';

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
