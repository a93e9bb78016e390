import { type Account, userId } from '../../../functions/domain/account';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { digestPassword } from '../../../local/workspace/password-digest';
import { GOOD } from '../../fixtures/ldap-certificates';
import { call, MANAGER, putSecureLdap, VIEWER } from '../configuration/calls';
import { Rotating } from './rotating';

const MINUTE = 60_000;
const TYPE = 'urn:google-apps-passwords:problem:';

let world: Rotating;
let people: readonly WorkspaceUser[];
/** When each bind arrived. */
let bindsAt: number[];

const open = async (users = 40): Promise<void> => {
  world = await Rotating.open({ periodDays: 0 }, { users });
  people = await world.everybodyHasOne();
  const { ldap, clock, workspace } = world.service;
  bindsAt = [];
  ldap.arrived = () => {
    bindsAt.push(clock.now());
  };
  ldap.matches = (name, password) =>
    workspace.user(name)?.id !== undefined && workspace.passwordMatches(name, password);
};
beforeEach(() => open());
afterEach(() => {
  world.close();
});

const connectLdap = () =>
  putSecureLdap(world.configuration, { ...GOOD, bindName: 'email' }).expect(200);
const change = (user: WorkspaceUser, more: Partial<Account>): Promise<void> =>
  world.service.platform.accounts.transact(userId(user.id), (account) => ({
    ...(account ? { write: { ...account, ...more } } : {}),
    result: undefined,
  }));
const account = (user: WorkspaceUser) => world.service.platform.accounts.read(userId(user.id));

/** Somebody gives the user another password at Google. */
const changedAtGoogle = (user: WorkspaceUser): void => {
  const { google } = world.service.workspace;
  const found = google.state.users.find(user.id);
  if (found) google.state.putUser({ ...found, password: digestPassword('of somebody else') });
};

describe('POST /v1/proofs', () => {
  test('is refused without Secure LDAP, without the right, and for a wrong scope', async () => {
    const refused = await world.ask('post', '/v1/proofs', { scope: 'all' }).expect(409);
    expect(refused.body).toMatchObject({ type: `${TYPE}secure-ldap-not-configured` });
    await world.ask('post', '/v1/proofs/forecast', { scope: 'all' }).expect(409);
    await connectLdap();
    await world.ask('post', '/v1/proofs', { scope: 'some' }).expect(400);
    await call(world.configuration, 'post', '/v1/proofs', VIEWER)
      .set('content-type', 'application/json')
      .send(JSON.stringify({ scope: 'all' }))
      .expect(403);
    expect((await world.overview()).runs).toStrictEqual([]);
  });

  test('proves everybody, tells how far it is, and leaves an audit line', async () => {
    await connectLdap();
    const forecast = await world.ask('post', '/v1/proofs/forecast', { scope: 'all' }).expect(200);
    const users = people.length;
    expect(forecast.body).toStrictEqual({
      users,
      excluded: {},
      estimatedSeconds: users,
      exact: true,
      effects: [],
    });
    const runId = await world.start('/v1/proofs', 'all');
    expect(await world.run(runId)).toMatchObject({
      kind: 'prove',
      total: users,
      estimatedSecondsLeft: users,
    });
    await world.queue.pass(5 * MINUTE);
    expect(await world.run(runId)).toMatchObject({
      state: 'finished',
      total: users,
      done: users,
      failed: 0,
      skipped: 0,
    });
    const { proofs, runs } = await world.overview();
    expect(proofs).toStrictEqual({ proved: users, doubted: 0, unproved: 0 });
    expect(runs).toMatchObject([{ kind: 'prove', startedBy: MANAGER }]);
    const lines = world.service.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ message }) => message === 'rotation-audit')).toMatchObject([
      { action: 'asked', runId, caller: MANAGER },
    ]);
    expect(world.changedOtherThan(0, people)).toStrictEqual([]);
  });

  test('counts a user once whom a list names by address and id, as the run does', async () => {
    await connectLdap();
    const { id } = world.service.workspace.user('alice@example.com')!;
    const userKeys = ['alice@example.com', id, 'ALICE@example.com', 'bob@example.com'];
    const scope = { userKeys };
    const forecast = await world.ask('post', '/v1/proofs/forecast', { scope }).expect(200);
    expect(forecast.body).toMatchObject({ users: 2, excluded: {}, exact: true });
    const runId = await world.start('/v1/proofs', scope);
    await world.queue.pass(MINUTE);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', total: 2, done: 2 });
  });

  test('each trouble is the user’s own: refused, unreadable, without a password, in doubt', async () => {
    await connectLdap();
    const [refused, unreadable, none, open] = people;
    changedAtGoogle(refused!);
    const { current: _, ...without } = (await account(none!))!;
    await world.service.platform.accounts.transact(userId(none!.id), () => ({
      write: { ...without, status: 'no-password' },
      result: undefined,
    }));
    const { current } = (await account(open!))!;
    const candidate = { ...current!, version: 2, sent: true, refused: false } as const;
    const { setAt: __, ciphertext, ...made } = candidate;
    await change(open!, {
      candidates: [{ ...made, ciphertext: ciphertext!, purpose: 'set' }],
      status: 'unconfirmed',
      lastVersion: 2,
    });
    await change(unreadable!, { rotationRequests: 'no list' as never });
    const userKeys = people.slice(0, 6).map(({ primaryEmail }) => primaryEmail);
    const runId = await world.start('/v1/proofs', { userKeys });
    await world.queue.pass(MINUTE);
    expect(await world.run(runId)).toMatchObject({
      state: 'finished',
      total: 6,
      done: 2,
      failed: 2,
      skipped: 2,
      skippedBy: { 'no-password': 1, 'in-progress': 1 },
    });
    expect((await account(refused!))?.proof).toMatchObject({ result: 'refused', version: 1 });
    expect((await account(open!))?.candidates).toHaveLength(1);
    expect(bindsAt).toHaveLength(3);
  });

  test('waits when Secure LDAP is disconnected in mid-run, and goes on once it is connected', async () => {
    await connectLdap();
    const { ldap } = world.service;
    const runId = await world.start('/v1/proofs', 'all');
    ldap.arrived = async () => {
      if (ldap.binds.length === 12) await world.ask('delete', '/v1/secure-ldap').expect(204);
    };
    await world.queue.pass(5 * MINUTE);
    expect(await world.run(runId)).toMatchObject({ state: 'waiting', waitingFor: 'secure-ldap' });
    expect(ldap.binds.length).toBeLessThanOrEqual(20);
    await connectLdap(); // wakes the run
    await world.queue.pass(5 * MINUTE);
    expect(await world.run(runId)).toMatchObject({ state: 'finished', done: people.length });
    expect(ldap.binds).toHaveLength(people.length);
  });

  test('is stopped by DELETE, and the schedule goes on with one that stands still', async () => {
    await connectLdap();
    const first = await world.start('/v1/proofs', 'all');
    await world.ask('delete', `/v1/runs/${first}`).expect(200);
    await world.queue.pass(MINUTE);
    expect(bindsAt).toStrictEqual([]);
    Object.assign(world.service.platform, { waker: { wake: () => Promise.resolve(false) } });
    const second = await world.start('/v1/proofs', 'all');
    await world.quarter();
    expect(await world.run(second)).toMatchObject({ state: 'finished', done: people.length });
  });
});

test('the policy says how often passwords are proved again, and when', async () => {
  await world.ask('put', '/v1/policy', { proveEveryDays: 91 }).expect(400);
  const proofWindow = { days: ['monday'], from: '01:00', to: '05:00', timeZone: 'Europe/Paris' };
  await world.ask('put', '/v1/policy', { proveEveryDays: 7, proofWindow }).expect(200);
  const { policy } = await world.service.platform.configurations.read();
  expect(policy).toMatchObject({ proveEveryDays: 7, proofWindow });
});
