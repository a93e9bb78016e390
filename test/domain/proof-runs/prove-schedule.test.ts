import { stopRun } from '../../../functions/domain/runs/run-writer';
import { type Run } from '../../../functions/domain/runs/run';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { crowdUser } from '../../fakes/crowd-google';
import { connectLdap, provingWorld, type ProvingWorld } from '../../fakes/proving-world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: ProvingWorld;
beforeEach(async () => {
  world = await provingWorld(6);
});

const proofRuns = async (): Promise<readonly Run[]> =>
  (await world.runs.recent(100)).filter(({ kind }) => kind === 'prove');
const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};

test('the schedule proves who is unproved, then nobody until the policy’s days are over', async () => {
  await quarters(8);
  expect(world.ldap.binds).toHaveLength(6);
  expect(await proofRuns()).toMatchObject([
    { scope: 'due', startedBy: 'schedule', state: 'finished', counts: { done: 6 } },
  ]);
  world.clock.advance(30 * DAY);
  await quarters(1);
  expect(world.ldap.binds).toHaveLength(12);
});

test('with 0 days a password is proved once, and again only after a change', async () => {
  world = await provingWorld(6, { proveEveryDays: 0 });
  await quarters(1);
  world.clock.advance(90 * DAY);
  await quarters(2);
  expect(world.ldap.binds).toHaveLength(6);
  await world.rotateNow({ userKeys: [crowdUser(2).primaryEmail] });
  await quarters(2);
  expect(world.ldap.binds).toHaveLength(7);
  expect(world.account(2).proof).toMatchObject({ version: 2, result: 'works' });
});

test('a new password that does not bind yet is tried again a few times, then in some days', async () => {
  await quarters(1);
  world.google.add(crowdUser(9));
  await issuePassword(world.ports(), crowdUser(9).primaryEmail);
  await quarters(12);
  expect(world.ldap.binds.slice(6)).toStrictEqual([1, 2, 3].map(() => crowdUser(9).primaryEmail));
  expect(world.account(9).proof).toMatchObject({ result: 'refused' });
  world.clock.advance(29 * DAY);
  await quarters(2);
  expect(world.ldap.binds).toHaveLength(9);
});

test('without Secure LDAP or outside the window of proofs none starts, and nobody’s run binds', async () => {
  await world.configurations.transact(({ secureLdap: _, ...rest }) => ({
    write: rest,
    result: undefined,
  }));
  await quarters(2);
  expect(await proofRuns()).toStrictEqual([]);
  const window = { days: ['sunday'], from: '02:00', to: '04:00', timeZone: 'UTC' } as const;
  await world.configurations.transact((found) => ({
    write: {
      ...found,
      policy: { ...found.policy, proofWindow: { ...window, days: [...window.days] } },
    },
    result: undefined,
  }));
  await connectLdap(world);
  await quarters(2);
  const asked = await world.start('prove', 'all');
  await world.tasks.pass(HOUR);
  expect(await world.runs.read(asked)).toMatchObject({ state: 'waiting', waitingFor: 'window' });
  expect(await proofRuns()).toHaveLength(1);
  expect(world.ldap.binds).toStrictEqual([]);
  world.clock.advance(Date.UTC(2026, 0, 4, 2, 1) - world.clock.now());
  await quarters(1);
  expect(await world.runs.read(asked)).toMatchObject({ state: 'finished', counts: { done: 6 } });
});

test('after an administrator stopped the schedule’s run, the next one comes after 6 hours', async () => {
  world = await provingWorld(40);
  await world.tick();
  const [run] = await proofRuns();
  await stopRun(world.ports(), run!.runId);
  await quarters(20);
  expect(await proofRuns()).toHaveLength(1);
  await quarters(5);
  expect((await proofRuns()).length).toBeGreaterThan(1);
});

test('a user who can not be proved does not come back with every tick', async () => {
  world.google.add(crowdUser(1, { suspended: true }));
  world.google.users.delete(crowdUser(2).id);
  world.accounts.spoil(crowdUser(3).id);
  await world.configurations.transact((found) => ({ write: found, result: undefined }));
  await quarters(8);
  expect(await proofRuns()).toMatchObject([{ counts: { done: 3, skipped: 2, failed: 1 } }]);
  world.google.add(crowdUser(1), crowdUser(2));
  world.clock.advance(DAY);
  await quarters(1);
  expect(await proofRuns()).toMatchObject([{ counts: { done: 2, failed: 1 } }, {}]);
});

test('no other runs, however many, make the schedule forget that a first wave failed', async () => {
  const firstWave = { size: 4, stopAtFailedShare: 0.5 };
  world = await provingWorld(30, { periodDays: 30, firstWave });
  world.google.onSet = () => 'password-refused';
  await world.tick();
  await world.tasks.pass(5 * MINUTE);
  const failed = (await world.runs.recent(100)).find(({ kind }) => kind === 'rotate');
  expect(failed).toMatchObject({ stopReason: 'first-wave-failed' });
  for (let number = 0; number < 120; number += 1) {
    const kind = number % 2 === 0 ? 'prove' : 'issue';
    await world.addRun(`other-${number}`, { kind, state: 'finished' });
  }
  await world.tick();
  const rotations = (await world.runs.ofSchedule('rotate', 10)).map(({ runId }) => runId);
  expect(rotations).toStrictEqual([failed!.runId]);
});
