import { type CONFIGURATION_MEDIA_TYPE, type ConfigurationAnswer } from '../../api/configuration';
import { type FieldError, type ProblemAnswer } from '../../api/problem';

/** Of a body that holds a key: a type of its own, so that no general parser reads the key and quotes it. */
export const KEY_MEDIA_TYPE: typeof CONFIGURATION_MEDIA_TYPE =
  'application/vnd.google-apps-passwords.configuration+json';

/** The outcome of a configuration call. `gone`: done, with nothing to show (204). */
export type Outcome<Configuration = ConfigurationAnswer> =
  | { readonly kind: 'ok'; readonly configuration: Configuration; readonly etag: string | null }
  | { readonly kind: 'gone' }
  | CallProblem;

/** The outcome of any other call. */
export type Answer<Json> =
  | {
      readonly kind: 'ok';
      readonly json: Json;
      readonly etag: string | null;
      readonly status: number;
    }
  | { readonly kind: 'gone' }
  | CallProblem;

export type CallProblem = {
  readonly kind: 'problem';
  /** One of `PageProblem`, or a newer code of a newer service. */
  readonly code: string;
  /** The service's own English sentence. Absent if the answer did not come from the service. */
  readonly detail?: string;
  readonly errors: readonly FieldError[];
  readonly requestId?: string;
};

export type Call = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly mediaType?: string;
  /** The state that the change is based on. Any other state is refused with `configuration-changed`. */
  readonly ifMatch?: string | undefined;
  /** The timeout of the call. The default is one minute. */
  readonly timeoutMs?: number;
};

/** Saving includes a verification: several calls to Google, each of which may be slow. */
const TIMEOUT_MS = 60_000;

/** Makes a call whose answer is the configuration. Never throws: every error is an outcome. */
export async function callService<Configuration extends ConfigurationAnswer = ConfigurationAnswer>(
  call: Call,
): Promise<Outcome<Configuration>> {
  const answer = await askService<Configuration>(call, 'policy');
  if (answer.kind !== 'ok') return answer;
  return { kind: 'ok', configuration: answer.json, etag: answer.etag };
}

/**
 * Calls the service. `mark` is a field that every answer contains, so that an answer of an intermediary is
 * not mistaken for one. Never throws: every error is an outcome.
 */
export async function askService<Json>(
  call: Call,
  mark: keyof Json & string,
): Promise<Answer<Json>> {
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: headersOf(call),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS),
    });
    return await readAnswer<Json>(response, mark);
  } catch {
    return { kind: 'problem', code: 'no-answer', errors: [] };
  }
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    // With this header, Identity-Aware Proxy answers an expired sign-in with 401 instead of its sign-in
    // page.
    'x-requested-with': 'XMLHttpRequest',
    ...(call.body === undefined ? {} : { 'content-type': call.mediaType ?? 'application/json' }),
    ...(call.ifMatch === undefined ? {} : { 'if-match': call.ifMatch }),
  };
}

async function readAnswer<Json>(response: Response, mark: string): Promise<Answer<Json>> {
  if (response.status === 204) return { kind: 'gone' };
  if (response.status === 401 || response.type === 'opaqueredirect') {
    return { kind: 'problem', code: 'signed-out', errors: [] };
  }
  const text = await response.text();
  const body = parsed(text);
  if (response.ok && body && mark in body) {
    const etag = response.headers.get('etag');
    return { kind: 'ok', json: body as Json, etag, status: response.status };
  }
  return problemOf(body ?? {});
}

/** A body that claims to be a problem document. It may come from an intermediary. */
type Unchecked = { readonly [Name in keyof ProblemAnswer]?: unknown };

function problemOf({ type, detail, instance, errors }: Unchecked): CallProblem {
  const code =
    typeof type === 'string' ? /^urn:google-apps-passwords:problem:(.+)$/.exec(type) : null;
  if (!code) return { kind: 'problem', code: 'unreadable-answer', errors: [] };
  return {
    kind: 'problem',
    code: code[1] ?? '',
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof instance === 'string' ? { requestId: instance.replace(/^urn:uuid:/, '') } : {}),
    errors: Array.isArray(errors) ? (errors as CallProblem['errors']) : [],
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
