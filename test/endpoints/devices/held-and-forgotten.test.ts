import { Managing } from './managing';

let managing: Managing;
afterEach(() => {
  managing.close();
});

test('a rotation does not wait for a device whose password nobody can give any more', async () => {
  managing = await Managing.open({ holdForDevices: 30, periodDays: 10, retentionHours: 24 });
  await managing.installed('a', 1);
  await managing.rotate();
  await managing.becomesDue(); // about ten days later: the copy of version 2 is gone since nine
  await managing.ask('get', 'password').expect(404);
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});

test('nor does one that was held before the copy was destroyed', async () => {
  managing = await Managing.open({ holdForDevices: 30, periodDays: 10, retentionHours: 360 });
  await managing.installed('a', 1);
  await managing.rotate();
  await managing.becomesDue();
  await managing.world.quarter();
  expect(await managing.version()).toBe(2); // rightly: the device can still get version 2
  managing.days(8); // 17 days and more after it was set
  await managing.ask('get', 'password').expect(404);
  await managing.world.quarter();
  await managing.world.quarter();
  expect(await managing.version()).toBe(3);
});
