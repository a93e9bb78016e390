import { randomUUID } from 'node:crypto';
import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type FunctionName } from '../functions/composition';
import { type HttpFunction } from '../functions/http/http-function';
import { PROBLEMS } from '../functions/api/problem';
import { problem, type Problem, problemBody } from '../functions/http/problem';
import { readWholeBody } from '../functions/http/raw-bodies';
import { originForm } from '../functions/http/request-target';
import { type Gate, identityOf, isLoopbackHost, passGate } from './gate';
import { MAX_BODY_BYTES, replayedRequest } from './replayed-request';
import { targetOf } from './route';

export type Gateway = Gate & {
  readonly functions: Readonly<Record<FunctionName, Server>>;
  readonly events: HttpFunction;
  /** Absent if Google is elsewhere. */
  readonly simulated?: Simulated;
};

/** The simulated Workspace, its page, and the page's own call. */
export type Simulated = {
  readonly google: RequestListener;
  readonly tryPage: RequestListener;
  readonly wifiSignIn: RequestListener;
};

/**
 * Answers every request to the embedded platform. It stands for Identity-Aware Proxy and Cloud Run's IAM
 * check in front of the five functions, and refuses what would not reach them in the cloud. Its server must
 * listen on loopback only.
 */
export function gatewayListener(gateway: Gateway): RequestListener {
  return (request, response) => {
    answer(gateway, request, response).catch(() => {
      response.destroy();
    });
  };
}

async function answer(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '' } = request;
  if (!isLoopbackHost(request.headers.host)) {
    refuse(
      response,
      problem(
        'forbidden-origin',
        'The Host header names another server. Call this server as localhost or 127.0.0.1.',
      ),
    );
    return;
  }
  request.url = originForm(request.url ?? ''); // the function sees this form too
  const path = request.url.split('?', 1)[0] ?? '';
  const early = targetOf(method, path, NO_BODY);
  if (early.kind !== 'function' && early.kind !== 'events') {
    answerSimulated(gateway, early.kind, request, response);
    return;
  }
  const body = hasBody(request) ? await readWholeBody(request, MAX_BODY_BYTES) : NO_BODY;
  if (body === 'broken') return;
  if (body === 'too-large') {
    refuse(response, tooLarge);
    return;
  }
  const target = targetOf(method, path, body);
  if (target.kind === 'function') await enter(gateway, target.name, { request, body }, response);
  else await gateway.events(request, response);
}

const NO_BODY = Buffer.alloc(0);

/** RFC 9112, 6.3: a request without either header has no body to wait for. */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

async function enter(
  gateway: Gateway,
  name: FunctionName,
  { request, body }: { request: IncomingMessage; body: Buffer },
  response: ServerResponse,
): Promise<void> {
  const identity = identityOf(request.headers);
  const headers =
    typeof identity === 'string'
      ? await passGate(gateway, name, identity, request.headers)
      : identity;
  if (isProblem(headers)) {
    refuse(response, headers);
    return;
  }
  gateway.functions[name].emit('request', replayedRequest(request, headers, body), response);
}

function answerSimulated(
  { simulated }: Gateway,
  kind: keyof typeof LISTENERS,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (simulated) {
    simulated[LISTENERS[kind]](request, response);
  } else if (kind === 'try-page') {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${SIMULATION_OFF}\n`);
  } else {
    refuse(response, problem('not-found', SIMULATION_OFF));
  }
}

const LISTENERS = {
  google: 'google',
  'try-page': 'tryPage',
  'wifi-sign-in': 'wifiSignIn',
} as const satisfies Record<string, keyof Simulated>;

const SIMULATION_OFF =
  'There is no simulated Google Workspace: this server was started with GOOGLE_TOKEN_URL, GOOGLE_ADMIN_ROOT_URL or GOOGLE_IAMCREDENTIALS_ROOT_URL and calls Google there.';

const tooLarge = problem(
  'payload-too-large',
  `The body is too large: the limit is ${MAX_BODY_BYTES / 1024 / 1024} MiB. Nothing was changed.`,
);

const isProblem = (value: object): value is Problem => 'code' in value && 'detail' in value;

function refuse(response: ServerResponse, refused: Problem): void {
  response.writeHead(PROBLEMS[refused.code].status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(refused.code === 'payload-too-large' ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(problemBody(refused, randomUUID())));
}
