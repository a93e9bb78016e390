import { leakResource } from '../../../local/workspace/control-activities';
import { MEDIA_TYPE, call } from '../configuration/calls';
import { DAY_MS, Drifting, QUARTER_MS } from './drifting';

// Google’s log and its users at their worst.

const HOUR_MS = 4 * QUARTER_MS;

let world: Drifting;
beforeEach(async () => {
  world = await Drifting.open({ periodDays: 0 });
  await world.issue('alice', 'bob');
  world.service.clock.advance(QUARTER_MS);
});
afterEach(() => {
  world.close();
});

const failing = (userKey: string): void => {
  world.service.workspace.wire.faults.set([
    { operations: ['users.get'], userKey, fault: { kind: 'error', status: 500, body: '' } },
  ]);
};
const rename = (name: string, primaryEmail: string, aliases: readonly string[] = []): void => {
  world.service.workspace.google.state.putUser({ ...world.user(name), primaryEmail, aliases });
};

test.each([25, 36, 47])(
  'a change that the log reports %i hours late is found within a day of that',
  async (hours) => {
    await world.quarter(); // has looked back
    const at = world.now;
    world.log(world.reported('alice', 'late@example.com', at, '1'), at, hours * HOUR_MS);
    for (let hour = 0; hour < hours + 26; hour += 5) {
      world.service.clock.advance(5 * HOUR_MS);
      await world.tick();
    }
    expect((await world.status('alice')).drift?.by).toBe('late@example.com');
  },
);

test('our own changes that the log reports two days late are nobody else’s', async () => {
  world.service.workspace.google.state.activities.lagMs = 47 * HOUR_MS;
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  for (let hour = 0; hour < 75; hour += 5) {
    world.service.clock.advance(5 * HOUR_MS);
    await world.tick();
  }
  expect((await world.overview()).drifted).toBe(0);
});

test('a user who was renamed and kept no alias is found by the address that is stored', async () => {
  const at = world.now;
  world.log(world.reported('alice', 'tool@example.com', at, '1'), at);
  rename('alice', 'alicia@example.com');
  await world.quarter();
  expect((await world.status('alicia')).drift?.by).toBe('tool@example.com');
});

test('while Google does not say who the administrator is, our changes are nobody else’s', async () => {
  rename('admin', 'chief@example.com', ['admin@example.com']);
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  failing('admin@example.com');
  await world.quarter();
  expect((await world.overview()).drifted).toBe(0);
  world.service.workspace.wire.faults.set([]);
  world.change('bob', 'tool@example.com');
  await world.quarter();
  expect((await world.status('bob')).drift?.by).toBe('tool@example.com');
  expect((await world.overview()).drifted).toBe(1);
});

test('changes under a former administrator who was named by an alias stay ours', async () => {
  rename('admin', 'chief@example.com', ['admin@example.com']);
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  world.service.workspace.google.state.putUser({
    ...world.user('chief'),
    id: '299999999999999999998',
    primaryEmail: 'second@example.com',
    aliases: [],
  });
  await call(world.configuration, 'put', '/v1/configuration')
    .set('content-type', MEDIA_TYPE)
    .send(JSON.stringify({ adminUsername: 'second@example.com' }))
    .expect(200);
  await world.quarter();
  expect((await world.link())?.state).toBe('ok');
  expect((await world.overview()).drifted).toBe(0);
});

test('a third change of a contested password does not come back after a rotation', async () => {
  for (const [index, beforeMs] of [3_000, 1_000, 2_000].entries()) {
    const at = world.now - beforeMs;
    world.log(world.reported('alice', 'tool@example.com', at, `${index}`), at, index * 500);
  }
  await world.tick();
  world.service.clock.advance(1_000);
  await world.tick();
  expect((await world.status('alice')).lastFailure?.code).toBe('contested');
  world.service.clock.advance(60_000);
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  for (let tick = 0; tick < 3; tick += 1) await world.quarter();
  expect(await world.status('alice')).toMatchObject({ status: 'active' });
  expect((await world.overview()).drifted).toBe(0);
});

test('a user whose password leaked is rotated by the tick after the suspension ends', async () => {
  const { google } = world.service.workspace;
  leakResource(google, world.user('alice')).call?.({});
  for (let tick = 0; tick < 8; tick += 1) await world.quarter();
  google.state.putUser({ ...world.user('alice'), suspended: false });
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  world.service.clock.advance(DAY_MS);
  for (let tick = 0; tick < 4; tick += 1) await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
});

test('a leak that Google noted moments after a change by a clock ahead of Google’s is not missed', async () => {
  const { google } = world.service.workspace;
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  const { activities } = google.state;
  const item = {
    ...world.reported('alice', 'alice@example.com', world.now - 60_000, '1'),
    events: [
      {
        type: 'account_warning',
        name: 'account_disabled_password_leak',
        parameters: [{ name: 'affected_email_address', value: 'alice@example.com' }],
      },
    ],
  };
  const eventName = 'account_disabled_password_leak';
  activities.add({ application: 'login', eventName, atMs: world.now - 60_000, item });
  for (let tick = 0; tick < 4; tick += 1) await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 3 } });
});
