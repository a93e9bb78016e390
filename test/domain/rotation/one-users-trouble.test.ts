import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
});

const id = (number: number) => crowdUser(number).id;
const changes = (number: number): number => world.google.changes.get(id(number)) ?? 0;
const days = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count * 96; quarter += 1) {
    await world.tick();
    await world.tasks.pass(15 * MINUTE);
  }
};

describe('one user’s fault affects that user alone', () => {
  test('1,000 accounts with seven kinds of trouble: all others are rotated once, and the run ends', async () => {
    await world.people(1_000);
    world.google.onFind = (user) => (user === id(700) ? 'not-authorized' : undefined);
    world.google.onSet = (user) => {
      if (user === id(700)) return 'not-authorized';
      if (user === id(702)) return 'google-unavailable';
      if (user === id(100)) {
        world.google.add(crowdUser(705, { isAdmin: true }), crowdUser(706, { suspended: true }));
      }
      return 'applied';
    };
    world.google.users.delete(id(701));
    world.accounts.spoil(id(703));
    const copy = world.account(704).current!.ciphertext!;
    world.cipher.spoil(copy);
    await world.accounts.transact(id(704), (account) => ({
      write: {
        ...account!,
        status: 'unconfirmed',
        candidates: [
          {
            createdAt: account!.current!.createdAt,
            ciphertext: copy,
            version: 2,
            sent: true,
            refused: false,
            purpose: 'set',
          },
        ],
        lastVersion: 2,
      },
      result: undefined,
    }));
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 994, failed: 3, parked: 0, skipped: 3 },
      skippedBy: { 'user-not-found': 1, 'user-suspended': 1, 'admin-account': 1 },
    });
  });

  test('a user held back only by Google’s limits, put off before, counts once', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(2, { nextRotationAt: epochMs(world.clock.now()) });
    world.google.onSet = () => 'lost';
    await rotatePassword(world.ports(), crowdUser(1).primaryEmail);
    const lease = { holder: 'killed', until: epochMs(world.clock.now() + 10_000) };
    await world.accounts.transact(id(1), (account) => ({
      write: { ...account!, lease },
      result: undefined,
    }));
    let refusals = 3;
    world.google.onSet = (user) =>
      user === id(1) && (refusals -= 1) >= 0 ? 'quota-exceeded' : 'applied';
    await world.rotateNow('all');
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 1, failed: 1, skipped: 0 },
    });
    expect(world.account(1)).toMatchObject({
      lastMet: { result: 'failed', code: 'quota-exceeded' },
    });
  });

  test('two users whose look-ups Google’s limits always refuse hold up nobody who becomes due', async () => {
    await world.people(60);
    const refused = new Set([id(30), id(31)]);
    for (const user of refused) world.google.unlisted.add(user);
    world.google.onFind = (user) => (refused.has(user) ? 'quota-exceeded' : undefined);
    await world.quarter();
    await world.quarter();
    await world.person(500, { nextRotationAt: epochMs(world.clock.now() + MINUTE) });
    await world.quarter();
    await world.quarter();
    expect(changes(500)).toBe(1);
    expect(world.account(30).lastFailure).toMatchObject({ code: 'quota-exceeded' });
    expect(world.account(31).lastFailure).toMatchObject({ code: 'quota-exceeded' });
  });

  test('a look-up that is always 403 stops no other user, and is parked after its tries', async () => {
    await world.people(20, { nextRotationAt: epochMs(world.clock.now()) });
    world.google.onFind = (user) => (user === id(3) ? 'not-authorized' : undefined);
    world.google.onSet = (user) => (user === id(3) ? 'not-authorized' : 'applied');
    await days(3);
    expect(world.rotated).toBe(19);
    expect(world.account(3)).toMatchObject({
      status: 'parked',
      failures: 5,
      lastFailure: { code: 'not-authorized' },
      nextRotationAt: epochMs(1_767_225_600_000),
    });
    expect(world.google.calls.find).toBeLessThanOrEqual(30);
    expect((await world.runs.active()).length).toBe(0);
    expect(await world.configurations.read()).toMatchObject({ verification: { state: 'ok' } });
    await days(3);
    const parkedAt = world.account(3).lastFailure!.at;
    world.google.onFind = () => undefined;
    world.google.onSet = () => 'applied';
    await days(3);
    expect(world.account(3).status).toBe('active');
    expect(world.account(3).current!.setAt - parkedAt).toBeGreaterThan(6 * DAY);
  });

  test('a look-up that is always 503 keeps no run open, and later accounts are served', async () => {
    await world.people(3);
    await world.person(3, { nextRotationAt: epochMs(world.clock.now() + 2 * DAY) });
    world.google.onFind = (user) => (user === id(0) ? 'google-unavailable' : undefined);
    world.google.onSet = (user) => (user === id(0) ? 'google-unavailable' : 'applied');
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 2, failed: 1 } });
    await days(3);
    expect([1, 2, 3].map(changes)).toStrictEqual([1, 1, 1]);
    expect((await world.runs.active()).length).toBe(0);
  });

  test('a candidate that can’t be decrypted is replaced', async () => {
    await world.people(2);
    world.google.onSet = () => 'lost';
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.onSet = () => 'applied';
    world.cipher.spoil(world.account(0).candidates[0]!.ciphertext);
    world.clock.advance(MINUTE);
    await world.quarter();
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
    expect(await world.run()).toMatchObject({ counts: { done: 2 } });
  });

  test('an unreadable record is reported in each run, put off for a day, and left unchanged', async () => {
    await world.people(3);
    world.accounts.spoil(id(1));
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 2, failed: 1 } });
    expect(world.told.find(({ result }) => result === 'failed')).toMatchObject({
      userId: id(1),
      code: 'record-unreadable',
    });
    expect((await world.tick()).idle).toBe('nothing-due');
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ counts: { done: 2, failed: 1 } });
    expect(changes(1)).toBe(0);
  });

  test('users with an unreadable entry in the listing, or none, are looked up', async () => {
    await world.people(40);
    world.google.garbled.add(id(7));
    world.google.unlisted.add(id(8));
    await world.quarter();
    expect(world.rotated).toBe(40);
    expect(world.google.calls).toMatchObject({ list: 1, find: 2 });
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ counts: { done: 40, failed: 0, skipped: 0 } });
  });

  test('a page token that repeats ends the listing; the others are swept', async () => {
    await world.people(1_200, { nextRotationAt: epochMs(world.clock.now() + DAY) });
    world.google.nextToken = (token) => (token === undefined ? token : '500');
    await world.rotateNow('all');
    await world.tasks.pass(10 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1_200 } });
    expect(world.google.calls).toMatchObject({ list: 2, find: 200 });
  });

  test('a store fault for one user affects that user alone; it uses up no try', async () => {
    await world.people(30);
    let wrong = 0;
    world.wrapTask = (ports) => ({
      ...ports,
      cipher: {
        encrypt: (password, context) =>
          context.userId === id(9) && (wrong += 1) > 0
            ? Promise.reject(new Error('out of reach'))
            : ports.cipher.encrypt(password, context),
        decrypt: (sealed, context) => ports.cipher.decrypt(sealed, context),
      },
    });
    await world.quarter();
    expect(await world.run()).toMatchObject({ counts: { done: 29, failed: 1 } });
    expect(world.account(9)).toMatchObject({ lastFailure: { code: 'platform-failed' } });
    await days(2);
    expect(world.account(9).status).toBe('active');
    world.wrapTask = (ports) => ports;
    await days(1);
    expect(changes(9)).toBe(1);
    expect(wrong).toBeGreaterThan(5);
  });

  test('a user suspended for a leak is tried again at a whole millisecond, which the record keeps', async () => {
    const now = world.clock.now();
    await world.person(1, {
      leakedAt: epochMs(now - 2 * DAY - 1),
      wantedSince: epochMs(now - DAY),
      retryAt: epochMs(now - 1),
    });
    world.google.add(crowdUser(1, { suspended: true }));
    await world.quarter();
    expect(world.account(1)).toMatchObject({
      lastFailure: { code: 'user-suspended' },
      retryAt: now + 0.02 * DAY,
    });
  });
});
