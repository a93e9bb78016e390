import { Agent, request } from 'node:http';

export type HttpAnswer = {
  readonly status: number;
  readonly text: string;
  /** From sending to the last byte. */
  readonly ms: number;
};

export type HttpCall = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Connections are kept, and there are as many as calls at once. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** One call as light as Node makes it, so that what it takes is the other side's. */
export function callHttp(call: HttpCall): Promise<HttpAnswer> {
  const { method, url, headers, body } = call;
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const sent = request(url, { method, agent, ...(headers ? { headers } : {}) }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text, ms: performance.now() - sentAt });
      });
    });
    sent.on('error', (error) => {
      // A kept connection that the server gave up just then: to be sent again, as every client does.
      if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') {
        resolve(callHttp(call));
      } else reject(error);
    });
    sent.end(body);
  });
}

/** The same, for JSON in and out; throws for any answer but 2xx, with the call and the status. */
export async function callJson(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const answer = await callHttp({
    method,
    url,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
  });
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`${method} ${url} was answered ${answer.status}.`);
  }
  return answer.text === '' ? undefined : (JSON.parse(answer.text) as unknown);
}
