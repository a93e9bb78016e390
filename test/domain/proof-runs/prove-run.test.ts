import { type Account } from '../../../functions/domain/account';
import { type Run, type RunScope } from '../../../functions/domain/runs/run';
import { stopRun } from '../../../functions/domain/runs/run-writer';
import { viewRun } from '../../../functions/domain/runs/run-view';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { connectLdap, provingWorld, type ProvingWorld } from '../../fakes/proving-world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: ProvingWorld;
beforeEach(async () => {
  world = await provingWorld(12);
});

let runId: string;
const start = async (scope: RunScope): Promise<void> => {
  runId = await world.start('prove', scope);
};
const run = async (): Promise<Run> => (await world.runs.read(runId))!;

const change = (number: number, more: Partial<Account>): Promise<void> =>
  world.accounts.transact(crowdUser(number).id, (account) => ({
    ...(account ? { write: { ...account, ...more } } : {}),
    result: undefined,
  }));
const removeLdap = (): Promise<void> =>
  world.configurations.transact(({ secureLdap: _, ...rest }) => ({
    write: rest,
    result: undefined,
  }));

describe('a run that proves all passwords', () => {
  test('binds once with each at an even pace, and changes no date and no password', async () => {
    world.proofsPerSecond = 0.5;
    const before = world.all();
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      kind: 'prove',
      state: 'finished',
      counts: { done: 12, failed: 0, parked: 0, skipped: 0 },
    });
    expect(world.bindsAt).toHaveLength(12);
    const gaps = world.bindsAt.slice(1).map((at, index) => at - world.bindsAt[index]!);
    expect(new Set(gaps)).toStrictEqual(new Set([2_000]));
    expect(world.all().map(({ proof: _, revision: __, ...rest }) => rest)).toStrictEqual(
      before.map(({ revision: _, ...rest }) => ({ ...rest, orgUnitPath: '/' })),
    );
    expect(world.account(3).proof).toMatchObject({ version: 1, result: 'works' });
    expect(world.google.calls.list).toBe(0);
  });

  test('proves again who is proved already, but nobody whom another call has proved since', async () => {
    await start('all');
    await world.tasks.pass(MINUTE);
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(world.ldap.binds).toHaveLength(24);
  });

  test('counts a refused password and one that could not be tried as failed, each user once', async () => {
    world.google.held.set(crowdUser(1).id, 'changed by somebody');
    world.google.onFind = (id) => (id === crowdUser(2).id ? 'input-refused' : undefined);
    world.accounts.spoil(crowdUser(3).id);
    await start('all');
    await world.tasks.pass(MINUTE);
    const { state, counts } = await run();
    expect({ state, counts }).toStrictEqual({
      state: 'finished',
      counts: { done: 9, failed: 3, parked: 0, skipped: 0 },
    });
    expect(world.account(1)).toMatchObject({ proof: { result: 'refused' }, status: 'active' });
    expect(world.account(1)).not.toHaveProperty('lastFailure');
    expect(
      world.told
        .map(({ code }) => code)
        .filter((code) => code !== undefined)
        .sort(),
    ).toEqual(['input-refused', 'ldap-refused', 'record-unreadable']);
  });

  test('skips with a reason: open candidate, suspended, administrator, four refused in an hour', async () => {
    const { current } = world.account(4);
    await change(4, {
      candidates: [
        {
          version: 2,
          ciphertext: current!.ciphertext!,
          createdAt: epochMs(world.clock.now() - HOUR),
          sent: true,
          refused: false,
          purpose: 'set',
        },
      ],
      lastVersion: 2,
      status: 'unconfirmed',
    });
    world.google.add(crowdUser(5, { suspended: true }), crowdUser(6, { isAdmin: true }));
    const now = world.clock.now();
    await change(7, { refusedBinds: [1, 2, 3, 4].map((ms) => epochMs(now - ms)) });
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      counts: { done: 8, failed: 0, skipped: 4 },
      skippedBy: {
        'in-progress': 1,
        'user-suspended': 1,
        'admin-account': 1,
        'too-many-refusals': 1,
      },
    });
    expect(world.ldap.binds).toHaveLength(8);
  });
});

describe('a run over some', () => {
  test('takes a list as given, counts a user named twice once, and says who has no password', async () => {
    world.google.add(crowdUser(0, { aliases: ['alias@example.com'] }), crowdUser(50));
    const keys = [crowdUser(0).primaryEmail, 'alias@example.com', crowdUser(50).primaryEmail];
    await start({ userKeys: [...keys, 'nobody@example.com'] });
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      state: 'finished',
      counts: { done: 1, skipped: 2 },
      skippedBy: { 'no-password': 1, 'user-not-found': 1 },
    });
  });

  test('has nothing to bind with where the stored copy was destroyed', async () => {
    const { ciphertext: _, ...known } = world.account(1).current!;
    await change(1, { current: { ...known, forgottenAt: world.clock.now() } });
    await start({ userKeys: [crowdUser(0).primaryEmail, crowdUser(1).primaryEmail] });
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      counts: { done: 1, failed: 0, skipped: 1 },
      skippedBy: { 'password-forgotten': 1 },
    });
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      state: 'finished',
      counts: { done: 11, failed: 0, skipped: 0 },
    });
  });

  test('takes a unit by what accounts know, and leaves out who has left it', async () => {
    for (const number of [1, 2, 3]) await change(number, { orgUnitPath: '/staff' });
    for (const number of [1, 2]) world.google.add(crowdUser(number, { orgUnitPath: '/Staff' }));
    await start({ orgUnitPath: '/Staff' });
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 2, skipped: 0 } });
  });

  test('of who is due takes the unproved first, then those proved longer ago than the policy’s days', async () => {
    const proof = { version: 1, result: 'works' } as const;
    const now = world.clock.now();
    for (let number = 0; number < 10; number += 1) {
      await change(number, { proof: { ...proof, at: epochMs(now - DAY) } });
    }
    await change(4, { proof: { ...proof, at: epochMs(now - 31 * DAY) } });
    await start('due');
    await world.tasks.pass(MINUTE);
    expect(world.ldap.binds).toStrictEqual(
      [10, 11, 4].map((number) => crowdUser(number).primaryEmail),
    );
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 3 } });
  });
});

describe('what concerns everybody', () => {
  test('code 11: the run waits a minute, then counts each user once', async () => {
    world.proofsPerSecond = 0.5;
    world.ldap.arrived = () => {
      world.ldap.failure = world.ldap.binds.length === 5 ? 'ldap-quota' : undefined;
      world.bindsAt.push(world.clock.now());
    };
    await start('all');
    await world.tasks.pass(30_000);
    expect(await run()).toMatchObject({ state: 'waiting', waitingFor: 'google' });
    await world.tasks.pass(2 * MINUTE);
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 12, failed: 0 } });
    const [fifth, sixth] = [world.bindsAt[4]!, world.bindsAt[5]!];
    expect(sixth - fifth).toBeGreaterThanOrEqual(MINUTE);
    expect(world.all().every(({ proof }) => proof?.result === 'works')).toBe(true);
  });

  test('a refused certificate: the run says so, tries one user a quarter, and goes on once it works', async () => {
    world.ldap.failure = 'ldap-certificate';
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      state: 'waiting',
      waitingFor: 'secure-ldap',
      counts: { done: 0, failed: 0 },
    });
    const binds = world.ldap.binds.length;
    expect(binds).toBeLessThanOrEqual(4);
    await world.quarter();
    expect(world.ldap.binds.length).toBeLessThanOrEqual(binds + 8);
    world.ldap.failure = undefined;
    await world.quarter();
    await world.quarter();
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 12 } });
  });

  test('twenty users in a row whom the client may not check: the run waits', async () => {
    world = await provingWorld(60);
    world.ldap.failure = 'ldap-not-allowed';
    await start('all');
    await world.tasks.pass(5 * MINUTE);
    expect(await run()).toMatchObject({
      state: 'waiting',
      waitingFor: 'secure-ldap',
      counts: { done: 0, failed: 20 },
    });
  });

  test('nobody is answered: the run waits, counts nobody, and after an hour the users are at fault', async () => {
    world.ldap.failure = 'ldap-silent';
    await start('all');
    await world.tasks.pass(30 * MINUTE);
    expect(await run()).toMatchObject({ waitingFor: 'google', counts: { failed: 0 } });
    await world.tasks.pass(8 * HOUR);
    expect(await run()).toMatchObject({ state: 'finished', counts: { failed: 12 } });
  });

  test('Secure LDAP is disconnected in mid-run: it waits, and goes on with the next certificate', async () => {
    world.ldap.arrived = () => (world.ldap.binds.length === 6 ? removeLdap() : undefined);
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({ state: 'waiting', waitingFor: 'secure-ldap' });
    expect(world.ldap.binds.length).toBeLessThanOrEqual(10);
    await world.quarter();
    await connectLdap(world);
    await world.quarter();
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 12 } });
    expect(world.ldap.binds).toHaveLength(12);
  });

  test('the connection to Google breaks: no user is counted for it', async () => {
    world.google.broken = 'delegation-missing';
    await start('all');
    await world.tasks.pass(MINUTE);
    expect(await run()).toMatchObject({
      state: 'waiting',
      waitingFor: 'configuration',
      counts: { failed: 0 },
    });
    world.google.broken = undefined;
    await world.quarter();
    expect(await run()).toMatchObject({ state: 'finished', counts: { done: 12 } });
  });
});

test('a run that proves and one that rotates go on side by side, and touch nobody twice', async () => {
  const prove = await world.start('prove', 'all');
  const rotate = await world.rotateNow('all');
  await world.tasks.pass(5 * MINUTE);
  const [proved, rotated] = [await world.runs.read(prove), await world.runs.read(rotate)];
  expect(rotated).toMatchObject({ state: 'finished', counts: { done: 12 } });
  expect(proved).toMatchObject({ state: 'finished', counts: { failed: 0 } });
  expect(world.rotated).toBe(12);
});

test('a stopped run binds no more, and its estimate was one second a user', async () => {
  world = await provingWorld(100);
  await start('all');
  world.ldap.arrived = async () => {
    if (world.ldap.binds.length === 15) await stopRun(world.ports(), runId);
  };
  const view = await viewRun(world.ports(), await run());
  expect(view).toMatchObject({ total: 100, secondsLeft: 100 });
  await world.tasks.pass(10 * MINUTE);
  expect(await run()).toMatchObject({ state: 'stopped', stopReason: 'by-administrator' });
  expect(world.ldap.binds.length).toBeLessThanOrEqual(20);
});
