import { type ServerResponse } from 'node:http';
import { PROBLEMS } from '../api/problem';
import { type Log } from '../log';
import { underRequestId } from '../request-id';
import { checked, readBody } from './body';
import { type Caller, type Identify } from './caller';
import {
  type Answer,
  type Endpoint,
  isProblem,
  type RefusedRequest,
  type Result,
  type ShownProblem,
} from './endpoint';
import { originProblem } from './origin';
import { problem, problemBody, type Problem } from './problem';
import { parametersOf } from './query';
import { type FunctionRequest } from './raw-bodies';
import { originForm } from './request-target';
import { type Match, route } from './router';

export type HttpFunction = (request: FunctionRequest, response: ServerResponse) => Promise<void>;

export type Edge = {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  readonly identify: Identify;
  readonly log: Log;
  readonly newRequestId: () => string;
  /** Whether what was thrown lies in what is stored about one user. */
  readonly isOfOneUser?: (error: unknown) => boolean;
};

/**
 * The shared edge of every function. It finds the endpoint, identifies and authorises the caller, validates
 * the input, catches every exception, and writes the one answer. An exception is logged by class and place,
 * never by message, and is answered with `internal`.
 */
export function httpFunction(edge: Edge): HttpFunction {
  return (request, response) => {
    const requestId = edge.newRequestId();
    return underRequestId(requestId, () => serve(edge, request, response, requestId));
  };
}

async function serve(
  edge: Edge,
  request: FunctionRequest,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const known: Known = {};
  let result: Result;
  try {
    result = await answerTo(edge, request, requestId, known);
  } catch (error) {
    edge.log.unexpected({ function: edge.name, requestId, error });
    result = problem(
      'internal',
      'An error occurred in the service and was logged. Try again. If the problem persists, give the ID in `instance` to the operator.',
      { ofOneUser: edge.isOfOneUser?.(error) === true },
    );
  }
  try {
    if (isProblem(result)) {
      const seen = refusedRequest(request, requestId, known);
      sendProblem(response, result, requestId, known.endpoint?.showProblem?.(result, seen));
    } else sendAnswer(response, result);
  } finally {
    edge.log.request({
      function: edge.name,
      requestId,
      method: request.method ?? '',
      ...(known.endpoint ? { route: known.endpoint.path } : {}),
      status: isProblem(result) ? PROBLEMS[result.code].status : result.status,
      ...(known.caller ? { caller: known.caller.email } : {}),
      ...(known.userId === undefined ? {} : { userId: known.userId }),
      ...(isProblem(result) ? { problem: result.code } : {}),
      ...(isProblem(result) && result.ofOneUser ? { ofOneUser: true } : {}),
    });
  }
}

/** What is known about a request when it is answered. */
type Known = { caller?: Caller; endpoint?: Endpoint; userId?: string };

async function answerTo(
  edge: Edge,
  request: FunctionRequest,
  requestId: string,
  known: Known,
): Promise<Result> {
  const url = urlOf(request);
  const match = route(edge.endpoints, request.method ?? '', url.pathname);
  if (match.kind !== 'found') return noEndpoint(match);
  const { endpoint } = match;
  known.endpoint = endpoint;
  const caller = endpoint.access === 'open' ? NOBODY : await edge.identify(request.headers);
  if ('code' in caller) return caller;
  if (caller !== NOBODY) known.caller = caller;
  const refused = accessProblem(endpoint, caller);
  if (refused) return refused;
  const foreign = originProblem(request.method ?? '', request.headers);
  if (foreign) return foreign;
  const params = check(
    endpoint.params,
    match.params,
    'The address is not valid. Correct the parts in `errors`.',
  );
  if (isInvalid(params)) return params;
  const query = check(
    endpoint.query,
    parametersOf(endpoint.method, url.searchParams),
    'The query is not valid. Correct the parameters in `errors`.',
  );
  if (isInvalid(query)) return query;
  const body = endpoint.body
    ? await readBody(endpoint.body, request)
    : { kind: 'ok' as const, value: undefined };
  if (isInvalid(body)) return body;
  return endpoint.handle({
    params: params.value,
    query: query.value,
    body: body.value,
    caller,
    header: (name) => headerValue(request, name),
    about: (userId) => (known.userId = userId),
    requestId,
  });
}

/** An open call needs no caller and identifies none. */
const NOBODY: Caller = { email: 'unknown' };

/** Concatenated, not resolved: in `//host/path`, an address from outside would name a host. */
const urlOf = ({ originalUrl, url = '/' }: FunctionRequest): URL =>
  new URL(`http://localhost${originForm(originalUrl ?? url)}`);

const refusedRequest = (
  request: FunctionRequest,
  requestId: string,
  { caller }: Known,
): RefusedRequest => ({
  ...(caller ? { caller } : {}),
  query: urlOf(request).searchParams,
  header: (name) => headerValue(request, name),
  requestId,
});

const check = (
  schema: Endpoint['params'],
  value: unknown,
  detail: string,
): ReturnType<typeof checked> =>
  schema ? checked(schema, value, detail) : { kind: 'ok', value: undefined };

const isInvalid = (result: ReturnType<typeof checked>): result is Problem => 'code' in result;

function headerValue(request: FunctionRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function noEndpoint(match: Exclude<Match, { kind: 'found' }>): Problem {
  switch (match.kind) {
    case 'other-methods':
      return problem('method-not-allowed', `Use one of these methods: ${match.allow.join(', ')}.`, {
        allow: match.allow,
      });
    case 'malformed':
      return problem('invalid-request', 'The address is not percent-encoded UTF-8.');
    case 'nothing':
      return problem('not-found', 'See /openapi.json for the available calls.');
  }
}

function accessProblem(endpoint: Endpoint, caller: Caller): Problem | undefined {
  if (endpoint.access === 'person' && caller.isMember !== true) {
    return problem(
      'forbidden-identity',
      `${caller.email} is not among the people for whom this service was set up. Sign in with the address of your organisation, or ask its administrators.`,
    );
  }
  if (endpoint.access === 'manager' && caller.role !== 'manager') {
    return problem(
      'forbidden-role',
      `${caller.email} needs the role System Management for this call. ${caller.role ? 'System Read Only may only view.' : 'To view, System Read Only is enough.'} Roles are part of the deployment: ask the operator of this service.`,
    );
  }
  if (endpoint.access === 'viewer' && caller.role === undefined) {
    return problem(
      'forbidden-role',
      `${caller.email} needs the role System Management or System Read Only. Roles are part of the deployment: ask the operator of this service.`,
    );
  }
  return undefined;
}

function sendProblem(
  response: ServerResponse,
  given: Problem,
  requestId: string,
  shown: ShownProblem | undefined,
): void {
  const headers: Record<string, string> = {
    'content-type': shown?.content.mediaType ?? 'application/problem+json',
    ...shown?.headers,
  };
  if (given.retryAfterMs !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(given.retryAfterMs / 1000)));
  }
  if (given.allow) headers['allow'] = given.allow.join(', ');
  send(
    response,
    PROBLEMS[given.code].status,
    headers,
    shown?.content.data ?? JSON.stringify(problemBody(given, requestId)),
  );
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  const headers: Record<string, string> = {};
  let data: string | Buffer = '';
  if (answer.content) {
    headers['content-type'] = answer.content.mediaType;
    data = answer.content.data;
  } else if (answer.json !== undefined) {
    headers['content-type'] = 'application/json; charset=utf-8';
    data = JSON.stringify(answer.json);
  }
  send(response, answer.status, { ...headers, ...answer.headers }, data);
}

/** An answer is not cacheable unless an endpoint says so. For HEAD, Node itself omits the data. */
function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  data: string | Buffer,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(status === 204 ? {} : { 'content-length': Buffer.byteLength(data) }), // RFC 9110, 8.6
  });
  response.end(data);
}
