import { createServer, type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { health } from '../../functions/endpoints/health';
import { identifyByIam } from '../../functions/http/caller';
import { httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';

const edge = httpFunction({
  name: 'passwords',
  endpoints: [health],
  identify: identifyByIam,
  log: jsonLog(() => undefined),
  newRequestId: () => '0b0c0d0e-0000-4000-8000-000000000000',
});
const server = createServer((call, response) => void edge(call, response));
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The status for a raw address in the request line. An HTTP client would normalise it. */
async function statusFor(path: string): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  const call = request({ host: '127.0.0.1', port, path }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

test.each([
  ['/health', 200],
  ['/health?a=//b', 200],
  ['//', 404],
  ['//elsewhere.example/health', 404],
  ['///health', 404],
  ['http://elsewhere.example/health', 200],
  ['HTTPS://user@elsewhere.example:1/health?a=http://b', 200],
  ['http://elsewhere.example//health', 404],
  ['http://elsewhere.example?a=/health', 404],
  ['http://elsewhere.example', 404],
  ['ftp://elsewhere.example/health', 404],
  ['/%zz', 400],
])('the address %s is answered %d', async (path, status) => {
  expect(await statusFor(path)).toBe(status);
});
