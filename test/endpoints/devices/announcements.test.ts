import { DAY_MS, HOUR_MS } from '../../../functions/domain/time';
import { Managing } from './managing';

const QUARTER_MS = 900_000;

let managing: Managing;
beforeEach(async () => {
  managing = await Managing.open({ announceHours: 48, periodDays: 10 });
});
afterEach(() => {
  managing.close();
});

const announced = async (): Promise<number> =>
  (await managing.events('password.rotation-due')).length;

const turn = async (): Promise<number> => {
  const { nextRotationAt } = await managing.status();
  if (nextRotationAt === undefined) throw new Error('No rotation is scheduled.');
  return Date.parse(nextRotationAt);
};

/** Stands so long before the scheduled rotation, then ticks. A policy without rotations tells no turn. */
async function before(hours: number, known?: number): Promise<void> {
  const at = known ?? (await turn());
  const { clock } = managing.world.service;
  clock.advance(at - hours * HOUR_MS - clock.now());
  await managing.world.tick();
  await managing.world.tick(); // the next tick publishes
}

test('a scheduled rotation is announced once, so many hours before', async () => {
  await before(48.1);
  expect(await announced()).toBe(0);
  await before(48);
  expect(await managing.events('password.rotation-due')).toMatchObject([
    { userId: managing.alice.id, primaryEmail: 'alice@example.com', version: 1 },
  ]);
  await before(24);
  await before(0);
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  expect(await announced()).toBe(1);
  await before(48);
  expect(await announced()).toBe(2);
});

test('is not announced without the policy, nor under a period of 0, nor while it is paused', async () => {
  const policy = (change: object): PromiseLike<unknown> =>
    managing.world.ask('put', '/v1/policy', change).expect(200);
  await policy({ announceHours: 0 });
  const at = await turn();
  await before(40);
  await policy({ announceHours: 48, periodDays: 0 });
  await before(39, at);
  await policy({ periodDays: 10, paused: true });
  await managing.world.tick(); // gives a new turn
  await before(38);
  expect(await announced()).toBe(0);
  await policy({ paused: false });
  await before(37);
  expect(await announced()).toBe(1);
});

test('a longer notice announces only what was not announced', async () => {
  await before(48);
  await managing.world.ask('put', '/v1/policy', { announceHours: 168 }).expect(200);
  await before(47);
  expect(await announced()).toBe(1);
  await managing.rotate();
  managing.world.service.clock.advance(4 * DAY_MS + QUARTER_MS);
  await managing.world.tick();
  await managing.world.tick();
  expect(await announced()).toBe(2);
});

test('ticks at the same time announce it once', async () => {
  await before(49);
  managing.world.service.clock.advance(2 * HOUR_MS);
  await Promise.all([managing.world.tick(), managing.world.tick(), managing.world.tick()]);
  await managing.world.tick();
  expect(await announced()).toBe(1);
});
