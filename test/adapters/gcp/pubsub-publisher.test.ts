import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { noCredentials } from '../../../functions/adapters/gcp/google-credentials';
import { pubsubPublisher } from '../../../functions/adapters/gcp/pubsub-publisher';
import { type PasswordEvent } from '../../../functions/domain/event';
import { event } from '../../contracts/sample-documents';

// The contract runs against Google's emulator (test/emulator/pubsub.test.ts). These tests cover what the
// emulator can't do.
const LONG_MS = 10_000;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function publishTo(
  listener: RequestListener,
  events: readonly PasswordEvent[],
  deadlineMs: number,
): Promise<unknown> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return pubsubPublisher({
    topic: 'projects/p/topics/t',
    emulatorHost: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: noCredentials,
    deadlineMs,
  })
    .publish(events)
    .catch((thrown: unknown) => thrown);
}

test.each<[string, RequestListener, string, number]>([
  [
    'a refusal',
    (_request, response) => response.writeHead(403).end('{"error":{"message":"CANARY"}}'),
    'Pub/Sub publish: HTTP 403',
    LONG_MS,
  ],
  [
    'a page of HTML',
    (_request, response) => response.writeHead(502).end('<html>CANARY</html>'),
    'Pub/Sub publish: HTTP 502',
    LONG_MS,
  ],
  [
    'a broken connection',
    (request) => request.socket.destroy(),
    'Pub/Sub publish: no answer',
    LONG_MS,
  ],
  ['silence', () => undefined, 'Pub/Sub publish: no answer', 100],
])(
  '%s throws an error that contains nothing of the answer',
  async (_name, listener, message, deadlineMs) => {
    const thrown = await publishTo(listener, [event('a', 1)], deadlineMs);
    expect(thrown).toMatchObject({ name: 'VendorError', message });
    expect(inspect(thrown, { depth: Infinity, showHidden: true })).not.toContain('CANARY');
  },
);

test('a call carries at most 1,000 messages, and no call follows a failed one', async () => {
  const sizes: number[] = [];
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { messages: unknown[] };
      sizes.push(body.messages.length);
      response.writeHead(sizes.length === 2 ? 503 : 200).end('{}');
    });
  };
  const many = Array.from({ length: 2500 }, (_, index) => event(`e${index}`, index));
  expect(await publishTo(listener, many, LONG_MS)).toMatchObject({
    message: 'Pub/Sub publish: HTTP 503',
  });
  expect(sizes).toStrictEqual([1000, 1000]);
});
