import { type z } from 'zod';
import { ProblemAnswer, type ProblemCode, PROBLEMS } from '../api/problem';
import { type Access, type DocumentedAnswer, type Endpoint } from './endpoint';
import { type Json, OpenApiSchemas } from './openapi-schemas';

/**
 * The OpenAPI 3.1 document of these calls, generated from the schemas that validate the requests. A path
 * that two functions serve is described once. The functions are the tags.
 */
export function openApiDocument(functions: Readonly<Record<string, readonly Endpoint[]>>): Json {
  const paths: Record<string, Json> = {};
  const shared: Shared = { schemas: new OpenApiSchemas(), problems: {} };
  for (const [name, endpoints] of Object.entries(functions)) {
    for (const endpoint of endpoints) {
      const operations = (paths[endpoint.path] ??= {});
      operations[endpoint.method.toLowerCase()] ??= operation(name, endpoint, shared);
    }
  }
  shared.schemas.of(PROBLEM, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'google-apps-passwords',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Creates, stores, rotates and revokes Google account passwords. Errors are problem documents (RFC 9457). Programs should branch on `type`. HEAD works wherever GET does. A method that a path does not support is answered with 405 `method-not-allowed`; `Allow` lists the supported methods.',
    },
    servers: SERVERS,
    tags: Object.keys(functions).map((name) => ({
      name,
      description: `The function \`${name}\`, with its own address.`,
    })),
    paths,
    components: {
      schemas: shared.schemas.named,
      responses: shared.problems,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const SERVERS: readonly Json[] = [
  {
    url: 'https://{host}',
    description: 'A function of a deployment. `terraform output` shows the addresses.',
    variables: { host: { default: 'passwords.example.com' } },
  },
  { url: 'http://127.0.0.1:8080', description: 'All functions on one machine (`npm start`).' },
];

const SECURITY_SCHEMES: Json = {
  serviceAccount: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A Google-signed ID token of a service account that may call this function (`roles/run.invoker`), for the address of the function.',
  },
  iap: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Identity-Aware Proxy. A person signs in with the browser. A program sends an ID token of an account that IAP admits.',
  },
};

/** The required sign-in for each kind of access. */
const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  open: [],
  service: [{ serviceAccount: [] }],
  person: [{ iap: [] }],
  viewer: [{ iap: [] }],
  manager: [{ iap: [] }],
};

/** The schema that every problem response refers to. Members may be added (RFC 9457, 3.2). */
const PROBLEM = ProblemAnswer.loose().meta({ id: 'Problem' });

/** Parts that appear once under `components` and are referenced. */
type Shared = { readonly schemas: OpenApiSchemas; readonly problems: Record<string, Json> };

function operation(tag: string, endpoint: Endpoint, shared: Shared): Json {
  const { schemas } = shared;
  const { operationId, method, path } = endpoint;
  if (operationId === undefined) throw new Error(`${method} ${path} has no operationId.`);
  return {
    operationId,
    tags: [tag],
    summary: endpoint.summary,
    ...(endpoint.deprecated ? { deprecated: true } : {}),
    security: SECURITY[endpoint.access],
    ...(endpoint.access === 'manager' ? { description: 'Needs the role System Management.' } : {}),
    parameters: [
      ...parameters('path', endpoint.params, schemas),
      ...parameters('query', endpoint.query, schemas),
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
              [endpoint.body.mediaType]: { schema: schemas.of(endpoint.body.schema, 'input') },
            },
          },
        }
      : {}),
    responses: responses(endpoint, shared),
  };
}

function parameters(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  schemas: OpenApiSchemas,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema, 'input') as {
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

function responses(endpoint: Endpoint, { schemas, problems }: Shared): Json {
  const answers = Object.entries(endpoint.answers).map(([status, answer]) => [
    status,
    ok(answer, schemas),
  ]);
  const codes = new Set([...endpoint.problems, ...edgeProblems(endpoint)]);
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code].status));
  const refused = [...byStatus].map(([status, ofIt]) => {
    const name = [status, ...ofIt.toSorted()].join('.');
    problems[name] ??= problemResponse(ofIt.toSorted());
    return [status, { $ref: `#/components/responses/${name}` }];
  });
  const turnedAway = endpoint.access === 'open' ? { 403: BY_GOOGLE } : {};
  return { ...Object.fromEntries([...answers, ...refused]), ...turnedAway } as Json;
}

/**
 * On one machine these calls need no sign-in. In the cloud, Google may refuse the caller before the
 * function runs.
 */
const BY_GOOGLE: Json = {
  description: 'Google refused the caller before the function ran.',
};

const problemResponse = (codes: readonly ProblemCode[]): Json => ({
  description: codes.map((code) => `${code}: ${PROBLEMS[code].title}.`).join(' '),
  ...headers(codes.some(mayNameATime) ? RETRY_AFTER : {}),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** The problems that the edge can return before the call is handled. */
function edgeProblems({ access, method, params, query, body }: Endpoint): ProblemCode[] {
  return [
    ...(access === 'viewer' || access === 'manager'
      ? (['forbidden-identity', 'forbidden-role'] as const)
      : []),
    ...(access === 'person' ? (['forbidden-identity'] as const) : []),
    ...(method === 'GET' ? [] : (['forbidden-origin'] as const)),
    ...(params || query || body ? (['invalid-request'] as const) : []),
    ...(body ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    'internal',
  ];
}

/** An internal error has no known time at which it ends. */
const mayNameATime = (code: ProblemCode): boolean =>
  code !== 'internal' && PROBLEMS[code].retry === 'same-request';

const RETRY_AFTER = {
  'Retry-After': 'Seconds to wait before sending the same request again, if known.',
};

const headers = (described: Readonly<Record<string, string>>): Json => {
  const entries = Object.entries(described).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return entries.length > 0 ? { headers: Object.fromEntries(entries) as Json } : {};
};

/** Content without a schema of its own. */
const anyOf = (mediaType: string): Json => ({
  type: mediaType === 'application/json' ? 'object' : 'string',
});

function ok(
  { description, schema, mediaTypes = [], headers: described = {} }: DocumentedAnswer,
  schemas: OpenApiSchemas,
): Json {
  const content = {
    ...(schema ? { 'application/json': { schema: schemas.of(schema, 'output') } } : {}),
    ...Object.fromEntries(mediaTypes.map((type) => [type, { schema: anyOf(type) }])),
  };
  return {
    description,
    ...headers(described),
    ...(Object.keys(content).length > 0 ? { content } : {}),
  };
}
