/**
 * The closed list of problems (RFC 9457). `retry` tells a program what to do: `never`, send the
 * `same-request` again (after `Retry-After` where there is one), or only `after-change` of something.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid', retry: 'after-change' },
  'forbidden-identity': {
    status: 403,
    title: 'Your sign-in could not be verified',
    retry: 'after-change',
  },
  'forbidden-role': { status: 403, title: 'Your role does not allow this', retry: 'after-change' },
  'forbidden-origin': { status: 403, title: 'The call came from another site', retry: 'never' },
  'admin-account': { status: 403, title: 'Administrators are never touched', retry: 'never' },
  'not-found': { status: 404, title: 'There is nothing at this address', retry: 'never' },
  'user-not-found': { status: 404, title: 'Google knows no such user', retry: 'after-change' },
  'no-password': {
    status: 404,
    title: 'This user has no password from this service',
    retry: 'after-change',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    retry: 'never',
  },
  'not-configured': { status: 409, title: 'Google is not connected yet', retry: 'after-change' },
  'configuration-failing': {
    status: 409,
    title: 'The connection to Google fails',
    retry: 'after-change',
  },
  'in-progress': {
    status: 409,
    title: 'Another call is changing this password',
    retry: 'same-request',
  },
  'user-suspended': {
    status: 409,
    title: 'The user is suspended or archived',
    retry: 'after-change',
  },
  'out-of-scope': {
    status: 409,
    title: 'The user is outside the organisational units in scope',
    retry: 'after-change',
  },
  'other-workspace': {
    status: 409,
    title: 'The password belongs to another Google Workspace',
    retry: 'after-change',
  },
  'invalid-state': {
    status: 409,
    title: 'This is not possible in the current state',
    retry: 'after-change',
  },
  'configuration-changed': {
    status: 412,
    title: 'The configuration changed since you read it',
    retry: 'after-change',
  },
  'payload-too-large': { status: 413, title: 'The body is too large', retry: 'after-change' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has another media type',
    retry: 'after-change',
  },
  'rotation-waits': {
    status: 503,
    title: 'This rotation waits for its turn',
    retry: 'same-request',
  },
  internal: { status: 500, title: 'Something went wrong here', retry: 'same-request' },
  'directory-refused': { status: 502, title: 'Google refused the change', retry: 'after-change' },
  'outcome-unknown': {
    status: 503,
    title: 'Whether Google holds the new password is not known yet',
    retry: 'same-request',
  },
  'quota-exceeded': {
    status: 503,
    title: 'Google allows no more calls at the moment',
    retry: 'same-request',
  },
  'user-not-ready': {
    status: 503,
    title: 'Google is still changing this user',
    retry: 'same-request',
  },
  'google-unavailable': {
    status: 503,
    title: 'Google could not be reached',
    retry: 'same-request',
  },
} as const satisfies Record<
  string,
  { status: number; title: string; retry: 'never' | 'same-request' | 'after-change' }
>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that is wrong: where (a JSON pointer, RFC 6901; `""` is the whole body) and why. */
export type FieldError = { readonly pointer: string; readonly message: string };

/** A problem as a value: what happened, what it means and what to do, in our own words. */
export type Problem = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Where it is not the code's own. */
  readonly retry?: (typeof PROBLEMS)[ProblemCode]['retry'];
  /** For `Retry-After`, rounded up to whole seconds. */
  readonly retryAfterMs?: number;
  /** For `Allow`, with `method-not-allowed`. */
  readonly allow?: readonly string[];
};

export const problem = (
  code: ProblemCode,
  detail: string,
  more: Omit<Problem, 'code' | 'detail'> = {},
): Problem => ({ code, detail, ...more });

/** The body of the answer, and nothing else ever: no vendor text, no stack. */
export function problemBody(given: Problem, requestId: string): Record<string, unknown> {
  const { status, title, retry } = PROBLEMS[given.code];
  return {
    type: `urn:google-apps-passwords:problem:${given.code}`,
    title,
    status,
    detail: given.detail,
    instance: `urn:uuid:${requestId}`,
    retry: given.retry ?? retry,
    ...(given.errors ? { errors: given.errors } : {}),
  };
}
