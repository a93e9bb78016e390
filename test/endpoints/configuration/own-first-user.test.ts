import { AdminRole } from '../../../local/workspace/admin-role';
import { registeredKeyFile } from '../../fakes/google-connection';
import { WholeService } from '../../fakes/whole-service';
import { put } from './calls';

// One user whom Google refuses to show does not fail the connection of a service account's own role.

let service: WholeService;
afterEach(() => {
  service.close();
});

test.each([
  [403, 'forbidden', 'Not Authorized to access this resource/api'],
  [412, 'conditionNotMet', 'User creation is not complete.'],
  [409, 'conflict', 'Another change is in progress'],
])('the first user listed is answered %s', async (status, reason, message) => {
  service = await WholeService.open({ users: 12 });
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({});
  const [first] = [...service.workspace.google.state.users].sort((one, other) =>
    one.primaryEmail < other.primaryEmail ? -1 : 1,
  );
  service.workspace.wire.faults.set([
    {
      operations: ['users.get'],
      userKey: first!.id,
      fault: { kind: 'error', status, reason, message },
    },
  ]);
  const saved = await put(service.serve('configuration'), {
    delegation: false,
    customerId: 'C03simu1a',
    serviceAccountKey: registeredKeyFile(service.workspace),
  }).expect(200);
  expect(saved.body).toMatchObject({ verification: { state: 'ok' } });
});
