import { z } from 'zod';
import { type Answered } from './wire';

/**
 * The closed list of problems (RFC 9457). `retry` tells a program what to do: `never` retry, send the
 * `same-request` again (after `Retry-After` if it is present), or retry only `after-change` of something.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid', retry: 'after-change' },
  'forbidden-identity': {
    status: 403,
    title: 'Your sign-in is not accepted here',
    retry: 'after-change',
  },
  'forbidden-role': { status: 403, title: 'Your role does not allow this', retry: 'after-change' },
  'forbidden-origin': { status: 403, title: 'The call came from another site', retry: 'never' },
  'self-service-off': {
    status: 403,
    title: 'Self-service is switched off',
    retry: 'after-change',
  },
  'admin-account': { status: 403, title: 'Administrators are never touched', retry: 'never' },
  'not-found': { status: 404, title: 'There is nothing at this address', retry: 'never' },
  'user-not-found': { status: 404, title: 'Google knows no such user', retry: 'after-change' },
  'no-password': {
    status: 404,
    title: 'This user has no password from this service',
    retry: 'after-change',
  },
  'password-forgotten': {
    status: 404,
    title: 'The stored copy of this password was destroyed',
    retry: 'after-change',
  },
  'no-network': { status: 404, title: 'There is no such Wi-Fi network', retry: 'after-change' },
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
  'secure-ldap-not-configured': {
    status: 409,
    title: 'Secure LDAP is not connected yet',
    retry: 'after-change',
  },
  'secure-ldap-failing': {
    status: 409,
    title: 'The connection to Secure LDAP fails',
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
  'password-drifted': {
    status: 409,
    title: 'Somebody else changed this password at Google',
    retry: 'after-change',
  },
  'too-many-devices': {
    status: 409,
    title: 'This user has too many devices',
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
  'too-many-rotations': {
    status: 429,
    title: 'No more new passwords today',
    retry: 'same-request',
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

type ProblemType = `urn:google-apps-passwords:problem:${ProblemCode}`;

/** The identifier that a program compares. */
export const problemType = (code: ProblemCode): ProblemType =>
  `urn:google-apps-passwords:problem:${code}`;

const FieldError = z.object({
  pointer: z.string().meta({ description: 'A JSON pointer (RFC 6901).' }),
  message: z.string(),
});
/** One invalid field: where it is (`""` is the whole body) and why it is invalid. */
export type FieldError = Answered<typeof FieldError>;

/** The body of every answer that is a problem (RFC 9457). */
export const ProblemAnswer = z.object({
  type: z.enum((Object.keys(PROBLEMS) as ProblemCode[]).map(problemType)),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().meta({ description: 'What happened, what it means and what to do.' }),
  instance: z.string().meta({ description: 'urn:uuid of the request, also in the log.' }),
  retry: z.enum(['never', 'same-request', 'after-change']),
  errors: z.array(FieldError).optional(),
});
export type ProblemAnswer = Answered<typeof ProblemAnswer>;
