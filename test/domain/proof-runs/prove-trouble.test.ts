import { type Account } from '../../../functions/domain/account';
import { type Run } from '../../../functions/domain/runs/run';
import { stopRun } from '../../../functions/domain/runs/run-writer';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { DrivenTime } from '../../fakes/driven-time';
import { provingWorld, type ProvingWorld } from '../../fakes/proving-world';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: ProvingWorld;
beforeEach(async () => {
  world = await provingWorld(12);
});

const proofRuns = async (): Promise<readonly Run[]> =>
  (await world.runs.recent(100)).filter(({ kind }) => kind === 'prove');
const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};
const change = (number: number, more: Partial<Account>): Promise<void> =>
  world.accounts.transact(crowdUser(number).id, (account) => ({
    ...(account ? { write: { ...account, ...more } } : {}),
    result: undefined,
  }));
const proved = (): number => world.all().filter(({ proof }) => proof?.result === 'works').length;

describe('the trouble of one user is that user’s alone', () => {
  test('a password that can not be opened fails once a day, and starts no run by itself', async () => {
    world.cipher.spoil(world.account(3).current!.ciphertext!);
    await quarters(8);
    expect(await proofRuns()).toMatchObject([
      { state: 'finished', counts: { done: 11, failed: 1 } },
    ]);
    world.clock.advance(DAY);
    await quarters(2);
    expect(await proofRuns()).toMatchObject([
      { state: 'finished', counts: { done: 0, failed: 1 } },
      {},
    ]);
    expect(world.unexpected).toHaveLength(2);
  });

  test('a user whose look-up always meets a quota holds the run for an hour', async () => {
    world.google.onFind = (id) => (id === crowdUser(3).id ? 'quota-exceeded' : undefined);
    await quarters(3);
    expect(await proofRuns()).toMatchObject([{ state: 'waiting', counts: { failed: 0 } }]);
    await quarters(4);
    const [first] = (await proofRuns()).slice(-1);
    expect(first).toMatchObject({ state: 'finished', counts: { done: 11, failed: 1 } });
  });

  test('a shortage of six hours, in which Google shows nobody, counts nobody', async () => {
    world.google.unreadable = 'quota-exceeded';
    await quarters(24);
    world.google.unreadable = undefined;
    await quarters(8);
    expect((await proofRuns()).map(({ counts }) => counts.failed)).toEqual([0]);
  });

  test('a user whom Google answers with an error, for good, comes back once an hour', async () => {
    world.google.onFind = (id) => (id === crowdUser(3).id ? 'google-unavailable' : undefined);
    await quarters(4);
    expect(await proofRuns()).toMatchObject([
      { state: 'finished', counts: { done: 11, failed: 1 } },
    ]);
    await quarters(2);
    expect(await proofRuns()).toMatchObject([
      { state: 'finished', counts: { done: 0, failed: 1 } },
      {},
    ]);
  });

  test.each(['ldap-protocol', 'ldap-quota', 'ldap-certificate'] as const)(
    'a user whose binds always end with %s holds up nobody for more than two hours a day',
    async (failure) => {
      world = await provingWorld(12, { proveEveryDays: 2 });
      const { primaryEmail } = crowdUser(3);
      world.ldap.failureOf = (name) => (name === primaryEmail ? failure : undefined);
      await quarters(10);
      const [first] = await proofRuns();
      expect(first).toMatchObject({ state: 'finished', counts: { done: 11, failed: 1 } });
      await quarters(10 * 96);
      const oldest = Math.min(...world.all().map(({ proof }) => proof?.at ?? Infinity));
      expect(world.clock.now() - oldest).toBeLessThan(2 * DAY + 3 * HOUR);
      expect(world.account(3).proof).toBeUndefined();
    },
  );

  test('sixty such users of two hundred hold up nobody else, though one of the others can not be written', async () => {
    world = await provingWorld(200, { proveEveryDays: 2 });
    const theirs = Array.from({ length: 60 }, (_, number) => crowdUser(number).primaryEmail);
    const transact = world.accounts.transact.bind(world.accounts);
    await quarters(4);
    world.ldap.failureOf = (name) => (theirs.includes(name) ? 'ldap-protocol' : undefined);
    world.accounts.transact = (id, ...step) =>
      id === crowdUser(60).id ? Promise.reject(new Error('Not this one.')) : transact(id, ...step);
    await quarters(8 * 96);
    const others = world.all().filter(({ primaryEmail }) => !theirs.includes(primaryEmail));
    const oldest = Math.min(...others.slice(1).map(({ proof }) => proof?.at ?? 0));
    expect(world.clock.now() - oldest).toBeLessThan(3 * DAY);
  });

  test.each(['ldap-protocol', 'ldap-quota'] as const)(
    'while everybody’s binds end with %s, nobody is counted',
    async (failure) => {
      await quarters(8);
      const before = await proofRuns();
      world.ldap.failureOf = () => failure;
      world.clock.advance(31 * DAY);
      await quarters(3 * 96);
      const [now] = await proofRuns();
      expect(await proofRuns()).toHaveLength(before.length + 1);
      expect(now).toMatchObject({ state: 'waiting', counts: { done: 0, failed: 0 } });
    },
  );

  test('keys that Google never answers fail at once, if it answers others', async () => {
    world.google.onFind = (id) => (id === crowdUser(-1).id ? undefined : 'no-answer');
    const userKeys = ['no address', 'nor this', 'nor that'];
    for (const [index, primaryEmail] of userKeys.entries())
      world.google.add(crowdUser(20 + index, { primaryEmail }));
    const run = await world.start('prove', { userKeys });
    await world.tasks.pass(MINUTE);
    expect(await world.runs.read(run)).toMatchObject({ state: 'finished', counts: { failed: 3 } });
  });

  test('while Google answers nobody, the run waits and counts nobody', async () => {
    world.google.unreadable = 'google-unavailable';
    const run = await world.start('prove', 'all');
    await world.tasks.pass(10 * MINUTE);
    expect(await world.runs.read(run)).toMatchObject({
      waitingFor: 'google',
      counts: { failed: 0 },
    });
    world.google.unreadable = undefined;
    await world.tasks.pass(3 * MINUTE);
    expect(await world.runs.read(run)).toMatchObject({ state: 'finished', counts: { done: 12 } });
  });

  test('users side by side whose bind gets no answer hold up nobody else for long', async () => {
    const bad = new Set([0, 1, 2, 3].map((number) => crowdUser(number).primaryEmail));
    world.ldap.failureOf = (name) => (bad.has(name) ? 'ldap-silent' : undefined);
    const run = await world.start('prove', 'all');
    await world.tasks.pass(4 * MINUTE);
    expect(proved()).toBe(8);
    await world.tasks.pass(3 * HOUR);
    expect(await world.runs.read(run)).toMatchObject({
      state: 'finished',
      counts: { done: 8, failed: 4 },
    });
  });

  test('a user whose password somebody changed is not bound, and does not come back with every tick', async () => {
    await change(2, { drift: { at: world.clock.now(), source: 'activity-log' } });
    await quarters(8);
    expect(world.ldap.binds).not.toContain(crowdUser(2).primaryEmail);
    expect(await proofRuns()).toMatchObject([{ counts: { done: 11, skipped: 0 } }]);
  });
});

describe('what concerns everybody', () => {
  test.each([1, 2, 4])('at %i a second no run binds in the minute after code 11', async (rate) => {
    world = await provingWorld(40);
    world.proofsPerSecond = rate;
    const timed = new DrivenTime(world);
    world.ldap.arrived = async () => {
      world.bindsAt.push(world.clock.now());
      await timed.sleep(durationMs(200));
    };
    const [, , , , fifth] = (await world.accounts.list({ limit: 40 })).accounts;
    let refusals = 1;
    world.ldap.failureOf = (name) =>
      name === fifth!.primaryEmail && (refusals -= 1) >= 0 ? 'ldap-quota' : undefined;
    await world.start('prove', 'all');
    await timed.pass(5 * MINUTE);
    const refusedAt = world.bindsAt[4]!;
    const soon = world.bindsAt.slice(5).filter((at) => at < refusedAt + MINUTE);
    expect(soon).toStrictEqual([]);
    expect(proved()).toBe(40);
  });

  test('users without a licence do not hold up the others, once a bind has worked', async () => {
    world = await provingWorld(300);
    const licensed = new Set([0, 299].map((number) => crowdUser(number).primaryEmail));
    world.ldap.failureOf = (name) => (licensed.has(name) ? undefined : 'ldap-not-allowed');
    const run = await world.start('prove', 'all');
    await world.tasks.pass(10 * MINUTE);
    expect(await world.runs.read(run)).toMatchObject({
      state: 'finished',
      counts: { done: 2, failed: 298 },
    });
  });

  test('a server that goes away between two binds of a batch fails nobody', async () => {
    world.ldap.arrived = () => {
      world.ldap.failure = world.ldap.binds.length === 1 ? 'ldap-closed' : 'ldap-unreachable';
    };
    const run = await world.start('prove', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.runs.read(run)).toMatchObject({
      waitingFor: 'secure-ldap',
      counts: { failed: 0 },
    });
  });
});

describe('a moment in the middle of a run', () => {
  test('no bind begins once the window of proofs is closed', async () => {
    const days = ['thursday'] as const; // 2026-01-01
    const proofWindow = { days: [...days], from: '00:00', to: '02:00', timeZone: 'UTC' };
    world = await provingWorld(40, { proofWindow });
    world.clock.advance(2 * HOUR - 5 * SECOND);
    const closesAt = world.clock.now() + 5 * SECOND;
    world.google.onFind = () => {
      world.clock.advance(700);
      return undefined;
    };
    const run = await world.start('prove', 'all');
    await world.tasks.pass(5 * MINUTE);
    expect(world.bindsAt.filter((at) => at >= closesAt)).toStrictEqual([]);
    expect(world.bindsAt.length).toBeGreaterThan(1);
    expect(await world.runs.read(run)).toMatchObject({ state: 'waiting', waitingFor: 'window' });
  });

  test('a run that is stopped binds no more than it has begun', async () => {
    world = await provingWorld(40);
    const run = await world.start('prove', 'all');
    world.ldap.arrived = async () => {
      if (world.ldap.binds.length === 15) await stopRun(world.ports(), run);
    };
    await world.tasks.pass(MINUTE);
    expect(world.ldap.binds.length).toBeLessThanOrEqual(17);
  });

  test('without Secure LDAP nobody is bound any more with the pair that was deleted', async () => {
    world = await provingWorld(40);
    await world.start('prove', 'all');
    world.ldap.arrived = () =>
      world.ldap.binds.length === 15
        ? world.configurations.transact(({ secureLdap: _, ...rest }) => ({
            write: rest,
            result: undefined,
          }))
        : undefined;
    await world.tasks.pass(MINUTE);
    expect(world.ldap.binds.length).toBeLessThanOrEqual(17);
  });
});

describe('a clock that ran ahead', () => {
  test('a proof from the future proves nothing, and is corrected', async () => {
    const ahead = epochMs(world.clock.now() + 400 * DAY);
    await change(2, { proof: { version: 1, result: 'works', at: ahead } });
    await change(3, { proofHeldUntil: ahead });
    await world.start('prove', 'all');
    await world.tasks.pass(MINUTE);
    expect(world.ldap.binds).toContain(crowdUser(2).primaryEmail);
    await quarters(1);
    await change(2, { proof: { version: 1, result: 'works', at: ahead } });
    await change(3, { proofHeldUntil: ahead });
    await quarters(1);
    expect(world.account(2).proof?.at).toBeLessThanOrEqual(world.clock.now());
    expect(world.account(3)).not.toHaveProperty('proofHeldUntil');
  });
});

test('a hold ends with the next password: who is active again and rotated is proved', async () => {
  world.google.add(crowdUser(1, { suspended: true }));
  await quarters(1);
  world.google.add(crowdUser(1));
  await world.rotateNow({ userKeys: [crowdUser(1).primaryEmail] });
  await quarters(2);
  expect(world.account(1).proof).toMatchObject({ version: 2, result: 'works' });
});

test('somebody who issues a password is proved within two ticks', async () => {
  await quarters(1);
  world.google.add(crowdUser(20));
  await issuePassword(world.ports(), crowdUser(20).primaryEmail);
  await quarters(2);
  expect(world.ldap.binds.at(-1)).toBe(crowdUser(20).primaryEmail);
});
