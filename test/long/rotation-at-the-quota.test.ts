import { OutsideDomain } from './outside-domain';

const USERS = 1_000;
const PER_MINUTE = 600;
const ALLOWED_SECONDS = 100;

test('1,000 accounts are rotated at a quota of 600 calls a minute, once each, in the time that it takes', async () => {
  const domain = await OutsideDomain.of(USERS);
  try {
    const { google } = domain;
    const first = new Map(google.passwords);
    google.changes = 0;
    google.calls = 0;
    google.allow(PER_MINUTE);
    const changedAt: number[] = [];
    google.onChange = () => changedAt.push(Date.now());
    const startedAt = Date.now();
    const runId = await domain.rotateAll();
    const run = await domain.ended(runId, 240_000);
    google.allow(Infinity);

    expect(run).toMatchObject({ state: 'finished', done: USERS, failed: 0, parked: 0, skipped: 0 });
    expect(changedAt).toHaveLength(USERS);
    expect(domain.users.filter((name) => google.passwords.get(name) === first.get(name))).toEqual(
      [],
    );
    expect(new Set(google.refusals)).toEqual(new Set([403, 429]));
    expect(google.calls).toBeLessThanOrEqual(1.05 * USERS);
    const seconds = (changedAt.at(-1)! - startedAt) / 1_000;
    expect(seconds).toBeLessThanOrEqual(1.1 * ALLOWED_SECONDS);
    for (const name of domain.users) {
      expect((await domain.client.read(name)).password).toBe(google.passwords.get(name));
    }
  } finally {
    await domain.close();
  }
}, 400_000);
