import { userId } from '../../../functions/domain/account';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { epochMs } from '../../../functions/domain/time';
import { event } from '../../contracts/sample-documents';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
});
afterEach(() => {
  world.check();
});

const verification = async () => (await world.configurations.read()).verification;
const parked = (): number => world.all().filter(({ status }) => status === 'parked').length;
const failing = (): number =>
  world.accounts.events.filter(({ type }) => type === 'configuration.failing').length +
  world.configurations.events.filter(({ type }) => type === 'configuration.failing').length;
const tellsFailing = (): number =>
  world.outbox.published.filter(({ type }) => type === 'configuration.failing').length + failing();

describe('a fault that affects all users stops the run and is reported', () => {
  test('403 for all users in mid-run: no account is parked, and the run continues after the repair', async () => {
    await world.people(40);
    let updates = 0;
    world.google.onSet = () => {
      updates += 1;
      if (updates <= 15) return 'applied';
      world.google.unreadable = 'not-authorized';
      return 'not-authorized';
    };
    await world.quarter();
    expect(await verification()).toMatchObject({ state: 'failing' });
    expect(await world.run()).toMatchObject({
      state: 'waiting',
      waitingFor: 'configuration',
      counts: { done: 15, failed: 0, parked: 0, skipped: 0 },
    });
    expect(parked()).toBe(0);
    expect(world.google.calls.set).toBeLessThanOrEqual(15 + 20 + 4); // accepted, under way, and five answers in a row
    expect(tellsFailing()).toBeGreaterThanOrEqual(1);
    expect(world.all().filter(({ failures }) => failures !== undefined)).toStrictEqual([]);
    await world.quarter();
    expect(world.rotated).toBe(15);
    world.google.unreadable = undefined;
    world.google.onSet = () => 'applied';
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 40, failed: 0 } });
    expect(parked()).toBe(0);
  });

  test('the right to set passwords is missing, though users can be read: from then on two updates a quarter of an hour try', async () => {
    await world.people(40);
    world.google.onSet = () => 'not-authorized';
    await world.quarter();
    const { links } = (await verification())!;
    expect(links.find(({ id }) => id === 'admin')).toMatchObject({
      state: 'failing',
      code: 'not-authorized',
    });
    expect(parked()).toBe(0);
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'configuration' });
    const refused = world.google.calls.set;
    expect(refused).toBeLessThanOrEqual(20);
    for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
    expect(world.google.calls.set - refused).toBeLessThanOrEqual(16);
    expect(world.google.calls.set - refused).toBeGreaterThanOrEqual(8);
    expect(parked()).toBe(0);
    world.google.onSet = () => 'applied';
    await world.quarter();
    await world.quarter();
    expect(await verification()).toMatchObject({ state: 'ok' });
    await world.quarter();
    await world.quarter();
    expect(world.rotated).toBe(40);
  });

  test('an update accepted for another caller closes the circuit at once', async () => {
    await world.people(40);
    world.google.onSet = () => 'not-authorized';
    await world.quarter();
    expect(await verification()).toMatchObject({ state: 'failing' });
    world.google.onSet = () => 'applied';
    world.google.add(crowdUser(77));
    await issuePassword(world.ports(), crowdUser(77).primaryEmail);
    expect(await verification()).toMatchObject({ state: 'ok' });
  });

  test('few accounts due at a time: refusals are counted over runs, and no account is parked for them', async () => {
    for (let number = 0; number < 60; number += 1) {
      const due = epochMs(world.clock.now() + Math.floor(number / 2) * 15 * MINUTE);
      await world.person(number, { nextRotationAt: due });
    }
    world.google.onSet = () => 'not-authorized';
    for (let quarter = 0; quarter < 20; quarter += 1) await world.quarter();
    expect(await verification()).toMatchObject({ state: 'failing' });
    expect(parked()).toBe(0);
    world.google.onSet = () => 'applied';
    for (let quarter = 0; quarter < 120; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(60);
  });

  test('a refused listing verifies the connection at once', async () => {
    await world.people(40);
    world.google.onList = () => 'not-authorized';
    await world.quarter();
    expect(await verification()).toMatchObject({ state: 'failing' });
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'configuration' });
    world.google.onList = () => undefined;
    await world.quarter();
    expect(world.rotated).toBe(40);
  });

  test('a connection without a token waits, and so do accounts that become due in the meantime', async () => {
    await world.people(12);
    world.google.broken = 'delegation-missing';
    await world.quarter();
    expect(await verification()).toMatchObject({ state: 'failing' });
    expect(tellsFailing()).toBe(1);
    world.google.broken = undefined;
    await world.quarter();
    expect(world.rotated).toBe(12);
  });

  test('Google unreachable in mid-run: the run pauses for a minute, and few attempts fail', async () => {
    await world.people(300);
    let updates = 0;
    let down = false;
    world.google.onSet = () => {
      updates += 1;
      down ||= updates === 100;
      return down ? 'google-unavailable' : 'applied';
    };
    const tick = world.tick();
    await tick;
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'google' });
    down = false;
    updates = 1_000;
    for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(300);
    expect(parked()).toBe(0);
  });

  test('Google’s daily limit: the run waits, no account fails, and it continues', async () => {
    await world.people(50);
    let allowed = 20;
    world.google.onSet = () => ((allowed -= 1) >= 0 ? 'applied' : 'daily-quota-exceeded');
    await world.tick();
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'waiting',
      waitingFor: 'google',
      counts: { done: 20, failed: 0, parked: 0, skipped: 0 },
    });
    allowed = Infinity;
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 50 } });
  });

  test('the last two users, put off, wait with everybody while Google’s limits refuse every call', async () => {
    await world.people(10);
    const last = new Set([crowdUser(3).id, crowdUser(4).id]);
    for (const user of last) world.google.unlisted.add(user);
    let mended = false;
    world.google.onFind = (user) =>
      !mended && (last.has(user) || world.google.changes.size === 8) ? 'quota-exceeded' : undefined;
    for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'running', counts: { done: 8, failed: 0 } });
    mended = true;
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 10, failed: 0 } });
  });

  test('a platform outage: the slice ends, its task is delivered again, and no account failed', async () => {
    await world.people(30);
    let down = true;
    world.wrapTask = (ports) => ({
      ...ports,
      cipher: {
        encrypt: (...call) =>
          down ? Promise.reject(new Error('KMS')) : ports.cipher.encrypt(...call),
        decrypt: (...call) => ports.cipher.decrypt(...call),
      },
    });
    await world.tick();
    await world.tasks.pass(5 * MINUTE);
    expect(world.rotated).toBe(0);
    expect(await world.run()).toMatchObject({ state: 'running', counts: { done: 0, failed: 0 } });
    down = false;
    await world.tasks.pass(5 * MINUTE);
    const { counts } = await world.run();
    expect(counts.parked + counts.skipped).toBe(0);
    world.clock.advance(DAY);
    await world.quarter();
    expect(world.rotated).toBe(30);
  });

  test('an unreadable event is set aside and reported at each tick; the others are published', async () => {
    const events = ['first', 'second'].map((id) => event(id, 100));
    await world.accounts.transact(userId('1'), () => ({ events, result: undefined }));
    world.outbox.spoil('first');
    await world.tick();
    expect(world.outbox.published.map(({ id }) => id)).toStrictEqual(['second']);
    await world.tick();
    const told = expect.objectContaining({
      message: expect.stringContaining('outbox/first') as string,
    }) as Error;
    expect(world.unexpected).toStrictEqual([told, told]);
  });

  test('an unreadable run is set aside and reported at each tick; the others continue', async () => {
    await world.people(3);
    await world.addRun('spoilt', { startedBy: 'schedule' });
    await world.runs.spoil('spoilt');
    await world.quarter();
    expect(world.rotated).toBe(3);
    expect(world.unexpected).toStrictEqual([
      expect.objectContaining({ message: expect.stringContaining('runs/spoilt') as string }),
    ]);
    await world.rotateNow('all');
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 3 } });
    expect(world.unexpected).toHaveLength(2);
  });

  test('a queue that takes nothing: the run says so, and the next tick goes on', async () => {
    await world.people(10);
    world.tasks.broken = true;
    await world.tick();
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'queue' });
    world.tasks.broken = false;
    await world.quarter();
    expect(world.rotated).toBe(10);
  });
});
