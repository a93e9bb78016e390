import { z } from 'zod';
import { type DocumentedAnswer, type Endpoint } from './endpoint';
import { type ProblemCode, PROBLEMS } from './problem';

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of these calls, made from the schemas that check the requests. A path that
 * two functions serve is described once; the functions are tags.
 */
export function openApiDocument(functions: Readonly<Record<string, readonly Endpoint[]>>): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoints] of Object.entries(functions)) {
    for (const endpoint of endpoints) {
      const operations = (paths[endpoint.path] ??= {});
      operations[endpoint.method.toLowerCase()] ??= operation(name, endpoint);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'google-apps-passwords',
      version: '1',
      description:
        'Creates, keeps, rotates and takes back Google account passwords. Errors are problem documents (RFC 9457); programs switch on `type`. HEAD works where GET does. A method that a path does not take is answered 405 `method-not-allowed` with the others in `Allow`.',
    },
    paths,
    components: { schemas: { Problem: PROBLEM_SCHEMA } },
  };
}

function operation(tag: string, endpoint: Endpoint): Json {
  return {
    tags: [tag],
    summary: endpoint.summary,
    ...(endpoint.access === 'manager' ? { description: 'Needs the role System Management.' } : {}),
    parameters: [
      ...parameters('path', endpoint.params),
      ...parameters('query', endpoint.query),
      ...(endpoint.requestHeaders ?? []).map((header) => ({
        name: header.name,
        in: 'header',
        description: header.description,
        schema: { type: 'string' },
      })),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: !endpoint.body.optional,
            content: {
              [endpoint.body.mediaType]: { schema: jsonSchema(endpoint.body.schema, 'input') },
            },
          },
        }
      : {}),
    responses: responses(endpoint),
  };
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function responses(endpoint: Endpoint): Json {
  const answers = Object.entries(endpoint.answers).map(([status, answer]) => [status, ok(answer)]);
  const codes = new Set([...endpoint.problems, ...edgeProblems(endpoint)]);
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code].status));
  const problems = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => `${code}: ${PROBLEMS[code].title}.`).join(' '),
      ...headers(codes.some(mayNameATime) ? RETRY_AFTER : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries([...answers, ...problems]) as Json;
}

/** What the edge itself may answer before the call is handled. */
function edgeProblems({ access, method, params, query, body }: Endpoint): ProblemCode[] {
  return [
    ...(access === 'viewer' || access === 'manager'
      ? (['forbidden-identity', 'forbidden-role'] as const)
      : []),
    ...(method === 'GET' ? [] : (['forbidden-origin'] as const)),
    ...(params || query || body ? (['invalid-request'] as const) : []),
    ...(body ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    'internal',
  ];
}

/** What went wrong here has no time at which it will be over. */
const mayNameATime = (code: ProblemCode): boolean =>
  code !== 'internal' && PROBLEMS[code].retry === 'same-request';

const RETRY_AFTER = {
  'Retry-After': 'Seconds to wait before the same request is sent again, where that is known.',
};

const headers = (described: Readonly<Record<string, string>>): Json => {
  const entries = Object.entries(described).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return entries.length > 0 ? { headers: Object.fromEntries(entries) as Json } : {};
};

function ok({
  description,
  schema,
  mediaTypes = [],
  headers: described = {},
}: DocumentedAnswer): Json {
  const content = {
    ...(schema ? { 'application/json': { schema: jsonSchema(schema, 'output') } } : {}),
    ...Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string' } }])),
  };
  return {
    description,
    ...headers(described),
    ...(Object.keys(content).length > 0 ? { content } : {}),
  };
}

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

const PROBLEM_SCHEMA: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'retry'],
  properties: {
    type: {
      type: 'string',
      enum: Object.keys(PROBLEMS).map((code) => `urn:google-apps-passwords:problem:${code}`),
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, what it means and what to do.' },
    instance: { type: 'string', description: 'urn:uuid of the request, also in the log.' },
    retry: { type: 'string', enum: ['never', 'same-request', 'after-change'] },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'A JSON pointer (RFC 6901).' },
          message: { type: 'string' },
        },
      },
    },
  },
};
