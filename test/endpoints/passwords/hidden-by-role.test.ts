import { type Server } from 'node:http';
import { AdminRole } from '../../../local/workspace/admin-role';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from '../configuration/calls';

// To a role for some units, Google may call the users of the others unknown.

let service: WholeService;
let configuration: Server;
let passwords: Server;
let userId: string;
const DAY_MS = 86_400_000;
beforeEach(async () => {
  service = await WholeService.open({ users: 12 });
  await service.connect({});
  configuration = service.serve('configuration');
  passwords = service.serve('passwords');
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({});
  await put(configuration, { delegation: false, customerId: 'C03simu1a' }).expect(200);
  const issued = await call(passwords, 'put', '/v1/users/alice@example.com/password').expect(201);
  ({ userId } = issued.body as { userId: string });
  service.workspace.wire.faults.set([
    {
      operations: ['users.get'],
      userKey: userId,
      fault: {
        kind: 'error',
        status: 404,
        reason: 'notFound',
        message: 'Resource Not Found: userKey',
      },
    },
  ]);
});
afterEach(() => {
  service.close();
});

test('a revocation of a user whom the role does not show forgets nothing, however late', async () => {
  for (const days of [0, 22, 22]) {
    service.clock.advance(days * DAY_MS);
    const refused = await call(passwords, 'delete', `/v1/users/${userId}/password`).expect(404);
    expect(refused.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:user-not-found',
    });
  }
  await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
});

test('a look-up tells that the role may be the cause, and how to forget all the same', async () => {
  const told = await call(passwords, 'get', `/v1/users/${userId}`).expect(404);
  const { detail } = told.body as { detail: string };
  expect(detail).toContain('google-apps-api@simulated-workspace.iam.gserviceaccount.com');
  expect(detail).toContain('keepAtGoogle=true');
  const path = `/v1/users/${userId}/password`;
  await call(passwords, 'delete', `${path}?keepAtGoogle=true`).expect(204);
  await call(passwords, 'get', path).expect(404);
});

test('the way back to the delegation shows the user, whose password is then scrambled', async () => {
  await call(passwords, 'get', `/v1/users/${userId}`).expect(404);
  service.clock.advance(30 * DAY_MS);
  service.workspace.wire.faults.set([]);
  await put(configuration, { adminUsername: 'admin@example.com' }).expect(200);
  await call(passwords, 'delete', `/v1/users/${userId}/password`).expect(204);
  expect(service.workspace.user(userId)!.passwordChanges).toBe(2);
});
