import { rpcError } from './google-error';
import { bearerToken, type Call, jsonObject, jsonReply, type Received, type Reply } from './reply';
import { type ServiceAccount } from './service-account';

const SIGN_JWT = /^\/v1\/projects\/-\/serviceAccounts\/([^/]+):signJwt$/;

/** The keyless account, and the runtime's bearer token that permits signing as it. */
export type Signing = { readonly account: ServiceAccount; readonly runtimeAccessToken: string };

/**
 * IAM Credentials `signJwt`: signs claims as the keyless service account. The caller must hold the runtime's
 * own access token, which stands for a grant of `serviceAccountTokenCreator`.
 */
export function signJwtCall(signing: Signing, received: Received): Call | undefined {
  const name = SIGN_JWT.exec(received.path)?.[1];
  if (received.method !== 'POST' || name === undefined) return undefined;
  return {
    operation: 'signJwt',
    perform: () => signJwt(signing, decodeURIComponent(name), received),
  };
}

function signJwt(
  { account, runtimeAccessToken }: Signing,
  email: string,
  received: Received,
): Reply {
  if (bearerToken(received.headers) !== runtimeAccessToken) {
    return rpcError(
      401,
      'UNAUTHENTICATED',
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    );
  }
  if (email !== account.email || account.state !== 'enabled') {
    return rpcError(
      403,
      'PERMISSION_DENIED',
      "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
    );
  }
  const payload = jsonObject(received.body)?.['payload'];
  if (typeof payload !== 'string' || jsonObject(Buffer.from(payload)) === undefined) {
    return rpcError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.');
  }
  return jsonReply(200, account.signJwt(payload));
}
