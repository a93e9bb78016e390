import { type Server } from 'node:http';
import { AdminRole } from '../../../local/workspace/admin-role';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from '../configuration/calls';

// To a role for some units, Google may call the users of the others unknown.

let service: WholeService;
let passwords: Server;
let userId: string;
const DAY_MS = 86_400_000;
beforeEach(async () => {
  service = await WholeService.open({ users: 12 });
  await service.connect({});
  const configuration = service.serve('configuration');
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
    expect(refused.body).toMatchObject({ type: 'urn:google-apps-passwords:problem:user-not-found' });
  }
  await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
});
