import { setTimeout } from 'node:timers/promises';
import { OutsideDomain } from './outside-domain';

const USERS = 1_000;
const CHANGES = 10_000;
const SECOND = 1_000;
const LONGEST_LAG_MS = 20 * SECOND;
const [ALICE, BOB] = ['user0@outside.example', 'user1@outside.example'] as const;
const TOOL = 'tool@outside.example';

let domain: OutsideDomain;
beforeAll(async () => {
  domain = await OutsideDomain.of(USERS, {
    DIRECTORY_CALLS_PER_SECOND: '1000',
    DIRECTORY_CONCURRENCY: '40',
    ROTATION_INTERVAL_SECONDS: '5',
  });
  // Up to four minutes off, and late by no order.
  domain.google.log.deliver = (nth) => ({
    aheadMs: ((nth * 104_729) % (480 * SECOND)) - 240 * SECOND,
    lagMs: (nth * 7_919) % LONGEST_LAG_MS,
  });
}, 300_000);
afterAll(() => domain.close());

/** The service changes passwords, and loses the reply to every fiftieth change. */
async function changeMany(): Promise<void> {
  const { google, client, users } = domain;
  google.losesEvery = 50;
  while (google.log.size < CHANGES - USERS) await domain.ended(await domain.rotateAll(), 240_000);
  const waiting = users.values();
  const caller = async (): Promise<void> => {
    for (const user of waiting) {
      if (google.log.size >= CHANGES) return;
      await client.rotate(user);
      await client.revoke(user);
      await client.issue(user);
    }
  };
  await Promise.all(Array.from({ length: 10 }, caller));
  google.losesEvery = Infinity;
}

/** Somebody else changes a password. Waits until the tick is over that found it in the log. */
async function changedBy(by: string, user: string, password: string): Promise<void> {
  const { log } = domain.google;
  log.deliver = () => ({ aheadMs: 0, lagMs: LONGEST_LAG_MS }); // by then the log shows everything before
  await log.nextReading(domain.google.change(user, password, by));
}

const status = async (user: string): Promise<unknown> =>
  (await domain.call('GET', `/v1/users/${user}`)).body;
const drifted = async (): Promise<unknown> =>
  ((await domain.call('GET', '/v1/overview')).body as { drifted: number }).drifted;

/** What a caller is told; while a new password is due, again every second. */
async function told(user: string): Promise<{ password: string; version: number }> {
  for (let times = 0; times < 60; times += 1) {
    const { status, body } = await domain.call('GET', `/v1/users/${user}/password`);
    if (status === 200) return body as { password: string; version: number };
    await setTimeout(SECOND); // a real process: there is no clock to move
  }
  throw new Error(`The password of ${user} is not told for a minute.`);
}

test('of 10,000 own changes none is called foreign, and one by a tool is told, mended, then contested', async () => {
  const { google } = domain;
  await changeMany();
  expect(google.log.size).toBeGreaterThanOrEqual(CHANGES);
  expect(google.history.filter(({ lost }) => lost).length).toBeGreaterThan(100);
  const { version } = await domain.client.read(ALICE);

  await changedBy(TOOL, ALICE, 'set by a tool');
  expect(await drifted()).toBe(1);
  expect(await domain.call('GET', `/v1/users/${ALICE}/password`)).toMatchObject({
    status: 409,
    body: { type: 'urn:google-apps-passwords:problem:password-drifted', retry: 'after-change' },
  });
  expect(await status(ALICE)).toMatchObject({ status: 'active', drift: { by: TOOL } });

  await domain.call('PUT', '/v1/policy', { onDrift: 'reissue' });
  const mended = await told(ALICE);
  expect(mended.version).toBe(version + 1);
  expect(google.passwords.get(ALICE)).toBe(mended.password);
  expect(await drifted()).toBe(0);

  await changedBy(TOOL, ALICE, 'set by the tool again');
  expect((await domain.call('GET', `/v1/users/${ALICE}/password`)).status).toBe(409);
  expect(await status(ALICE)).toMatchObject({
    status: 'parked',
    drift: { by: TOOL },
    lastFailure: { code: 'contested' },
  });
  await changedBy(TOOL, BOB, 'set by the tool, for somebody else');
  expect(google.passwords.get(BOB)).toBe((await told(BOB)).password);
  expect(google.passwords.get(ALICE)).toBe('set by the tool again');
  expect(await drifted()).toBe(1);
}, 900_000);
