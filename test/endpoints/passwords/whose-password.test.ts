import { type Server } from 'node:http';
import request from 'supertest';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { WholeService } from '../../fakes/whole-service';
import { call, MANAGER, put } from '../configuration/calls';

const ALICE = 'alice@example.com';
const DAY = 86_400_000;

let service: WholeService;
let passwords: Server;
let configuration: Server;
let alice: WorkspaceUser;
let issued: { password: string; version: number };

beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  passwords = service.serve('passwords');
  configuration = service.serve('configuration');
  issued = (await request(passwords).put(`/v1/users/${ALICE}/password`)).body as typeof issued;
  alice = service.workspace.user(ALICE)!;
});
afterEach(() => {
  service.close();
});

const change = (more: Partial<WorkspaceUser>): void => {
  const { users, putUser } = service.workspace.google.state;
  putUser({ ...users.find(alice.id)!, ...more });
};
const ofUser = (key: string): string => `/v1/users/${key}/password`;
const problem = (code: string): object => ({ type: `urn:google-apps-passwords:problem:${code}` });
const audited = (action: string): readonly string[] =>
  service.lines.filter((line) => line.includes(`"action":"${action}"`));
const events = async (): Promise<readonly string[]> =>
  (await service.platform.outbox.pending(100)).map(({ type }) => type);

describe('a user who became an administrator', () => {
  test('gets no password, by address at once, and by id from then on', async () => {
    change({ isAdmin: true });
    for (const path of [ofUser(ALICE), `/v1/users/${ALICE}/activesync`, ofUser(alice.id)]) {
      const refused = await request(passwords).get(path).expect(403);
      expect(refused.body).toMatchObject(problem('admin-account'));
      expect(refused.text).not.toContain(issued.password);
    }
    expect(audited('read')).toStrictEqual([]);
  });

  test('gets none by id once a run has seen it', async () => {
    change({ isDelegatedAdmin: true });
    const asked = await call(configuration, 'post', '/v1/rotations').send({ scope: 'all' });
    const { runId } = asked.body as { runId: string };
    const task = { runId, slice: 2 };
    await request(service.serve('rotation-worker')).post('/v1/rotation-tasks').send(task);
    await request(passwords).get(ofUser(alice.id)).expect(403);
    expect(service.workspace.passwordMatches(ALICE, issued.password)).toBe(true);
  });

  test('gets none by id once a verification has found that the service acts as this user', async () => {
    change({ isAdmin: true });
    const key = service.workspace.keyFile();
    await put(configuration, { adminUsername: ALICE, serviceAccountKey: key }).expect(200);
    await request(passwords).get(ofUser(alice.id)).expect(403);
  });

  test('gets it again once the role is gone', async () => {
    change({ isAdmin: true });
    await request(passwords).get(ofUser(ALICE)).expect(403);
    change({ isAdmin: false });
    const told = await request(passwords).get(ofUser(alice.id)).expect(200);
    expect(told.body).toMatchObject({ password: issued.password });
  });

  test('has the copy destroyed without a call to Google, with an event and an audit line', async () => {
    change({ isAdmin: true });
    await request(passwords).delete(ofUser(alice.id)).expect(403);
    const calls = service.workspace.user(ALICE)?.passwordChanges;
    await request(passwords)
      .delete(`${ofUser(alice.id)}?keepAtGoogle=true`)
      .expect(204);
    expect(service.workspace.user(ALICE)?.passwordChanges).toBe(calls);
    expect(service.workspace.passwordMatches(ALICE, issued.password)).toBe(true);
    expect(await events()).toContain('password.forgotten');
    expect(audited('forgotten')).toHaveLength(1);
    change({ isAdmin: false });
    await request(passwords).get(ofUser(ALICE)).expect(404);
    await request(passwords)
      .delete(`${ofUser(ALICE)}?keepAtGoogle=true`)
      .expect(204); // the same call again
    expect(audited('forgotten')).toHaveLength(1);
  });
});

test('forgetting waits while another caller sets the password, and keeps the quarantine', async () => {
  const now = service.clock.now();
  const lease = { holder: 'other', until: now };
  await service.platform.accounts.transact(alice.id as never, (account) => ({
    write: { ...account!, lease },
    result: undefined,
  }));
  const path = `${ofUser(alice.id)}?keepAtGoogle=true`;
  const busy = await request(passwords).delete(path).expect(409);
  expect(busy.body).toMatchObject(problem('in-progress'));
  service.clock.advance(5_000);
  await request(passwords).delete(path).expect(204);
  const account = await service.platform.accounts.read(alice.id as never);
  expect(account).toMatchObject({ status: 'revoked', quarantineUntil: now + 1_200_000 });
});

test('keepAtGoogle=false revokes the password at Google', async () => {
  await request(passwords)
    .delete(`${ofUser(ALICE)}?keepAtGoogle=false`)
    .expect(204);
  expect(service.workspace.passwordMatches(ALICE, issued.password)).toBe(false);
});

test.each(['yes', '', 'true&keepAtGoogle=false'])(
  'keepAtGoogle=%s changes nothing',
  async (value) => {
    await request(passwords)
      .delete(`${ofUser(ALICE)}?keepAtGoogle=${value}`)
      .expect(400);
    expect(service.workspace.passwordMatches(ALICE, issued.password)).toBe(true);
  },
);

test('a rotation with a key repeated after a revocation makes no other password', async () => {
  const rotate = (): request.Test =>
    request(passwords)
      .post(`${ofUser(ALICE)}/rotation`)
      .set('idempotency-key', 'once');
  await rotate().expect(200);
  await request(passwords).delete(ofUser(ALICE)).expect(204);
  await rotate().expect(404);
  const again = await request(passwords).put(ofUser(ALICE)).expect(201);
  const late = await rotate().expect(200);
  expect(late.body).toStrictEqual(again.body);
});

test('with no Workspace connected, a caller is told to have one connected', async () => {
  await call(configuration, 'delete', '/v1/configuration').expect(204);
  const refused = await request(passwords).get(ofUser(alice.id)).expect(409);
  expect(refused.body).toMatchObject(problem('not-configured'));
});

describe('another Workspace that is connected', () => {
  const connect = async (customerId: string): Promise<void> => {
    const admin = service.workspace.user(service.workspace.adminUsername)!;
    service.workspace.google.state.putUser({ ...admin, customerId });
    await put(configuration, {
      adminUsername: service.workspace.adminUsername,
      serviceAccountKey: service.workspace.keyFile(),
    }).expect(200);
  };
  const connectOther = async (): Promise<void> => {
    await connect('C0other01');
    service.workspace.google.removeUser(alice.id);
  };

  test('is named by its id, and none of the former one’s passwords is returned or revoked', async () => {
    await connectOther();
    const shown = await call(configuration, 'get', '/v1/configuration');
    expect(shown.body).toMatchObject({ customerId: 'C0other01' });
    for (let day = 0; day < 25; day += 8) {
      for (const method of ['get', 'put', 'delete'] as const) {
        const refused = await request(passwords)[method](ofUser(alice.id)).expect(409);
        expect(refused.body).toMatchObject(problem('other-workspace'));
      }
      await request(passwords)
        .delete(`${ofUser(alice.id)}?keepAtGoogle=true`)
        .expect(409);
      await request(passwords).get(`/v1/users/${alice.id}`).expect(409);
      service.clock.advance(8 * DAY);
    }
    const account = await service.platform.accounts.read(alice.id as never);
    expect(account).toMatchObject({ status: 'active', customerId: 'C03simu1a' });
    expect(account).not.toHaveProperty('goneSince');
  });

  test('returns them when the former one is connected again', async () => {
    await connectOther();
    service.workspace.google.state.putUser(alice);
    await connect('C03simu1a');
    const told = await request(passwords).get(ofUser(alice.id)).expect(200);
    expect(told.body).toMatchObject({ password: issued.password });
  });

  test('lets System Management forget them, each with its line and event', async () => {
    await connectOther();
    const forget = (customerId: string, as = MANAGER): request.Test =>
      call(configuration, 'delete', `/v1/accounts?customerId=${customerId}`, as);
    await forget('C03simu1a', 'read-only@example.com').expect(403);
    await forget('').expect(400);
    const connected = await forget('C0other01').expect(409);
    expect(connected.body).toMatchObject(problem('invalid-state'));
    expect((await forget('%E2%80%8BC03simu1a%20').expect(200)).body).toStrictEqual({
      forgotten: 1,
    });
    expect((await forget('C03simu1a').expect(200)).body).toStrictEqual({ forgotten: 0 });
    expect(await events()).toContain('password.forgotten');
    expect(audited('forgotten')).toHaveLength(1);
    expect(audited('forgotten')[0]).toContain(MANAGER);
  });

  test('has its own users rotated; the former one’s are skipped, and reported so', async () => {
    await connectOther();
    service.clock.advance(1_000);
    const asked = await call(configuration, 'post', '/v1/rotations').send({ scope: 'all' });
    const task = { runId: (asked.body as { runId: string }).runId, slice: 2 };
    await request(service.serve('rotation-worker')).post('/v1/rotation-tasks').send(task);
    const run = await request(service.serve('rotation')).get(`/v1/runs/${task.runId}`);
    expect(run.body).toMatchObject({
      state: 'finished',
      done: 0,
      skipped: 1,
      skippedBy: { 'other-workspace': 1 },
    });
  });

  test('ends the runs of the former one', async () => {
    const asked = await call(configuration, 'post', '/v1/rotations').send({ scope: 'all' });
    const { runId } = asked.body as { runId: string };
    await connectOther();
    await request(service.serve('rotation')).post('/v1/rotations');
    const run = await request(service.serve('rotation')).get(`/v1/runs/${runId}`);
    expect(run.body).toMatchObject({ state: 'stopped', stopReason: 'disconnected' });
  });
});
