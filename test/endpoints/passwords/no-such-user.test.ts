import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import request from 'supertest';
import { type Fault } from '../../../local/workspace/fault';
import { WholeService } from '../../fakes/whole-service';

const ALICE = '/v1/users/alice@example.com/password';

const error = (status: number, reason: string, message: string): Fault => ({
  kind: 'error',
  status,
  reason,
  message,
});

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
});
afterEach(() => {
  service.close();
});

/** Applies this fault to the next look-up at Google. */
const oneLookUp = (fault: Fault): void => {
  service.workspace.wire.faults.set([{ operations: ['users.get'], times: 1, fault }]);
};

describe('a user whom Google calls invalid once', () => {
  const INVALID = error(400, 'invalid', 'Invalid Input');

  test('keeps the password, and a repeat of the same request revokes it', async () => {
    const server = service.serve('passwords');
    const { password } = (await request(server).put(ALICE).expect(201)).body as {
      password: string;
    };
    oneLookUp(INVALID);
    const answer = await request(server).delete(ALICE).expect(503);
    expect(answer.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:google-unavailable',
      retry: 'same-request',
    });
    expect(answer.headers['retry-after']).toBe('2');
    expect(service.workspace.passwordMatches('alice@example.com', password)).toBe(true);
    await request(server).delete(ALICE).expect(204);
    expect(service.workspace.passwordMatches('alice@example.com', password)).toBe(false);
  });

  test('is not forgotten by id either', async () => {
    const server = service.serve('passwords');
    const { userId } = (await request(server).put(ALICE).expect(201)).body as { userId: string };
    service.clock.advance(40 * 86_400_000);
    oneLookUp(INVALID);
    await request(server).delete(`/v1/users/${userId}/password`).expect(503);
    await request(server).get(ALICE).expect(200);
  });

  test.each(['put', 'get'] as const)('may be requested again: %s', async (method) => {
    const server = service.serve('passwords');
    await request(server).put(ALICE).expect(201);
    oneLookUp(INVALID);
    const path = method === 'put' ? ALICE : '/v1/users/alice@example.com';
    await request(server)[method](path).expect(503);
    await request(server)[method](path).expect(200);
  });
});

test.each<[number, string, string, string]>([
  [404, 'notFound', 'Resource Not Found: userKey', 'user-not-found'],
  [404, 'notFound', 'Domain not found', 'user-not-found'],
  [400, 'badRequest', 'Type not supported: userKey', 'user-not-found'],
  [400, 'invalid', 'Invalid Input: userKey', 'google-unavailable'],
  [400, 'notFound', 'Resource Not Found: userKey', 'google-unavailable'],
])('a look-up that is answered %d %s "%s" is %s', async (status, reason, message, code) => {
  oneLookUp(error(status, reason, message));
  const answer = await request(service.serve('passwords')).put(ALICE);
  expect(answer.body).toMatchObject({ type: `urn:google-apps-passwords:problem:${code}` });
});

test('a single 404 does not show that a user is gone', async () => {
  oneLookUp({ kind: 'error', status: 404, body: '{"error":{"message":"No"}}' });
  const answer = await request(service.serve('passwords')).put(ALICE).expect(503);
  expect(answer.body).toMatchObject({
    type: 'urn:google-apps-passwords:problem:google-unavailable',
  });
});

test('a request line with the whole URL, as for a proxy, is served like its path', async () => {
  const server = service.serve('passwords').listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const path = `http://passwords.example.com${ALICE}`;
  const call = httpRequest({ host: '127.0.0.1', port, method: 'PUT', path }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(201);
  server.closeAllConnections();
  server.close();
});
