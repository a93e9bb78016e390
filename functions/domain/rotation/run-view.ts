import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type PaceStore } from '../../ports/pace-store';
import { type RunStore } from '../../ports/run-store';
import { paceAt } from './pace';
import { isActive, type Run } from './run';
import { progressOf, type RunProgress } from './run-progress';
import { type EpochMs, SECOND_MS } from '../time';

export type RunViewPorts = {
  readonly accounts: AccountStore;
  readonly runs: RunStore;
  readonly pace: PaceStore;
  readonly clock: Clock;
  readonly ceilingPerSecond: number;
};

/**
 * A run as it is shown: how far it is, and in how many seconds it should be done; absent when it is
 * over, when something holds it back, or when it can't be told yet. While accounts are still being
 * enqueued, `total` counts those that are expected too.
 */
export type RunView = {
  readonly run: Run;
  readonly progress: RunProgress;
  readonly secondsLeft?: number;
};

/** A rate that was seen counts once so many accounts were done in so much time. */
const SEEN_ACCOUNTS = 20;
const SEEN_MS = 10_000;

const NO_MARKS = { done: 0, failed: 0, parked: 0, skipped: 0 };

export async function viewRun(ports: RunViewPorts, run: Run): Promise<RunView> {
  if (!isActive(run)) return { run, progress: progressOf(run, NO_MARKS) };
  const [marks, pace] = await Promise.all([ports.runs.countMarks(run.runId), ports.pace.read()]);
  const now = ports.clock.now();
  const known = progressOf(run, marks);
  const unplanned = run.state === 'running' ? 0 : await unplannedOf(ports, run, known);
  if (unplanned === undefined) return { run, progress: known };
  const progress = { ...known, total: known.total + unplanned, left: known.left + unplanned };
  const held = run.waitingFor !== undefined && run.waitingFor !== 'google';
  if (held) return { run, progress };
  const { perSecond } = paceAt(pace, ports.ceilingPerSecond, now);
  return { run, progress, secondsLeft: secondsFor(progress, now - run.startedAt, perSecond) };
}

/** About how many accounts the rest of the planning will find; undefined: can't be told. */
async function unplannedOf(
  { accounts }: RunViewPorts,
  { scope, startedAt, cursor, enqueued }: Run,
  { left, total }: RunProgress,
): Promise<number | undefined> {
  if (cursor === undefined && enqueued > 0) return 0; // a later pass
  if (scope === 'due') return Math.max(0, (await accounts.countDue(startedAt)) - left);
  if (scope === 'all') {
    const { active, unconfirmed, parked } = await accounts.countByStatus();
    return Math.max(0, active + unconfirmed + parked - total);
  }
  return 'userKeys' in scope ? Math.max(0, scope.userKeys.length - total) : undefined;
}

function secondsFor({ left, done }: RunProgress, ranMs: number, perSecond: number): number {
  const seen = done >= SEEN_ACCOUNTS && ranMs >= SEEN_MS ? done / (ranMs / SECOND_MS) : perSecond;
  return Math.ceil(left / Math.max(0.01, Math.min(perSecond, seen)));
}

/** How long so many accounts take from now on, by the pace that Google allows. */
export async function secondsForAccounts(
  { pace, ceilingPerSecond }: Pick<RunViewPorts, 'pace' | 'ceilingPerSecond'>,
  count: number,
  now: EpochMs,
): Promise<number> {
  const { perSecond } = paceAt(await pace.read(), ceilingPerSecond, now);
  return Math.ceil(count / Math.max(0.01, perSecond));
}
