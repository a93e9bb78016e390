import { type GoogleFailure, type GoogleFailureCode } from '../../domain/google-failure';
import { DAY_MS } from '../../domain/time';
import { type Reply } from '../http/exchange';
import { parseJson } from '../http/parse-json';

/** The parts of Google's error that can be read. They are used only to map it to a code. */
export type GoogleError = {
  readonly form: 'envelope' | 'oauth';
  /** The HTTP status, as the envelope repeats it. */
  readonly code?: number;
  /**
   * Every reason in the body, in lower case, those of the envelope first: `errors[].reason`, `status`,
   * `details[].reason`, OAuth's `error`.
   */
  readonly reasons: readonly string[];
  readonly message: string;
  readonly links: readonly string[];
};

/**
 * One row of a mapping. It matches any of these reasons (lower case) and the message. An omitted field
 * matches everything.
 */
export type ErrorRow = {
  readonly reasons?: readonly string[];
  readonly message?: RegExp;
  readonly code: GoogleFailureCode;
};

/**
 * Errors that every Google API can return about the project or its organisation (`google.api.ErrorReason`),
 * also together with an `errors[].reason` of `forbidden`. Some older answers have only the message. They
 * never concern a single user.
 */
export const PLATFORM_ERRORS: readonly ErrorRow[] = [
  {
    reasons: [
      ...['consumer_suspended', 'gcp_suspended', 'consumer_invalid', 'resource_project_invalid'],
      ...['billing_disabled', 'user_project_denied'],
    ],
    code: 'project-refused',
  },
  {
    message:
      /^Permission denied: Consumer .* has been suspended|requires billing to be enabled|required permission to use project/i,
    code: 'project-refused',
  },
  {
    reasons: [
      ...['security_policy_violated', 'resource_usage_restriction_violated'],
      ...['org_restriction_violation', 'org_restriction_header_invalid'],
      ...['endpoint_usage_restriction_violated', 'tls_org_policy_violated'],
      'tls_cipher_restriction_violated',
    ],
    code: 'organization-refused',
  },
  { message: /prohibited by organization's policy/i, code: 'organization-refused' },
];

/** The first matching row, or `undefined`. */
export const match = (
  rows: readonly ErrorRow[],
  error: GoogleError,
): GoogleFailureCode | undefined =>
  rows.find(
    ({ reasons, message }) =>
      (reasons === undefined || error.reasons.some((reason) => reasons.includes(reason))) &&
      (message === undefined || message.test(error.message)),
  )?.code;

/** Parses either kind of Google error body. `undefined` for HTML, plain text and anything else. */
export function readError(text: string): GoogleError | undefined {
  const body = record(parseJson(text));
  const error = body?.['error'];
  if (typeof error === 'string' && error !== '') {
    return {
      form: 'oauth',
      reasons: [error.toLowerCase()],
      message: string(body?.['error_description']),
      links: [],
    };
  }
  const envelope = record(error);
  return envelope && readEnvelope(envelope);
}

function readEnvelope(envelope: Readonly<Record<string, unknown>>): GoogleError {
  const errors = records(envelope['errors']);
  const details = records(envelope['details']);
  const message = string(envelope['message']) || string(errors[0]?.['message']);
  const reasons = [
    ...errors.map((each) => each['reason']),
    ...details.map((each) => each['reason']),
    envelope['status'],
  ];
  const links = [
    ...errors.map((each) => each['extendedHelp']),
    ...details.map((each) => record(each['metadata'])?.['activationUrl']),
    ...(message.match(/https:\/\/[^\s"'<>]+/g) ?? []),
  ];
  const { code } = envelope;
  return {
    form: 'envelope',
    ...(typeof code === 'number' ? { code } : {}),
    reasons: reasons.map((reason) => string(reason).toLowerCase()).filter(Boolean),
    message,
    links: links.map(string).filter(Boolean),
  };
}

/**
 * Whether a text reports a quota limit. Some limits are answered in plain text or HTML instead of JSON
 * (docs/google-errors.md).
 */
export const saysQuota = (text: string): boolean =>
  /request rate higher than configured|quota exceeded for quota metric|rate limit exceeded/i.test(
    text,
  );

/** A failure with the details from the headers and links of the reply. */
export function failureOf(
  code: GoogleFailureCode,
  reply: Reply | undefined,
  links: readonly string[] = [],
): GoogleFailure {
  const retryAfterMs = reply && retryAfter(reply);
  const url = links.find(isConsoleLink);
  return {
    code,
    ...(reply ? { httpStatus: reply.status } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(url === undefined ? {} : { url }),
  };
}

/** Google's clock when it answered, from the `Date` header, in milliseconds since 1970. */
export const dateOf = (reply: Reply): number | undefined => httpDate(reply.headers.date);

/** RFC 9110, 5.6.7. Only the one form that is still generated. */
function httpDate(value: string | undefined): number | undefined {
  const known = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
  const at = value !== undefined && known.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** An administrator is shown a link only if it leads to Google's own console. */
const isConsoleLink = (link: string): boolean =>
  link.startsWith('https://console.developers.google.com/') ||
  link.startsWith('https://console.cloud.google.com/');

/** RFC 9110, 10.2.3: whole seconds, or a time, which is compared with the `Date` of the same answer. */
function retryAfter(reply: Reply): number | undefined {
  const value = reply.headers['retry-after'];
  if (value === undefined) return undefined;
  const at = httpDate(value);
  const now = dateOf(reply);
  if (at !== undefined && now !== undefined) return within(at - now);
  return /^\d{1,9}$/.test(value) ? within(Number(value) * 1000) : undefined;
}

const within = (waitMs: number): number => Math.min(Math.max(0, waitMs), DAY_MS);

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

const records = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(record).filter((each) => each !== undefined) : [];

const string = (value: unknown): string => (typeof value === 'string' ? value : '');
