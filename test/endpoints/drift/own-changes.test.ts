import { DIRECTORY_SCOPE } from '../../../functions/domain/configuration/delegation';
import { AdminRole } from '../../../local/workspace/admin-role';
import { MEDIA_TYPE, call } from '../configuration/calls';
import { Drifting } from './drifting';

let world: Drifting;
afterEach(() => {
  world.close();
});

test('three hundred changes of our own are nobody else’s', async () => {
  world = await Drifting.open({ periodDays: 1 }, { users: 320 });
  const { state } = world.service.workspace.google;
  const people = [...state.users].filter(
    (user) => !user.isAdmin && !user.isDelegatedAdmin && !user.suspended && !user.archived,
  );
  for (const { id } of people.slice(0, 150)) await world.ask('put', `${id}/password`).expect(201);
  await world.quarter();
  for (const { id } of people.slice(0, 150)) {
    await world.ask('post', `${id}/password/rotation`).expect(200);
  }
  for (let tick = 0; tick < 5; tick += 1) await world.quarter();
  expect(state.activities.size).toBe(300);
  expect((await world.overview()).drifted).toBe(0);
});

test('a change whose reply was lost is ours, and one by the admin at another time is not', async () => {
  world = await Drifting.open();
  world.service.workspace.wire.faults.set([
    { operations: ['users.update'], fault: { kind: 'lost-reply' } },
  ]);
  await world.ask('put', 'alice@example.com/password').expect(503);
  world.service.workspace.wire.faults.set([]);
  await world.quarter();
  await world.quarter();
  expect((await world.read('alice')).status).toBe(200);
  world.service.clock.advance(3_600_000);
  world.change('alice', 'admin@example.com');
  await world.quarter();
  expect((await world.status('alice')).drift?.by).toBe('admin@example.com');
});

test('changes under the administrator before this one stay ours', async () => {
  world = await Drifting.open();
  await world.issue('alice');
  const { state } = world.service.workspace.google;
  const admin = world.user('admin');
  state.putUser({
    ...admin,
    id: '299999999999999999998',
    primaryEmail: 'second@example.com',
    aliases: [],
  });
  await call(world.configuration, 'put', '/v1/configuration')
    .set('content-type', MEDIA_TYPE)
    .send(JSON.stringify({ adminUsername: 'second@example.com' }))
    .expect(200);
  await world.issue('bob');
  await world.quarter();
  expect((await world.link())?.state).toBe('ok');
  expect((await world.overview()).drifted).toBe(0);
});

test('an administrator who is named by an alias is us, too', async () => {
  world = await Drifting.open();
  const { state } = world.service.workspace.google;
  const admin = world.user('admin');
  state.putUser({ ...admin, primaryEmail: 'chief@example.com', aliases: ['admin@example.com'] });
  await world.issue('alice');
  await world.quarter();
  expect((await world.overview()).drifted).toBe(0);
});

test('without the scope the link is off and nothing else changes', async () => {
  world = await Drifting.open();
  await world.issue('alice');
  world.authorise([DIRECTORY_SCOPE]);
  world.service.workspace.google.state.tokens.revokeAll();
  const { verification } = await world.verify();
  expect(verification?.state).toBe('ok');
  expect(verification?.links.at(-1)).toMatchObject({
    id: 'drift',
    state: 'off',
    code: 'activity-log-off',
    url: 'https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.user%2Chttps%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.reports.audit.readonly&clientIdToAdd=104729130363000000001&overwriteClientId=true',
  });
  world.service.clock.advance(3_600_000);
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect((await world.link())?.state).toBe('off');
  expect((await world.read('alice')).status).toBe(200);
  world.authorise();
  await world.verify();
  expect((await world.link())?.state).toBe('ok');
  await world.quarter();
  expect((await world.read('alice')).status).toBe(409);
});

test('a log that cannot be read fails this link alone, and is read from the same place later', async () => {
  world = await Drifting.open();
  await world.issue('alice');
  await world.quarter();
  world.service.workspace.wire.faults.set([
    {
      operations: ['activities.list'],
      fault: { kind: 'error', status: 403, reason: 'forbidden', message: 'Not Authorized' },
    },
  ]);
  world.service.clock.advance(3 * 3_600_000);
  world.change('alice', 'tool@example.com');
  for (let tick = 0; tick < 8; tick += 1) await world.quarter();
  expect(await world.link()).toMatchObject({ state: 'failing', code: 'activity-log-refused' });
  expect((await world.verify()).verification?.state).toBe('ok');
  world.service.workspace.wire.faults.set([]);
  await world.quarter();
  expect((await world.link())?.state).toBe('ok');
  expect((await world.read('alice')).status).toBe(409);
});

describe('a service account that acts as itself', () => {
  const OWN = { delegation: false, customerId: 'C03simu1a' };
  const save = (body: object) =>
    call(world.configuration, 'put', '/v1/configuration')
      .set('content-type', MEDIA_TYPE)
      .send(JSON.stringify(body))
      .expect(200);
  const give = (...privileges: readonly string[]): void => {
    const { keyAccount } = world.service.workspace.google;
    const role = { privileges: ['users-read', 'reset-password', ...privileges] };
    keyAccount.adminRole = AdminRole.parse(role);
  };

  test('is us in the log, and so is the administrator before it, and others are not', async () => {
    world = await Drifting.open();
    await world.issue('alice');
    give('reports');
    world.authorise([]); // no delegation is left
    await save(OWN);
    await world.issue('bob');
    await world.quarter();
    expect((await world.link())?.state).toBe('ok');
    expect((await world.overview()).drifted).toBe(0);
    world.service.clock.advance(3_600_000);
    world.change('bob', 'tool@example.com');
    await world.quarter();
    expect((await world.overview()).drifted).toBe(1);
    expect((await world.status('bob')).drift?.by).toBe('tool@example.com');
  });

  test('stays us after the way back to an administrator', async () => {
    world = await Drifting.open();
    give('reports');
    await save(OWN);
    await world.issue('alice');
    await save({ adminUsername: 'admin@example.com' });
    await world.issue('bob');
    await world.quarter();
    expect((await world.link())?.state).toBe('ok');
    expect((await world.overview()).drifted).toBe(0);
  });

  test('without the privilege Reports, the link is off and tells which role to change', async () => {
    world = await Drifting.open();
    give();
    await save(OWN);
    const { verification } = await world.verify();
    expect(verification?.state).toBe('ok');
    expect(verification?.links.at(-1)).toMatchObject({
      id: 'drift',
      state: 'off',
      code: 'activity-log-off',
      url: 'https://admin.google.com/ac/roles',
    });
    await world.issue('alice');
    await world.quarter();
    expect((await world.link())?.state).toBe('off');
    give('reports');
    await world.quarter();
    expect((await world.link())?.state).toBe('ok');
  });
});
