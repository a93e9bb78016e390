import { type IncomingMessage } from 'node:http';
import { type z } from 'zod';
import { type FieldError } from '../api/problem';
import { codingsOf } from '../content-coding';
import { isDeeperThan, MOST_LEVELS } from '../domain/json-depth';
import { type Endpoint } from './endpoint';
import { problem, type Problem } from './problem';
import { readWholeBody } from './raw-bodies';

type Parsed = { readonly kind: 'ok'; readonly value: unknown };

/**
 * Reads the body with the endpoint's media type and schema, up to its size limit. Compressed bodies are
 * refused and never inflated. No problem quotes the body, because it may contain a key.
 */
export async function readBody(
  body: NonNullable<Endpoint['body']>,
  request: IncomingMessage,
): Promise<Parsed | Problem> {
  if (isEncoded(request)) {
    return problem(
      'unsupported-media-type',
      'The body is compressed, which this service does not accept. Nothing was changed. Send it without Content-Encoding.',
    );
  }
  const raw = await readWholeBody(request, body.maxBytes);
  if (raw === 'too-large') return tooLarge(body.maxBytes);
  if (raw === 'broken') {
    return problem(
      'invalid-request',
      'The body ended early. Nothing was changed. Send the request again.',
    );
  }
  if (raw.length === 0) {
    if (body.optional) return { kind: 'ok', value: undefined };
    return problem(
      'invalid-request',
      `The body is missing. Nothing was changed. Send a body of the type ${body.mediaType}.`,
    );
  }
  if (mediaTypeOf(request) !== body.mediaType) {
    return problem(
      'unsupported-media-type',
      `The body has another media type. Nothing was changed. Send it as ${body.mediaType}, with that Content-Type.`,
    );
  }
  const json = parseJson(raw);
  if (json === undefined) return problem('invalid-request', isUtf16(raw) ? UTF_16 : NOT_JSON);
  if (isDeeperThan(MOST_LEVELS, json.value)) return problem('invalid-request', TOO_DEEP);
  return checked(
    body.schema,
    json.value,
    'The body is not valid. Nothing was changed. Correct the fields in `errors`.',
  );
}

const NOT_JSON = 'The body is not valid JSON in UTF-8. Nothing was changed.';
const UTF_16 =
  'The body is in UTF-16, as some editors and Windows PowerShell save files. Save the file as UTF-8 and send it again. Nothing was changed.';
const TOO_DEEP =
  'The body nests lists or objects more than 32 levels deep, which no call accepts. A key file has one level. Nothing was changed.';

/** Detected by the byte order mark, or by a NUL in the first two bytes. */
const isUtf16 = ([first, second]: Buffer): boolean =>
  first === 0 ||
  second === 0 ||
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff);

const isEncoded = ({ headers }: IncomingMessage): boolean =>
  codingsOf(headers['content-encoding']).length > 0;

/** The media type in lower case, without parameters. */
const mediaTypeOf = ({ headers }: IncomingMessage): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase();

const tooLarge = (maxBytes: number): Problem =>
  problem(
    'payload-too-large',
    `The limit is ${maxBytes < 1024 ? `${maxBytes} bytes` : `${Math.floor(maxBytes / 1024)} KiB`}. Nothing was changed. Send a smaller body.`,
  );

/** Validates path parameters, a query or a body. Reports all faults together, each with a JSON pointer. */
export function checked(schema: z.ZodType, value: unknown, detail: string): Parsed | Problem {
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'ok', value: result.data };
  return problem('invalid-request', detail, { errors: result.error.issues.flatMap(fieldErrors) });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      message: 'This call has no such field.',
    }));
  }
  return [{ pointer: pointer(issue.path), message: issue.message }];
}

/** A JSON pointer (RFC 6901). */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function parseJson(raw: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)) as unknown };
  } catch {
    return undefined; // the parser's message quotes the body
  }
}
