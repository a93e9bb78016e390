import { type Server } from 'node:http';
import request, { type Response } from 'supertest';
import { WholeService } from '../../fakes/whole-service';

// Google answers 403 for a user created moments ago: hashicorp/terraform-provider-googleworkspace#492.

const FORBIDDEN = {
  kind: 'error',
  status: 403,
  reason: 'forbidden',
  message: 'Not Authorized to access this resource/api',
} as const;

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  server = service.serve('passwords');
});
afterEach(() => {
  service.close();
});

/** Issues a password for a user of this age, while Google refuses these calls once. */
async function issue(ageMs: number, operation: 'users.get' | 'users.update'): Promise<Response> {
  const { workspace, clock } = service;
  const alice = workspace.user('alice@example.com')!;
  const creationTime = new Date(clock.now() - ageMs).toISOString();
  workspace.google.state.putUser({ ...alice, creationTime });
  workspace.wire.faults.set([{ operations: [operation], times: 1, fault: FORBIDDEN }]);
  return request(server).put('/v1/users/alice@example.com/password');
}

const meaningOf = ({ status, body, headers }: Response): unknown => {
  const { type, retry } = body as { type: string; retry: string };
  return [status, type.split(':').at(-1), retry, headers['retry-after']];
};

test('a user created 10 s ago who can’t be changed yet is retried, and then gets a password', async () => {
  const refused = await issue(10_000, 'users.update');
  expect(meaningOf(refused)).toStrictEqual([503, 'user-not-ready', 'same-request', '5']);
  await request(server).put('/v1/users/alice@example.com/password').expect(201);
});

test('a user created long ago who can’t be changed waits for a right', async () => {
  const refused = await issue(86_400_000, 'users.update');
  expect(meaningOf(refused)).toStrictEqual([502, 'directory-refused', 'after-change', undefined]);
});

test('a user who can’t be read may be new: the answer allows a repeat, and names the other causes', async () => {
  const refused = await issue(10_000, 'users.get');
  expect(meaningOf(refused)).toStrictEqual([502, 'directory-refused', 'same-request', '30']);
  expect((refused.body as { detail: string }).detail).toBe(
    'The administrator whom this service acts as is not allowed to view this user (not-authorized). Nothing was changed. If the user was created moments ago, Google shows the user within about a minute: send the same request again. Otherwise, give that administrator the privileges to read users and to reset passwords in the user’s organisational unit.',
  );
  await request(server).put('/v1/users/alice@example.com/password').expect(201);
});
