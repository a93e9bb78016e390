import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { durationMs, epochMs, later } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { CALLER, MANAGER, RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
});
afterEach(() => {
  world.check();
  expect(world.unexpected).toStrictEqual([]);
});

const changes = (number: number): number => world.google.changes.get(crowdUser(number).id) ?? 0;

describe('a run of the schedule', () => {
  test('rotates each account that is due, once, and ends', async () => {
    await world.people(30);
    const tick = await world.quarter();
    expect(tick).toMatchObject({ due: 30, run: { kind: 'rotate', scope: 'due' } });
    expect(world.rotated).toBe(30);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      startedBy: 'schedule',
      counts: { done: 30, failed: 0, parked: 0, skipped: 0 },
      hand: [],
    });
    expect(world.google.calls).toMatchObject({ set: 30, find: 0, list: 1 });
    expect(world.tasks.waiting).toStrictEqual([]);
    expect(await world.quarter()).toMatchObject({ due: 0, idle: 'nothing-due' });
    expect(world.google.calls.set).toBe(30);
  });

  test('looks up each user if that takes fewer calls than listing them', async () => {
    await world.people(30, { nextRotationAt: epochMs(world.clock.now() + DAY) });
    await world.person(30);
    await world.person(31);
    await world.quarter();
    expect(world.google.calls).toMatchObject({ set: 2, find: 2, list: 0 });
    expect(await world.run()).toMatchObject({ counts: { done: 2 } });
  });

  test('skips users that it must not change, says why, and looks again in a day', async () => {
    await world.people(4);
    world.google.add(crowdUser(0, { isAdmin: true }), crowdUser(1, { suspended: true }));
    world.google.users.delete(crowdUser(2).id);
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 1, failed: 0, parked: 0, skipped: 3 },
      skippedBy: { 'admin-account': 1, 'user-suspended': 1, 'user-not-found': 1 },
    });
    const before = world.clock.now() - 15 * MINUTE;
    expect(world.account(0)).toMatchObject({
      lastFailure: { code: 'admin-account', attempts: 0 },
      nextRotationAt: before - 3_600_000,
    });
    expect(world.account(0).retryAt).toBe(world.account(0).lastFailure!.at + DAY);
    expect(world.account(2).goneSince).toBe(world.account(2).lastFailure!.at);
    expect((await world.tick()).idle).toBe('nothing-due');
    world.clock.advance(DAY);
    world.google.add(crowdUser(1));
    await world.quarter();
    expect(changes(1)).toBe(1);
  });

  test('confirms what a caller left in doubt, and does not rotate it early', async () => {
    await world.person(0, { nextRotationAt: epochMs(world.clock.now() + 20 * DAY) });
    world.google.onSet = () => 'reply-lost';
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.onSet = () => 'applied';
    expect(world.account(0).candidates).toHaveLength(1);
    world.clock.advance(2 * 3_600_000);
    await world.quarter();
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
    expect(changes(0)).toBe(1);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0 } });
    expect(world.trail.map(({ action, caller }) => [action, caller])).toStrictEqual([
      ['rotated', CALLER],
    ]);
  });
});

describe('a run that an administrator requests', () => {
  test('over all users includes every account with a password, parked ones too, and calls for none twice', async () => {
    await world.people(20, { nextRotationAt: epochMs(world.clock.now() + DAY) });
    await world.person(20, {
      status: 'parked',
      lastFailure: { code: 'x', at: epochMs(1), attempts: 5 },
    });
    world.google.add(crowdUser(50));
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      startedBy: MANAGER,
      counts: { done: 21, failed: 0, parked: 0, skipped: 0 },
    });
    expect(world.account(20).status).toBe('active');
    expect(world.google.calls).toMatchObject({ set: 21, find: 0, list: 1 });
  });

  test.each(['/Sales', '/sales'])(
    'over %s touches no other user, and drops the others unread',
    async (orgUnitPath) => {
      await world.people(6);
      for (const number of [1, 3]) {
        world.google.add(
          crowdUser(number, { orgUnitPath: number === 1 ? '/Sales' : '/Sales/Paris' }),
        );
      }
      world.google.add(crowdUser(5, { orgUnitPath: '/Sales-2' }));
      await world.rotateNow({ orgUnitPath });
      await world.tasks.pass(MINUTE);
      expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 2 } });
      expect([0, 1, 2, 3, 4, 5].map(changes)).toStrictEqual([0, 1, 0, 1, 0, 0]);
      world.google.unlisted.add(crowdUser(3).id); // the sweep finds it by the unit stored in its account
      await world.rotateNow({ orgUnitPath: '/SALES' });
      await world.tasks.pass(MINUTE);
      expect([0, 1, 2, 3, 4, 5].map(changes)).toStrictEqual([0, 2, 0, 2, 0, 0]);
    },
  );

  test('over a list reports each listed user, and none twice', async () => {
    await world.people(3);
    world.google.add(crowdUser(1, { aliases: ['one@example.com'] }), crowdUser(9));
    await world.rotateNow({
      userKeys: [
        crowdUser(1).primaryEmail,
        'USER100001@example.com',
        'one@example.com',
        'nobody@example.com',
        crowdUser(9).primaryEmail,
        crowdUser(2).id,
      ],
    });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 2, failed: 0, parked: 0, skipped: 2 },
      skippedBy: { 'user-not-found': 1, 'no-password': 1 },
    });
    expect([0, 1, 2].map(changes)).toStrictEqual([0, 1, 1]);
  });

  test('first settles accounts with an earlier unconfirmed candidate, then rotates them', async () => {
    await world.people(2, { nextRotationAt: epochMs(world.clock.now() + DAY) });
    world.google.onSet = () => 'reply-lost';
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.onSet = () => 'applied';
    world.clock.advance(MINUTE);
    const before = world.account(0).candidates[0]!.version;
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    const { startedAt, counts } = await world.run();
    expect(counts.done).toBe(2);
    expect(world.account(0).current).toMatchObject({ version: before + 1 });
    expect(world.account(0).current!.createdAt).toBeGreaterThanOrEqual(startedAt);
    expect(changes(0)).toBe(2);
  });

  test('counts users as done whose lost replies a bind settles, and calls for none twice', async () => {
    await world.people(2);
    world.google.onSet = () => 'reply-lost';
    world.wrapTask = (ports) => ({
      ...ports,
      settleByBind: ({ id }, password) =>
        Promise.resolve({
          result: world.google.held.get(id) === password.reveal() ? 'works' : 'refused',
        }),
    });
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 2, failed: 0 } });
    expect([0, 1].map(changes)).toStrictEqual([1, 1]);
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
  });

  test('counts an account as done if a caller has made its password in the meantime, and makes no call for it', async () => {
    await world.people(2);
    await world.rotateNow('all');
    world.clock.advance(1_000);
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ counts: { done: 2 } });
    expect([0, 1].map(changes)).toStrictEqual([1, 1]);
  });

  test('waits for a caller who is setting a password, then rotates it', async () => {
    await world.people(2);
    const lease = { holder: 'a caller', until: later(world.clock.now(), durationMs(9_000)) };
    await world.accounts.transact(crowdUser(0).id, (account) => ({
      write: { ...account!, lease, candidates: [] },
      result: undefined,
    }));
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { skipped: 1, done: 1 } });
    expect(world.account(0)).toMatchObject({ lastMet: { code: 'in-progress' } });
    world.clock.advance(1_300_000);
    await world.quarter();
    expect(changes(0)).toBe(1);
  });
});
