import { Drifting, QUARTER_MS } from './drifting';

// Somebody else changes a password at Google (domain/drift).

let world: Drifting;
beforeEach(async () => {
  world = await Drifting.open();
  await world.issue('alice', 'bob');
  world.service.clock.advance(QUARTER_MS);
});
afterEach(() => {
  world.close();
});

test('a change by another administrator is told at the first tick after it appears in the log', async () => {
  world.service.workspace.google.state.activities.lagMs = 1_000_000;
  world.change('alice', 'help-desk@example.com');
  await world.quarter();
  expect((await world.read('alice')).status).toBe(200);
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({
    status: 409,
    body: {
      type: 'urn:google-apps-passwords:problem:password-drifted',
      retry: 'after-change',
    },
  });
  await world.ask('put', 'alice@example.com/password').expect(409);
  await world.ask('get', 'alice@example.com/activesync').expect(409);
  await world.ask('get', `${world.user('alice').id}/password`).expect(409);
  expect(await world.status('alice')).toMatchObject({
    status: 'active',
    drift: {
      at: '2026-01-01T00:15:00.000Z',
      by: 'help-desk@example.com',
      source: 'activity-log',
    },
  });
  expect((await world.read('bob')).status).toBe(200);
  expect((await world.overview()).drifted).toBe(1);
  expect(await world.events()).toStrictEqual(['password.drifted']);
});

test('a change by the person themselves is one, too', async () => {
  world.change('bob');
  await world.quarter();
  expect((await world.status('bob')).drift).toStrictEqual({
    at: '2026-01-01T00:15:00.000Z',
    by: 'bob@example.com',
    source: 'activity-log',
  });
});

test('a rotation that somebody asks for ends it, and it stays ended', async () => {
  world.change('alice', 'help-desk@example.com');
  await world.quarter();
  const rotated = await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  expect((await world.status('alice')).drift).toBeUndefined();
  for (let tick = 0; tick < 4; tick += 1) await world.quarter();
  expect(await world.read('alice')).toMatchObject({
    status: 200,
    body: { password: (rotated.body as { password: string }).password },
  });
  expect(await world.events()).toStrictEqual(['password.drifted']);
  expect((await world.overview()).drifted).toBe(0);
});

test('a change that the log reports a day late is found, unless a rotation has mended it', async () => {
  const at = world.now;
  const lagMs = 23 * 3_600_000;
  world.log(world.reported('alice', 'late@example.com', at, '1'), at, lagMs);
  world.log(world.reported('bob', 'late@example.com', at, '2'), at, lagMs);
  world.service.clock.advance(600_000);
  await world.ask('post', 'bob@example.com/password/rotation').expect(200);
  await world.quarter();
  world.service.clock.advance(lagMs - 3_600_000);
  await world.quarter(); // the log does not show it yet
  world.service.clock.advance(3_600_000);
  await world.quarter();
  expect((await world.overview()).drifted).toBe(0); // read again once a day only
  world.service.clock.advance(3_600_000);
  await world.quarter();
  expect((await world.status('alice')).drift?.by).toBe('late@example.com');
  expect((await world.status('bob')).drift).toBeUndefined();
});

test('a change that is reported after a newer one makes two, and the newer one is told', async () => {
  const at = world.now;
  world.log(world.reported('alice', 'first@example.com', at, '1'), at, 2_000_000);
  world.log(world.reported('alice', 'second@example.com', at + 1_000, '2'), at + 1_000);
  await world.quarter();
  expect((await world.status('alice')).status).toBe('active');
  await world.quarter();
  await world.quarter();
  expect(await world.status('alice')).toMatchObject({
    status: 'parked',
    drift: { at: '2026-01-01T00:15:01.000Z', by: 'second@example.com' },
    lastFailure: { code: 'contested' },
  });
  expect((await world.read('alice')).status).toBe(409);
});

test('activities that are odd, nameless or about nobody are passed over, one by one', async () => {
  const at = world.now;
  const good = world.reported('alice', 'tool@example.com', at, '7');
  const { actor: _, ...nobody } = world.reported('bob', 'tool@example.com', at, '8');
  world.log(nobody, at);
  for (const odd of [null, 'text', 7, {}, { id: {} }, { ...good, id: { time: 'yesterday' } }]) {
    world.log(odd, at);
  }
  world.log({ ...good, events: [null, { name: 'CHANGE_PASSWORD', parameters: 'none' }] }, at);
  world.log(world.reported('nobody-here', 'tool@example.com', at, '9'), at);
  const [event] = good['events'] as readonly unknown[];
  world.log({ ...good, events: event, actor: { email: 'tool@example.com', profileId: 1 } }, at);
  await world.quarter();
  expect((await world.overview()).drifted).toBe(1);
  expect((await world.status('alice')).drift?.by).toBe('tool@example.com');
  expect((await world.link())?.state).toBe('ok');
});

test('an activity that comes twice, or after a newer one, counts once', async () => {
  const at = world.now;
  const same = world.reported('alice', 'tool@example.com', at, '7');
  world.log(same, at);
  world.log(same, at);
  await world.quarter();
  await world.quarter();
  expect(await world.events()).toStrictEqual(['password.drifted']);
  expect((await world.status('alice')).status).toBe('active');
});

test('a deleted user is passed over, and a renamed one is found by the former address', async () => {
  const at = world.now;
  const { google } = world.service.workspace;
  const alice = world.user('alice');
  google.state.putUser({
    ...alice,
    primaryEmail: 'alicia@example.com',
    aliases: ['alice@example.com'],
  });
  await world.ask('get', 'alicia@example.com/password').expect(200); // the account is renamed, too
  world.log(world.reported('alice', 'tool@example.com', at, '1'), at);
  google.removeUser(world.user('bob').id);
  world.log(world.reported('bob', 'tool@example.com', at, '2'), at);
  await world.quarter();
  expect((await world.status('alicia')).drift?.by).toBe('tool@example.com');
  expect((await world.overview()).drifted).toBe(1);
});

test('somebody who got a deleted user’s address later is not blamed for it', async () => {
  const at = world.now;
  const { google } = world.service.workspace;
  const alice = world.user('alice');
  google.removeUser(alice.id);
  world.service.clock.advance(60_000);
  const creationTime = new Date(world.now).toISOString();
  google.state.putUser({ ...alice, id: '299999999999999999999', creationTime });
  await world.issue('alice');
  world.log(world.reported('alice', 'tool@example.com', at, '1'), at);
  await world.quarter();
  expect((await world.status('alice')).drift).toBeUndefined();
});

test('a page token that repeats ends the reading', async () => {
  world.change('alice', 'tool@example.com');
  world.service.workspace.wire.faults.set([
    {
      operations: ['activities.list'],
      fault: { kind: 'rewritten-reply', pattern: '\\}$', replacement: ',"nextPageToken":"A:1"}' },
    },
  ]);
  await world.quarter();
  expect((await world.status('alice')).drift?.by).toBe('tool@example.com');
  expect(world.service.workspace.wire.statistics.report()).toMatchObject({
    calls: { 'activities.list': 7 }, // one of the check, and two of each kind
  });
});

test('a user whom Google never shows holds up nobody else', async () => {
  world.service.workspace.wire.faults.set([
    {
      operations: ['users.get'],
      userKey: 'bob@example.com',
      fault: { kind: 'error', status: 500, body: '' },
    },
  ]);
  world.change('bob', 'tool@example.com');
  world.change('alice');
  for (let tick = 0; tick < 6; tick += 1) await world.quarter();
  expect((await world.status('alice')).drift?.by).toBe('alice@example.com');
  expect((await world.link())?.state).toBe('ok');
  world.service.workspace.wire.faults.set([]);
  await world.quarter();
  expect((await world.status('bob')).drift?.by).toBe('tool@example.com');
});
