import { type Fault } from './fault';
import { apiError, oauthError, rpcError } from './google-error';
import { type Operation, type Reply } from './reply';

type ErrorFault = Extract<Fault, { status: number }>;

/** Google's usual reason and message for each status, for faults that specify none. */
const USUAL: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['invalid', 'Invalid Input'],
  401: ['authError', 'Invalid Credentials'],
  403: ['forbidden', 'Not Authorized to access this resource/api'],
  404: ['notFound', 'Resource Not Found: userKey'],
  409: ['conflict', 'Conflicting requests.'],
  412: ['conditionNotMet', 'User creation is not complete.'],
  429: ['rateLimitExceeded', 'Too many concurrent requests.'],
};
const BACKEND_ERROR = ['backendError', 'Service unavailable. Please try again'] as const;

/** The reply of an `error` fault: its own body, or the envelope of the called API. */
export function errorReply(operation: Operation, fault: ErrorFault): Reply {
  const headers =
    fault.retryAfterSeconds === undefined
      ? {}
      : { headers: { 'retry-after': String(fault.retryAfterSeconds) } };
  if (fault.body !== undefined) {
    const mediaType = fault.mediaType ?? (fault.body.startsWith('<') ? 'text/html' : 'text/plain');
    return { status: fault.status, body: fault.body, mediaType, ...headers };
  }
  const [reason, message] = USUAL[fault.status] ?? BACKEND_ERROR;
  const given = { reason: fault.reason ?? reason, message: fault.message ?? message };
  return { ...envelope(operation, fault, given), ...headers };
}

function envelope(
  operation: Operation,
  fault: ErrorFault,
  { reason, message }: { reason: string; message: string },
): Reply {
  switch (operation) {
    case 'token':
      return oauthError(
        fault.status,
        fault.reason ?? 'internal_failure',
        fault.message ?? 'Backend Error',
      );
    case 'signJwt':
      return rpcError(fault.status, fault.reason ?? 'UNAVAILABLE', message);
    case 'activesync':
      return { status: fault.status, body: message, mediaType: 'text/plain; charset=utf-8' };
    case 'users.get':
    case 'users.list':
    case 'users.update':
    case 'users.patch':
    case 'activities.list':
      return apiError(fault.status, reason, message);
  }
}
