import { HeldClock } from './held-clock';
import { RunningWorkspace } from './running-workspace';

const clock = new HeldClock();
let google: RunningWorkspace;
let token: string;

beforeEach(async () => {
  google = await RunningWorkspace.start({ clock });
  token = await google.signIn();
});
afterEach(() => google.stop());

const read = async (bearer = token): Promise<number> =>
  (await google.directory(bearer, '/alice@example.com')).status;

test.each([
  ['quotaExceeded', 403, 'quotaExceeded'],
  ['userRateLimitExceeded', 403, 'userRateLimitExceeded'],
  ['rateLimitExceeded', 403, 'rateLimitExceeded'],
  ['tooManyRequests', 429, 'rateLimitExceeded'],
])(
  'calls above the quota are refused as %s, until the next minute',
  async (refusal, status, reason) => {
    await google.control('PUT', 'quota', { queriesPerMinute: 2, refusal });
    expect([await read(), await read()]).toEqual([200, 200]);

    const refused = await google.directory(token, '/alice@example.com');
    expect(refused.status).toBe(status);
    expect(await refused.json()).toMatchObject({ error: { code: status, errors: [{ reason }] } });

    clock.nowMs += 60_000;
    expect(await read()).toBe(200);
  },
);

test('a quota counts from when it is set', async () => {
  await google.control('PUT', 'quota', { queriesPerMinute: 2 });
  await read();
  await google.control('PUT', 'quota', { queriesPerMinute: 1 });
  expect([await read(), await read()]).toEqual([200, 403]);
});

test('each admin has a quota of its own, and tokens cost none', async () => {
  await google.control('PUT', 'quota', { queriesPerMinute: 1 });
  const other = await google.signIn('helpdesk@example.com');

  expect([await read(), await read(), await read(other), await read(other)]).toEqual([
    200, 403, 200, 403,
  ]);
});

test('a refused password change changes nothing', async () => {
  await google.control('PUT', 'quota', { queriesPerMinute: 0 });
  await google.setPassword(token, 'alice@example.com', 'one too many');

  expect(google.workspace.passwordMatches('alice@example.com', 'one too many')).toBe(false);
});

test('more calls at once than allowed are a 429, and the peak is told', async () => {
  await google.control('PUT', 'quota', { concurrency: 2 });
  google.workspace.wire.faults.set([{ fault: { kind: 'late-effect', delayMs: 1_000 } }]);
  const first = read();
  const second = read();
  const held = [await clock.sleeper(), await clock.sleeper()];

  expect(await read()).toBe(429);
  for (const { wake } of held) wake();
  expect([await first, await second]).toEqual([200, 200]);
  expect(await (await google.control('GET', 'stats')).json()).toMatchObject({
    inFlight: 0,
    peakInFlight: 3,
    calls: { 'users.get': 3 },
    replies: { '200': 3, '429': 1 },
  });
});
