import { type ConfigurationAnswer, type LinkAnswer } from '../../../functions/api/configuration';
import { AdminRole, NO_ADMIN_ROLE } from '../../../local/workspace/admin-role';
import { put } from '../configuration/calls';
import { Rotating } from './rotating';

let world: Rotating;
afterEach(() => {
  world.close();
});

const WAYS = ['key', 'keyless', 'key and role', 'keyless and role'] as const;
type Way = (typeof WAYS)[number];

const withRole = (way: Way): boolean => way.endsWith('role');
const withKey = (way: Way): boolean => way.startsWith('key') && !way.startsWith('keyless');

/** What an administrator sends: the shortest that switches. */
function bodyOf(to: Way, from?: Way): object {
  const who = withRole(to)
    ? { delegation: false, customerId: 'C03simu1a' }
    : { adminUsername: 'admin@example.com' };
  if (from !== undefined && withKey(from) === withKey(to)) return who;
  const { workspace } = world.service;
  return {
    ...who,
    ...(withKey(to) ? { serviceAccountKey: workspace.keyFile() } : { keyless: true }),
  };
}

const accountOf = (way: Way) => {
  const { keyAccount, state } = world.service.workspace.google;
  const keyless = state.serviceAccounts.find((account) => account !== keyAccount)!;
  return withKey(way) ? keyAccount : keyless;
};

/** Every account may do everything, until a way is closed. */
function openAll(): void {
  for (const account of world.service.workspace.google.state.serviceAccounts) {
    account.adminRole = AdminRole.parse({});
  }
}

/** Closes a way at Google, also for tokens that were issued already. */
function close(way: Way): void {
  const { state } = world.service.workspace.google;
  if (withRole(way)) accountOf(way).adminRole = NO_ADMIN_ROLE;
  else {
    state.delegation.delete(accountOf(way).clientId);
    state.tokens.revokeAll();
  }
}

const save = async (to: Way, from?: Way): Promise<void> => {
  const saved = await put(world.configuration, bodyOf(to, from)).expect(200);
  expect(saved.body).toMatchObject({ delegation: !withRole(to), verification: { state: 'ok' } });
};

const links = async (): Promise<readonly LinkAnswer[]> => {
  const read = await world.ask('get', '/v1/configuration').expect(200);
  return (read.body as ConfigurationAnswer).verification?.links ?? [];
};

/** Does this once, while Google has the n-th update in hand. */
function duringUpdate(n: number, act: () => Promise<void>): void {
  const { service } = world;
  const { google } = service;
  let updates = 0;
  service.google = (request, response) => {
    updates += request.method === 'PUT' ? 1 : 0;
    if (request.method !== 'PUT' || updates !== n) google(request, response);
    else
      void act().finally(() => {
        google(request, response);
      });
  };
}

/** Who set the last three passwords, by Google's log. */
function lastActors(): string[] {
  const { state } = world.service.workspace.google;
  const { items } = state.activities.page({
    application: 'admin',
    eventName: 'CHANGE_PASSWORD',
    fromMs: 0,
    toMs: Infinity,
    nowMs: Infinity,
    limit: 3,
    before: undefined,
  });
  return items.map((item) => (item as { actor: { email: string } }).actor.email);
}

const PAIRS = WAYS.flatMap((from) =>
  WAYS.filter((to) => to !== from).map((to) => [from, to] as const),
);

describe.each([
  ['stays open', () => undefined],
  ['is closed', close],
])(
  'a run whose connection is switched in the middle of a batch, while the former way %s',
  (_, then) => {
    test.each(PAIRS)('from %s to %s, ends with everybody rotated once', async (from, to) => {
      world = await Rotating.open({}, { users: 30 });
      openAll();
      await save(from);
      const people = await world.everybodyHasOne();
      duringUpdate(4, async () => {
        await save(to, from);
        then(from);
      });
      const run = await world.rotate('all');
      expect(run).toMatchObject({ state: 'finished', done: people.length, failed: 0, parked: 0 });
      expect(world.changedOtherThan(1, people)).toStrictEqual([]);
      expect(await world.events()).not.toContain('configuration.failing');
      const { accounts } = await world.overview();
      expect(accounts).toMatchObject({ active: people.length });
      const last = withRole(to) ? accountOf(to).email : 'admin@example.com';
      expect(lastActors()).toStrictEqual([last, last, last]);
    });
  },
);

describe.each(['key and role', 'keyless and role'] as const)('the role of %s', (way) => {
  test('that is taken away in a run fails the link, parks nobody, and the run goes on with it', async () => {
    world = await Rotating.open({}, { users: 30 });
    openAll();
    await save(way);
    world.service.clock.advance(61_000); // for a minute, a verification stands
    const people = await world.everybodyHasOne();
    duringUpdate(4, () => {
      close(way);
      return Promise.resolve();
    });
    const run = await world.rotate('all');
    expect(run).toMatchObject({
      state: 'waiting',
      waitingFor: 'configuration',
      parked: 0,
      failed: 0,
    });
    expect((await links()).filter(({ state }) => state === 'failing')).toMatchObject([
      { id: 'role', code: 'role-missing' },
    ]);
    openAll();
    for (let tick = 0; tick < 3; tick += 1) await world.quarter();
    expect(await world.run(run.runId)).toMatchObject({
      state: 'finished',
      done: people.length,
      failed: 0,
    });
    expect(world.changedOtherThan(1, people)).toStrictEqual([]);
  });

  test('that lacks Reset password: the role fails with that, and nobody is parked', async () => {
    world = await Rotating.open({}, { users: 30 });
    openAll();
    await save(way);
    const people = await world.everybodyHasOne();
    accountOf(way).adminRole = AdminRole.parse({ privileges: ['users-read'] });
    const run = await world.rotate('all');
    expect(run).toMatchObject({
      state: 'waiting',
      waitingFor: 'configuration',
      parked: 0,
      failed: 0,
    });
    expect(await links()).toContainEqual(
      expect.objectContaining({ id: 'role', state: 'failing', code: 'not-authorized' }),
    );
    openAll();
    for (let tick = 0; tick < 3; tick += 1) await world.quarter();
    expect(await world.run(run.runId)).toMatchObject({ state: 'finished', done: people.length });
  });
});

test('saving another customer ends the run, as connecting another Workspace does', async () => {
  world = await Rotating.open({}, { users: 30 });
  openAll();
  await save('key');
  const people = await world.everybodyHasOne();
  duringUpdate(4, async () => {
    const { state } = world.service.workspace.google;
    await put(world.configuration, { delegation: false, customerId: 'C0other01' }).expect(200);
    for (const user of state.users) state.putUser({ ...user, customerId: 'C0other01' });
  });
  const run = await world.rotate('all');
  expect(run.state).not.toBe('finished');
  const done = people.length - world.changedOtherThan(1, people).length;
  expect(done).toBeLessThan(people.length);
  await world.quarter();
  expect(people.length - world.changedOtherThan(1, people).length).toBe(done);
});
