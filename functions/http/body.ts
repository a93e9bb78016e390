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
 * Reads the body by the endpoint's own media type and schema, and no more bytes than it takes. What
 * is compressed is never inflated. No text of the body is ever quoted in a problem: it may hold a key.
 */
export async function readBody(
  body: NonNullable<Endpoint['body']>,
  request: IncomingMessage,
): Promise<Parsed | Problem> {
  if (isEncoded(request)) {
    return problem(
      'unsupported-media-type',
      'Send the body without Content-Encoding. Nothing was changed.',
    );
  }
  const raw = await readWholeBody(request, body.maxBytes);
  if (raw === 'too-large') return tooLarge(body.maxBytes);
  if (raw === 'broken') {
    return problem('invalid-request', 'The body broke off. Nothing was changed.');
  }
  if (raw.length === 0) {
    if (body.optional) return { kind: 'ok', value: undefined };
    return problem('invalid-request', `Send a body of the type ${body.mediaType}.`);
  }
  if (mediaTypeOf(request) !== body.mediaType) {
    return problem(
      'unsupported-media-type',
      `This call takes ${body.mediaType}: send it with that Content-Type.`,
    );
  }
  const json = parseJson(raw);
  if (json === undefined) return problem('invalid-request', isUtf16(raw) ? UTF_16 : NOT_JSON);
  if (isDeeperThan(MOST_LEVELS, json.value)) return problem('invalid-request', TOO_DEEP);
  return checked(body.schema, json.value, 'The body is not as described. Nothing was changed.');
}

const NOT_JSON = 'The body is not JSON in UTF-8. Nothing was changed.';
const UTF_16 =
  'The body is in UTF-16, as some editors and Windows PowerShell save files. Save the file as UTF-8 and send it again. Nothing was changed.';
const TOO_DEEP =
  'The body has lists or objects nested more than 32 levels deep, which no call takes; a key file has one level. Nothing was changed.';

/** By its byte order mark, or by the NUL in one of the first two bytes. */
const isUtf16 = ([first, second]: Buffer): boolean =>
  first === 0 ||
  second === 0 ||
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff);

const isEncoded = ({ headers }: IncomingMessage): boolean =>
  codingsOf(headers['content-encoding']).length > 0;

/** Without parameters, in lower case. */
const mediaTypeOf = ({ headers }: IncomingMessage): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase();

const tooLarge = (maxBytes: number): Problem =>
  problem(
    'payload-too-large',
    `At most ${maxBytes < 1024 ? `${maxBytes} bytes` : `${Math.floor(maxBytes / 1024)} KiB`} are taken. Nothing was changed.`,
  );

/** Checks parameters, a query or a body; every fault at once, each with a JSON pointer. */
export function checked(schema: z.ZodType, value: unknown, detail: string): Parsed | Problem {
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'ok', value: result.data };
  return problem('invalid-request', detail, { errors: result.error.issues.flatMap(fieldErrors) });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      message: 'This field is not known here.',
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
