import { type Account, userId } from '../../../functions/domain/account';
import { Managing } from '../devices/managing';

let managing: Managing;
beforeEach(async () => {
  managing = await Managing.open({ retentionHours: 24, periodDays: 30 });
});
afterEach(() => {
  managing.close();
});

const problemOf = ({ body }: { readonly body: unknown }): string =>
  String((body as { type?: string }).type)
    .split(':')
    .at(-1) ?? '';
const hours = (count: number): void => {
  managing.days(count / 24);
};
const account = async (): Promise<Account> =>
  (await managing.world.service.platform.accounts.read(userId(managing.alice.id)))!;
const stored = async (): Promise<string | undefined> => (await account()).current?.ciphertext;
const policy = (change: object): PromiseLike<unknown> =>
  managing.world.ask('put', '/v1/policy', change).expect(200);
const trail = (action: string): readonly object[] =>
  managing.world.service.lines
    .map((line) => JSON.parse(line) as { message: string; action: string })
    .filter((line) => line.message === 'password-audit' && line.action === action);
/** As often as Google got a call to set a password. */
const changes = (): number => managing.world.changes('alice@example.com');

test('the stored copy is destroyed so many hours after it was set, and the password stays at Google', async () => {
  hours(23.9);
  await managing.world.tick();
  const { password } = (await managing.ask('get', 'password').expect(200)).body as {
    password: string;
  };
  hours(0.1);
  await managing.world.tick();
  await managing.world.tick(); // publishes
  expect(await stored()).toBeUndefined();
  const { service } = managing.world;
  expect(service.workspace.passwordMatches('alice@example.com', password)).toBe(true);
  expect(await managing.status()).toMatchObject({
    status: 'active',
    version: 1,
    forgottenAt: new Date(service.clock.now()).toISOString(),
  });
  expect(await managing.events('password.forgotten')).toMatchObject([
    { userId: managing.alice.id, primaryEmail: 'alice@example.com', version: 1 },
  ]);
  expect(trail('forgotten')).toMatchObject([{ version: 1, caller: 'schedule' }]);
  const [row] = await managing.world.shown('query=alice');
  expect(row).toMatchObject({
    status: 'active',
    version: 1,
    forgottenAt: expect.any(String) as string,
  });
});

test('GET, PUT, profiles and proofs are 404 password-forgotten, and set nothing', async () => {
  hours(24);
  await managing.world.tick();
  for (const [method, path] of [
    ['get', 'password'],
    ['put', 'password'],
    ['get', 'activesync'],
  ] as const) {
    const answer = await managing.ask(method, path).expect(404);
    expect(answer.body).toMatchObject({ retry: 'after-change' });
    expect(problemOf(answer)).toBe('password-forgotten');
  }
  const byId = await managing.ask('get', 'password', managing.alice.id).expect(404);
  expect(problemOf(byId)).toBe('password-forgotten');
  expect(changes()).toBe(1);
});

test('the hour counts before the tick comes, too', async () => {
  hours(24);
  expect(problemOf(await managing.ask('get', 'password').expect(404))).toBe('password-forgotten');
  expect(problemOf(await managing.ask('put', 'password').expect(404))).toBe('password-forgotten');
});

test('the next password is told again: by a call, and by the schedule', async () => {
  hours(24);
  await managing.world.tick();
  await managing.ask('post', 'password/rotation').expect(200);
  expect((await managing.ask('get', 'password').expect(200)).body).toMatchObject({ version: 2 });
  expect(await managing.status()).not.toHaveProperty('forgottenAt');
  hours(24);
  await managing.world.tick();
  await managing.ask('get', 'password').expect(404);
  await managing.becomesDue();
  await managing.world.quarter();
  expect((await managing.ask('get', 'password').expect(200)).body).toMatchObject({ version: 3 });
});

test('a rotation under a key whose password is gone makes no second one', async () => {
  const rotate = () =>
    managing.ask('post', 'password/rotation').set('idempotency-key', 'once-a-day');
  await rotate().expect(200);
  hours(24);
  await managing.world.tick();
  expect(problemOf(await rotate().expect(404))).toBe('password-forgotten');
  expect(changes()).toBe(2);
});

test.each([
  ['while the schedule is paused', () => policy({ paused: true })],
  ['under a period of 0', () => policy({ periodDays: 0 })],
  ['without a connection', () => managing.world.ask('delete', '/v1/configuration').expect(204)],
  [
    'while Google is out of reach',
    () => {
      managing.world.service.google = (_, response) => response.destroy();
      return Promise.resolve();
    },
  ],
])('the hour counts %s', async (_, make) => {
  await make();
  hours(24);
  await managing.world.tick();
  expect(await stored()).toBeUndefined();
});

test('a shorter retention applies at the next tick to what is stored, and a longer one brings nothing back', async () => {
  hours(2);
  await policy({ retentionHours: 1 });
  await managing.world.tick();
  expect(await stored()).toBeUndefined();
  await policy({ retentionHours: 0 });
  await managing.world.tick();
  expect(problemOf(await managing.ask('get', 'password').expect(404))).toBe('password-forgotten');
});

test('0 keeps passwords', async () => {
  await policy({ retentionHours: 0 });
  managing.days(29);
  await managing.world.tick();
  await managing.ask('get', 'password').expect(200);
});

test('a candidate in doubt is settled first, then destroyed once its hours are over', async () => {
  managing.world.faults({
    operations: ['users.update'],
    fault: { kind: 'lost-reply' },
  });
  await managing.ask('post', 'password/rotation').expect(503);
  hours(24);
  await managing.world.tick();
  expect((await account()).current).not.toHaveProperty('ciphertext');
  expect((await account()).candidates).toMatchObject([{ version: 2, sent: true }]);
  managing.world.faults();
  const told = await managing.ask('get', 'password').expect(200);
  const { version, password } = told.body as { version: number; password: string };
  expect(version).toBe(2);
  const { workspace } = managing.world.service;
  expect(workspace.passwordMatches('alice@example.com', password)).toBe(true);
  hours(24);
  await managing.world.tick();
  expect(await stored()).toBeUndefined();
  expect((await managing.status()).version).toBe(2);
});

test('a refused rotation leaves the password that was forgotten, still at Google', async () => {
  hours(24);
  await managing.world.tick();
  managing.world.faults({
    operations: ['users.update'],
    fault: { kind: 'error', status: 400, reason: 'invalid', message: 'Invalid Password' },
  });
  await managing.ask('post', 'password/rotation').expect(502);
  managing.world.faults();
  expect(await managing.status()).toMatchObject({ status: 'active', version: 1 });
  expect(problemOf(await managing.ask('get', 'password').expect(404))).toBe('password-forgotten');
});

test('a password that was forgotten can be revoked, and a device acknowledged', async () => {
  hours(24);
  await managing.world.tick();
  await managing.installed('a', 1);
  expect((await managing.status()).devices).toMatchObject([{ behind: false }]);
  await managing.ask('delete', 'password').expect(204);
  expect(problemOf(await managing.ask('get', 'password').expect(404))).toBe('no-password');
  expect(changes()).toBe(2);
});

test('ticks at the same time tell it once, and nothing is written again later', async () => {
  hours(24);
  await Promise.all([managing.world.tick(), managing.world.tick(), managing.world.tick()]);
  const { revision } = await account();
  await managing.world.tick();
  expect(await managing.events('password.forgotten')).toHaveLength(1);
  expect((await account()).revision).toBe(revision);
});

test('a rotation while the copy is destroyed loses nothing', async () => {
  hours(24);
  const [rotated] = await Promise.all([
    managing.ask('post', 'password/rotation'),
    managing.world.tick(),
  ]);
  expect(rotated.status).toBe(200);
  const told = await managing.ask('get', 'password').expect(200);
  expect(told.body).toMatchObject({ version: 2 });
});
