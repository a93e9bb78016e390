import { GOOD } from '../../fixtures/ldap-certificates';
import { call, putSecureLdap } from '../configuration/calls';
import { DAY_MS, Drifting, QUARTER_MS } from './drifting';

// Secure LDAP refuses a password that had worked (domain/drift/refused-proofs).

const HALF_AN_HOUR = 2 * QUARTER_MS;

let world: Drifting;
beforeEach(async () => {
  world = await Drifting.open({ periodDays: 0, proveEveryDays: 0 });
  await putSecureLdap(world.configuration, GOOD).expect(200);
  await world.issue('alice', 'bob');
  await binds('alice', 'bob');
  world.service.clock.advance(QUARTER_MS);
});
afterEach(() => {
  world.close();
});

/** The stored passwords of these users bind from now on. */
async function binds(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { body } = await world.read(name);
    world.service.ldap.passwords.set(`${name}@example.com`, body['password'] as string);
  }
}

/** The result of a proof that somebody asks for, after this time. */
async function prove(name: string, afterMs = 0): Promise<unknown> {
  world.service.clock.advance(afterMs);
  const answer = await world.ask('post', `${name}@example.com/password/proof`).expect(200);
  return (answer.body as { result: unknown }).result;
}

/** Somebody changes the password, and it is proved until that shows. */
async function driftsUnseen(name: string): Promise<void> {
  world.service.ldap.passwords.set(`${name}@example.com`, 'another one');
  for (const afterMs of [0, HALF_AN_HOUR, HALF_AN_HOUR]) await prove(name, afterMs);
}

test('a password that had worked and is refused three times over an hour is no longer told', async () => {
  expect(await prove('alice')).toBe('works');
  world.service.ldap.passwords.set('alice@example.com', 'another one');
  expect(await prove('alice', QUARTER_MS)).toBe('refused');
  expect(await prove('alice', HALF_AN_HOUR)).toBe('refused');
  expect((await world.read('alice')).status).toBe(200);
  expect(await prove('alice', HALF_AN_HOUR)).toBe('refused');
  expect(await world.read('alice')).toMatchObject({
    status: 409,
    body: {
      type: 'urn:google-apps-passwords:problem:password-drifted',
      retry: 'after-change',
      detail:
        'Google has refused the stored password at Secure LDAP since 2026-01-01T00:30:00.000Z, at least three times over an hour. It had worked before, so somebody else has probably changed it, and it is not given out. Rotate the password: POST /v1/users/{userKey}/password/rotation. That ends the present one at Google.',
    },
  });
  expect(await world.status('alice')).toMatchObject({
    status: 'active',
    drift: { at: '2026-01-01T00:30:00.000Z', source: 'proof' },
    proof: { result: 'refused', version: 1 },
  });
  expect((await world.overview()).drifted).toBe(1);
  expect(await world.events()).toStrictEqual(['password.drifted']);
  await world.ask('post', 'alice@example.com/password/rotation').expect(200);
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await world.status('alice')).not.toHaveProperty('drift');
});

test('three refusals within an hour are none, nor are those of a password that never worked', async () => {
  await prove('alice');
  world.service.ldap.passwords.clear();
  await prove('alice');
  await prove('alice', QUARTER_MS);
  await prove('alice', 2 * QUARTER_MS);
  for (const afterMs of [0, HALF_AN_HOUR, HALF_AN_HOUR]) await prove('bob', afterMs);
  expect((await world.overview()).drifted).toBe(0);
  expect(await prove('alice')).toBe('refused');
  expect((await world.overview()).drifted).toBe(1);
});

test('a suspended user is not bound, and a bind that works begins anew', async () => {
  await prove('alice');
  world.service.ldap.passwords.set('alice@example.com', 'another one');
  await prove('alice');
  await prove('alice', HALF_AN_HOUR);
  const { state } = world.service.workspace.google;
  state.putUser({ ...world.user('alice'), suspended: true });
  world.service.clock.advance(HALF_AN_HOUR);
  await world.ask('post', 'alice@example.com/password/proof').expect(409);
  state.putUser({ ...world.user('alice'), suspended: false });
  await binds('alice');
  expect(await prove('alice')).toBe('works');
  world.service.ldap.passwords.set('alice@example.com', 'another one');
  expect(await prove('alice', HALF_AN_HOUR)).toBe('refused');
  expect((await world.read('alice')).status).toBe(200);
});

test('the policy `reissue` gives a new password by the next tick, and a second change is contested', async () => {
  await call(world.configuration, 'put', '/v1/policy').send({ onDrift: 'reissue' }).expect(200);
  await prove('alice');
  await driftsUnseen('alice');
  await world.quarter();
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 2 } });
  await binds('alice');
  expect(await prove('alice', QUARTER_MS)).toBe('works');
  await driftsUnseen('alice');
  expect(await world.status('alice')).toMatchObject({
    status: 'parked',
    version: 2,
    drift: { source: 'proof' },
    lastFailure: { code: 'contested' },
  });
  expect((await world.events()).toSorted()).toStrictEqual([
    'account.parked',
    'password.drifted',
    'password.drifted',
  ]);
});

test('the log names later who made the change that proofs have shown: it is one change', async () => {
  await prove('alice');
  world.log(
    world.reported('alice', 'tool@example.com', world.now, '1'),
    world.now,
    2 * HALF_AN_HOUR,
  );
  await driftsUnseen('alice');
  expect((await world.status('alice')).drift?.source).toBe('proof');
  world.service.clock.advance(DAY_MS);
  await world.quarter();
  expect(await world.status('alice')).toMatchObject({
    status: 'active',
    drift: { at: '2026-01-01T00:15:00.000Z', by: 'tool@example.com', source: 'activity-log' },
  });
  expect(await world.events()).toStrictEqual(['password.drifted']);
});

test('a password that works again after all is told again', async () => {
  await prove('alice');
  const { body } = await world.read('alice');
  await driftsUnseen('alice');
  expect((await world.read('alice')).status).toBe(409);
  world.service.ldap.passwords.set('alice@example.com', body['password'] as string);
  expect(await prove('alice', HALF_AN_HOUR)).toBe('works');
  expect(await world.read('alice')).toMatchObject({ status: 200, body: { version: 1 } });
  expect((await world.overview()).drifted).toBe(0);
});

test('a password that drifted by the log stays so, whatever a bind says', async () => {
  world.change('alice', 'tool@example.com');
  await world.quarter();
  expect(await prove('alice')).toBe('works'); // by a replica that is behind
  expect((await world.read('alice')).status).toBe(409);
});

test('no run binds with a password that drifted', async () => {
  world.change('alice', 'tool@example.com');
  await world.quarter();
  const before = world.service.ldap.binds.length;
  world.service.clock.advance(DAY_MS);
  for (let tick = 0; tick < 4; tick += 1) await world.quarter();
  expect(world.service.ldap.binds.slice(before)).not.toContain('alice@example.com');
});
