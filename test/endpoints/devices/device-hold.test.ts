import { type ForecastAnswer } from '../../../functions/api/forecast';
import { Managing } from './managing';

let managing: Managing;
beforeEach(async () => {
  managing = await Managing.open({ holdForDevices: 3, periodDays: 10 });
  await managing.installed('a', 1);
  await managing.rotate();
});
afterEach(() => {
  managing.close();
});

const forecast = async (scope: unknown): Promise<ForecastAnswer> =>
  (await managing.world.ask('post', '/v1/rotations/forecast', { scope }).expect(200))
    .body as ForecastAnswer;

const policy = (change: object): PromiseLike<unknown> =>
  managing.world.ask('put', '/v1/policy', change).expect(200);

test('a due rotation waits for a device that is behind, as long as the policy says', async () => {
  await managing.becomesDue();
  expect(await forecast('due')).toMatchObject({ users: 0, excluded: { devices: 1 } });
  expect(await managing.world.quarter()).toMatchObject({ state: 'running', due: 1 });
  expect(await managing.version()).toBe(2);
  expect(await managing.world.overview()).toMatchObject({
    dueNow: 0,
    devices: { behind: 1, waiting: 1 },
    lastRun: { done: 0, skipped: 1, skippedBy: { devices: 1 } },
  });
  expect(await forecast('due')).toMatchObject({ users: 0, excluded: { devices: 1 } });
  expect(await managing.world.quarter()).toMatchObject({ state: 'idle', due: 0 });
  managing.days(2.9);
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  managing.days(0.1);
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});

test('where the policy no longer has a period, nothing waits for a device', async () => {
  await managing.becomesDue();
  await managing.world.quarter();
  await policy({ periodDays: 0 });
  expect((await managing.world.overview()).devices).toStrictEqual({ behind: 1, waiting: 0 });
});

test('the acknowledgement frees it at the next tick', async () => {
  await managing.becomesDue();
  await managing.world.quarter();
  await managing.installed('a', 2);
  expect(await forecast('due')).toMatchObject({ users: 1, excluded: {} });
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});

test('the device’s leaving frees it, too', async () => {
  await managing.becomesDue();
  await managing.world.quarter();
  await managing.ask('delete', 'devices/a').expect(204);
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});

test.each([
  ['a list', () => ({ userKeys: ['alice@example.com'] })],
  ['a unit', () => ({ orgUnitPath: managing.alice.orgUnitPath })],
  ['everybody', () => 'all'],
])('what an administrator asks for %s does not wait', async (_, scope) => {
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await forecast(scope())).toMatchObject({ users: 1, excluded: {} });
  await managing.world.rotate(scope());
  expect(await managing.version()).toBe(3);
});

test('a rotation that failed is tried again without a wait', async () => {
  await managing.installed('a', 2);
  await managing.becomesDue();
  const fault = { kind: 'error', status: 400, reason: 'invalid', message: 'No' } as const;
  managing.world.faults({ operations: ['users.update'], fault });
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  managing.world.faults();
  await managing.installed('b', 1);
  await managing.world.quarter();
  expect(await managing.version()).toBe(4); // Google refused version 3
});

test('a changed policy applies at the next tick', async () => {
  await managing.becomesDue();
  await managing.world.quarter();
  managing.days(1);
  await policy({ holdForDevices: 2 });
  await managing.world.quarter();
  expect(await managing.version()).toBe(2);
  await policy({ holdForDevices: 1 });
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
  await policy({ holdForDevices: 0 });
  await managing.world.quarter();
  expect(await managing.version()).toBe(4);
});

test('without the policy nothing waits', async () => {
  await policy({ holdForDevices: 0 });
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});
