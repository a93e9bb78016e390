import { type ConfigurationAnswer } from '../../../functions/api/configuration';
import { AdminRole } from '../../../local/workspace/admin-role';
import { put } from '../configuration/calls';
import { Rotating } from './rotating';

// What Google refused a former connection says nothing of the one that was saved after it.

let world: Rotating;
afterEach(() => {
  world.close();
});

const OWN = { delegation: false, customerId: 'C03simu1a' };

test('nine changes that a former role was refused do not break the next connection at its first', async () => {
  world = await Rotating.open({}, { users: 30 });
  const { keyAccount } = world.service.workspace.google;
  keyAccount.adminRole = AdminRole.parse({ privileges: ['users-read'] });
  await put(world.configuration, OWN).expect(200);
  const people = await world.everybodyHasOne();
  const nine = people.slice(0, 9).map(({ id }) => id);
  expect(await world.rotate({ userKeys: nine })).toMatchObject({ state: 'finished', failed: 9 });

  await put(world.configuration, { adminUsername: 'admin@example.com' }).expect(200);
  const { id } = people[10]!;
  world.faults({
    operations: ['users.update'],
    userKey: id,
    fault: { kind: 'error', status: 403, reason: 'forbidden', message: 'Not Authorized' },
  });
  expect(await world.rotate({ userKeys: [id] })).toMatchObject({ state: 'finished', failed: 1 });
  const read = await world.ask('get', '/v1/configuration').expect(200);
  expect((read.body as ConfigurationAnswer).verification?.state).toBe('ok');
  expect(await world.events()).not.toContain('configuration.failing');
});
