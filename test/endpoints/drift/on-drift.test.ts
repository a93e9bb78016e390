import { call } from '../configuration/calls';
import { leakResource } from '../../../local/workspace/control-activities';
import { DAY_MS, Drifting, QUARTER_MS } from './drifting';

let world: Drifting;
beforeEach(async () => {
  world = await Drifting.open({ periodDays: 0 });
  await world.issue('alice', 'bob');
  world.service.clock.advance(QUARTER_MS);
});
afterEach(() => {
  world.close();
});

const policy = (body: object) =>
  call(world.configuration, 'put', '/v1/policy').send(body).expect(200);

test('the policy `reissue` mends at the next tick, also what drifted before', async () => {
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect((await world.read('alice')).status).toBe(409);
  await policy({ onDrift: 'reissue' });
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await world.read('bob')).toMatchObject({ status: 200, body: { version: 1 } });
  const { password } = (await world.read('alice')).body as { password: string };
  expect(world.service.workspace.passwordMatches('alice@example.com', password)).toBe(true);
  for (let tick = 0; tick < 4; tick += 1) await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
});

test('the policy `reissue` mends in the tick that finds the change', async () => {
  await policy({ onDrift: 'reissue' });
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
});

test('a second change within seven days is contested, and nothing more is set by itself', async () => {
  await policy({ onDrift: 'reissue', periodDays: 1 });
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  world.service.clock.advance(QUARTER_MS);
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect((await world.read('alice')).status).toBe(409);
  expect(await world.status('alice')).toMatchObject({
    status: 'parked',
    version: 2,
    drift: { by: 'tool@example.com' },
    lastFailure: { code: 'contested' },
  });
  expect((await world.events()).toSorted()).toStrictEqual([
    'account.parked',
    'password.drifted',
    'password.drifted',
  ]);
  for (let day = 0; day < 9; day += 1) {
    world.service.clock.advance(DAY_MS);
    await world.tick();
  }
  expect(await world.status('alice')).toMatchObject({ status: 'parked', version: 2 });
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  expect(await world.status('alice')).toMatchObject({ status: 'active', version: 3 });
  expect(await world.status('alice')).not.toHaveProperty('drift');
});

test('a second change after more than seven days is not contested', async () => {
  await policy({ onDrift: 'reissue' });
  world.change('alice', 'tool@example.com');
  await world.quarter();
  world.service.clock.advance(8 * DAY_MS);
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect(await world.status('alice')).toMatchObject({ status: 'active', version: 3 });
});

test('a password that Google found leaked is rotated once the user is active again', async () => {
  const { google } = world.service.workspace;
  leakResource(google, world.user('alice')).call?.({});
  await world.quarter();
  expect(await world.status('alice')).toMatchObject({ version: 1, preflight: { suspended: true } });
  google.state.putUser({ ...world.user('alice'), suspended: false });
  world.service.clock.advance(DAY_MS);
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
});
