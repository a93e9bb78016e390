import { type UserId } from '../../../functions/domain/account';
import { watchDrift } from '../../../functions/domain/drift/watch-drift';
import { epochMs } from '../../../functions/domain/time';
import { type PasswordActivity } from '../../../functions/ports/activity-log';
import { crowdUser } from '../../fakes/crowd-google';
import { KEYLESS } from '../../fakes/google-connection';
import { Bill, metered } from '../../fakes/metered-ports';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

/** 10,000 users, of whom a run has just rotated everybody in 400 seconds, as Google's log shows it. */
async function rotatedWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect();
  world.activityLog.failing = undefined;
  const begunAt = world.clock.now();
  for (let number = 0; number < 10_000; number += 1) {
    const at = epochMs(begunAt + number * 40);
    await world.person(number, { sends: [{ from: at, until: at }] });
    world.activityLog.activities.push(own(number, at));
  }
  world.clock.advance(7 * MINUTE);
  return world;
}

const own = (number: number, at: number): PasswordActivity => ({
  id: `own ${number}`,
  event: 'password-set',
  at: epochMs(at),
  by: KEYLESS.adminUsername,
  address: crowdUser(number).primaryEmail,
});

/** What a tick's reading of the log takes, and how many queries for accounts. */
async function watch(world: RotationWorld): Promise<{ bill: Bill; queries: number }> {
  const bill = new Bill();
  let queries = 0;
  const ports = metered(world.ports(), bill);
  const accounts = new Proxy(ports.accounts, {
    get: (store, key) => {
      const member = Reflect.get(store, key) as (...args: unknown[]) => unknown;
      return (...args: unknown[]): unknown => {
        queries += 1;
        return member.apply(store, args);
      };
    },
  });
  await watchDrift({ ...ports, accounts }, world.configurations.peek(), () => true);
  return { bill, queries };
}

const minutesOfWorld = (world: RotationWorld): number =>
  world.settledActivities.peek()!.minutes.split(' ').length;

// docs/performance.md computes a month's cost from these figures.
test('10,000 own changes are read once: by 7 bulk reads at first, by none afterwards', async () => {
  const world = await rotatedWorld();
  const first = await watch(world);
  expect(first.bill).toMatchObject({ reads: 10_000 + 3, writes: 2 });
  expect(first.queries).toBeLessThanOrEqual(14);
  expect(minutesOfWorld(world)).toBeLessThanOrEqual(8);
  for (let tick = 0; tick < 3; tick += 1) {
    world.clock.advance(15 * MINUTE);
    const again = await watch(world);
    expect(again.queries).toBe(0);
    expect(again.bill).toMatchObject({ reads: 2, writes: 1 });
  }
  expect(world.all().filter(({ drift }) => drift)).toStrictEqual([]);
});

test('a tick amid a run costs the accounts of one unfinished minute once more', async () => {
  const world = await rotatedWorld();
  const all = world.activityLog.activities.splice(0);
  world.activityLog.activities.push(...all.slice(0, 5_250)); // the first three and a half minutes
  const amid = await watch(world);
  world.activityLog.activities.push(...all.slice(5_250));
  world.clock.advance(15 * MINUTE);
  const after = await watch(world);
  expect(amid.bill.reads + after.bill.reads).toBeLessThanOrEqual(10_000 + 1_500 + 6);
});

test('a reading whose overlap begins within a run reads no account', async () => {
  const world = await rotatedWorld();
  world.clock.advance(56.5 * MINUTE);
  await watch(world);
  world.clock.advance(15 * MINUTE);
  expect((await watch(world)).queries).toBe(0); // from the middle of the fourth minute on
});

test('a change that is reported late costs the accounts of its minute, and nothing else', async () => {
  const world = await rotatedWorld();
  await watch(world);
  const at = world.activityLog.activities[5_000]!.at;
  world.activityLog.activities.push({ ...own(77, at), id: 'late', by: 'tool@example.com' });
  world.clock.advance(15 * MINUTE);
  const { bill } = await watch(world);
  expect(bill.reads).toBeLessThanOrEqual(1_500 + 10);
  const drifted = world.all().flatMap(({ userId, drift }): UserId[] => (drift ? [userId] : []));
  expect(drifted).toStrictEqual([crowdUser(77).id]);
  world.clock.advance(15 * MINUTE);
  expect((await watch(world)).queries).toBe(0);
});

test('who has no account is asked for once', async () => {
  const world = new RotationWorld();
  await world.connect();
  world.activityLog.failing = undefined;
  for (let number = 0; number < 100; number += 1) {
    world.google.add(crowdUser(number));
    world.activityLog.activities.push({
      ...own(number, world.clock.now()),
      by: 'tool@example.com',
    });
  }
  world.google.calls.find = 0;
  await watch(world);
  expect(world.google.calls.find).toBe(101); // and who we are
  world.clock.advance(15 * MINUTE);
  await watch(world);
  expect(world.google.calls.find).toBe(101);
});
