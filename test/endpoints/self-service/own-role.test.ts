import { type Server } from 'node:http';
import { AdminRole } from '../../../local/workspace/admin-role';
import { WholeService } from '../../fakes/whole-service';
import { put } from '../configuration/calls';
import { asPerson, bodyOf, change, codeOf, ALICE, ON } from './self';

// Without delegation: the person reads nothing of the organisation's service account.

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect(ON);
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({});
  const own = { delegation: false, customerId: 'C03simu1a' };
  await put(service.serve('configuration'), own).expect(200);
  server = service.serve('self-service');
});
afterEach(() => {
  service.close();
});

const EVERY_CALL = [
  ['get', '/v1/me'],
  ['post', '/v1/me/password'],
  ['post', '/v1/me/password/rotation'],
] as const;

test.each(EVERY_CALL)('%s %s of a person outside the role’s units', async (method, path) => {
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ orgUnitPath: '/Elsewhere' });
  const refused = await asPerson(server)(method, path).expect(502);
  expect(codeOf(refused)).toBe('directory-refused');
  expect(JSON.stringify(bodyOf(refused))).not.toContain('gserviceaccount');
});

test.each(EVERY_CALL)('%s %s of a person whom Google does not find', async (method, path) => {
  const fault = { kind: 'error', status: 404, reason: 'notFound', message: 'Not found' } as const;
  service.workspace.wire.faults.set([{ operations: ['users.get'], fault }]);
  const refused = await asPerson(server)(method, path).expect(404);
  expect(codeOf(refused)).toBe('user-not-found');
  expect(JSON.stringify(bodyOf(refused))).not.toContain('gserviceaccount');
});

test('a change that the role does not let the service make', async () => {
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ privileges: ['users-read'] });
  change(service, ALICE, {});
  const refused = await asPerson(server)('post', '/v1/me/password').expect(502);
  expect(codeOf(refused)).toBe('directory-refused');
  expect(JSON.stringify(bodyOf(refused))).not.toContain('gserviceaccount');
});
