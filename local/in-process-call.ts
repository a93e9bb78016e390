import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

/** A JSON POST with the headers that a gate would add. */
export type InProcessCall = {
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
};

export type InProcessAnswer = { readonly status: number; readonly retryAfterSeconds?: number };

/**
 * Calls a function that does not listen, through its server's `request` event. Returns the status of the
 * answer, or undefined if the function broke the connection. The body is discarded. If the function never
 * answers, the promise never settles.
 */
export function callInProcess(
  server: Server,
  { path, authorization, body }: InProcessCall,
): Promise<InProcessAnswer | undefined> {
  const data = Buffer.from(JSON.stringify(body));
  const request = new IncomingMessage(new Socket()); // never connected: only its fields are read
  request.method = 'POST';
  request.url = path;
  request.httpVersion = '1.1';
  request.headers = {
    host: 'localhost',
    authorization,
    'content-type': 'application/json',
    'content-length': String(data.length),
  };
  request.push(data);
  request.push(null);
  request.complete = true;
  const response = new ServerResponse(request);
  response.setHeader('connection', 'close'); // otherwise headers passed to `writeHead` could not be read below
  response.assignSocket(nowhere());
  return new Promise((resolve) => {
    response.on('finish', () => {
      const retryAfter = Number(response.getHeader('retry-after') ?? NaN);
      resolve({
        status: response.statusCode,
        ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
      });
    });
    response.on('close', () => {
      resolve(undefined); // no effect after an answer
    });
    server.emit('request', request, response);
  });
}

/** A sink for the answer's bytes: a response finishes only after its data has been consumed. */
function nowhere(): Socket {
  const sink = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- a response only writes to it
  return sink as Socket;
}
