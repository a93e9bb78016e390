import { jsonReply, type Reply } from './reply';

/** An error of the Directory API, in the envelope of Google's v1 APIs. */
export function apiError(status: number, reason: string, message: string): Reply {
  return jsonReply(status, {
    error: { code: status, message, errors: [{ message, domain: 'global', reason }] },
  });
}

/** The envelope of Google's newer APIs (IAM Credentials). */
export const rpcError = (status: number, code: string, message: string): Reply =>
  jsonReply(status, { error: { code: status, message, status: code } });

/** An error of the token endpoint (RFC 6749, section 5.2). */
export const oauthError = (status: number, error: string, description: string): Reply =>
  jsonReply(status, { error, error_description: description });

export const invalidCredentials = (): Reply => {
  const message = 'Invalid Credentials';
  return {
    ...jsonReply(401, {
      error: {
        code: 401,
        message,
        errors: [
          {
            message,
            domain: 'global',
            reason: 'authError',
            location: 'Authorization',
            locationType: 'header',
          },
        ],
      },
    }),
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
  };
};

export const notAuthorized = (): Reply =>
  apiError(403, 'forbidden', 'Not Authorized to access this resource/api');

export const userNotFound = (): Reply => apiError(404, 'notFound', 'Resource Not Found: userKey');

/** A name in `fields` that the resource does not have. */
export const invalidField = (name: string): Reply =>
  apiError(400, 'invalidParameter', `Invalid field selection ${name}`);

/** The project number in the message about a disabled API. */
export const PROJECT_NUMBER = '104729130363';

/** The Admin SDK is disabled in the project that owns the key. */
export function apiNotEnabled(): Reply {
  const page = `https://console.developers.google.com/apis/api/admin.googleapis.com/overview?project=${PROJECT_NUMBER}`;
  const message = `Admin SDK API has not been used in project ${PROJECT_NUMBER} before or it is disabled. Enable it by visiting ${page} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
  return jsonReply(403, {
    error: {
      code: 403,
      message,
      errors: [
        { message, domain: 'usageLimits', reason: 'accessNotConfigured', extendedHelp: page },
      ],
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'SERVICE_DISABLED',
          domain: 'googleapis.com',
          metadata: {
            service: 'admin.googleapis.com',
            consumer: `projects/${PROJECT_NUMBER}`,
            activationUrl: page,
          },
        },
      ],
    },
  });
}
