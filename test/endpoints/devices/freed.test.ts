import { DAY_MS } from '../../../functions/domain/time';
import { Managing } from './managing';

let managing: Managing;
afterEach(() => {
  managing.close();
});

/** A user whose device is behind, and whose rotation has been due for so many days. */
async function heldFor(days: number, policy: object = {}): Promise<void> {
  managing = await Managing.open({ holdForDevices: 3, periodDays: 10, ...policy });
  await managing.installed('a', 1);
  await managing.rotate();
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  managing.days(days);
}

/** What the log says of the last tick. */
const lateness = (): object => {
  const lines = managing.world.service.lines.map((line) => JSON.parse(line) as { message: string });
  const { overdue, late, lateShare } = lines
    .filter(({ message }) => message === 'rotation-run')
    .at(-1) as unknown as Record<string, unknown>;
  return { overdue, late, lateShare };
};

const IN_TIME = { overdue: 0, late: 0, lateShare: 0 };

test.each([
  ['the acknowledgement', 2, () => managing.installed('a', 2)],
  ['the device’s leaving', 2, () => managing.ask('delete', 'devices/a').expect(204)],
  ['the end of the hold', 3, () => Promise.resolve()],
  [
    'a shorter hold',
    2,
    () => managing.world.ask('put', '/v1/policy', { holdForDevices: 1 }).expect(200),
  ],
  [
    'the end of the retention', // that of version 2: since its turn it has been kept for nine days or more
    2.9,
    () => managing.world.ask('put', '/v1/policy', { retentionHours: 24 }).expect(200),
  ],
])('a rotation that waited for a device is not late when %s frees it', async (_, days, frees) => {
  await heldFor(days);
  await frees();
  await managing.world.quarter();
  expect(lateness()).toStrictEqual(IN_TIME);
  expect(await managing.version()).toBe(3);
});

test('it is late if it is still due a day after that, and the next one is due at its turn', async () => {
  await heldFor(2);
  await managing.installed('a', 2);
  expect((await managing.world.overview()).overdue).toBe(0);
  managing.days(1.01);
  expect(await managing.world.overview()).toMatchObject({ overdue: 1, dueNow: 1 });
  await managing.world.quarter();
  expect(lateness()).toMatchObject({ overdue: 1, late: 1 });
  expect(await managing.version()).toBe(3);
  await managing.installed('a', 3);
  await managing.becomesDue();
  managing.days(1.01);
  await managing.world.quarter();
  expect(lateness()).toMatchObject({ overdue: 1, late: 1 });
});

test('its turn stays the one that was shown and announced', async () => {
  await heldFor(2, { announceHours: 48 });
  const { nextRotationAt } = await managing.status();
  await managing.world.tick();
  const announced = await managing.events('password.rotation-due');
  await managing.installed('a', 2);
  expect((await managing.status()).nextRotationAt).toBe(nextRotationAt);
  await managing.world.tick();
  await managing.world.tick();
  expect(await managing.events('password.rotation-due')).toStrictEqual(announced);
});

test('a device that falls behind once more does not make the hold longer', async () => {
  await heldFor(2);
  await managing.installed('a', 2);
  await managing.installed('b', 1);
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  managing.days(1);
  await managing.world.quarter();
  expect(lateness()).toStrictEqual(IN_TIME);
  expect(await managing.version()).toBe(3);
});

test('a clock that ran ahead when it was freed does not delay it', async () => {
  await heldFor(1);
  managing.days(20);
  await managing.installed('a', 2);
  managing.world.service.clock.advance(-20 * DAY_MS);
  await managing.world.quarter();
  expect(lateness()).toStrictEqual(IN_TIME);
  expect(await managing.version()).toBe(3);
});
