import { Agent, request } from 'node:http';

export type HttpAnswer = {
  readonly status: number;
  readonly text: string;
  /** From sending to the last received byte. */
  readonly ms: number;
};

export type HttpCall = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Connections are kept alive. There are as many as concurrent calls. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** One call with Node's lightest client, so that the measured time is the server's. */
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
      // The server closed a kept connection at that moment. Send the request again, as every client does.
      if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') {
        resolve(callHttp(call));
      } else reject(error);
    });
    sent.end(body);
  });
}

/** The same with JSON in and out. Throws for any status but 2xx, with the call and the status. */
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
