import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type PaceStore } from '../../ports/pace-store';
import { type RunStore } from '../../ports/run-store';
import { paceAhead } from './pace';
import { isActive, type Run, userKeysOf } from './run';
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

/** So many runs are looked through for how fast a large one was, and so many accounts make one large. */
const RECENT = 20;
const LARGE_RUN = 500;

const NO_MARKS = { done: 0, failed: 0, parked: 0, skipped: 0 };

export async function viewRun(ports: RunViewPorts, run: Run): Promise<RunView> {
  if (!isActive(run)) return { run, progress: progressOf(run, NO_MARKS) };
  const [marks, pace] = await Promise.all([ports.runs.countMarks(run.runId), ports.pace.read()]);
  const now = ports.clock.now();
  const known = progressOf(run, marks);
  const unplanned = run.state === 'running' ? 0 : await unplannedOf(ports, run, known);
  const progress = { ...known, total: known.total + unplanned, left: known.left + unplanned };
  const held = run.waitingFor !== undefined && run.waitingFor !== 'google';
  if (held || (unplanned > 0 && isUnit(run))) return { run, progress };
  const ahead = paceAhead(pace, ports.ceilingPerSecond, now);
  const perSecond = Math.min(ahead.perSecond, rateSeen(run, progress, now) ?? Infinity);
  return { run, progress, secondsLeft: secondsFor(progress.left, { ...ahead, perSecond }) };
}

/**
 * About how many accounts the rest of the planning will find. How many users a unit has is not known
 * before; everybody is the most that it can be.
 */
async function unplannedOf(
  { accounts }: RunViewPorts,
  { scope, startedAt, cursor, enqueued }: Run,
  { left, total }: RunProgress,
): Promise<number> {
  if (cursor === undefined && enqueued > 0) return 0; // a later pass
  if (scope === 'due') return Math.max(0, (await accounts.countDue(startedAt)) - left);
  const keys = userKeysOf(scope);
  if (keys) return Math.max(0, keys.length - total);
  const { active, unconfirmed, parked } = await accounts.countByStatus();
  return Math.max(0, active + unconfirmed + parked - total);
}

const isUnit = ({ scope }: Run): boolean => typeof scope === 'object' && 'orgUnitPath' in scope;

/** The rate since nothing holds the run back any more; undefined: too little was seen. */
function rateSeen(run: Run, progress: RunProgress, now: EpochMs): number | undefined {
  const { at, done: before } = run.resumed ?? { at: run.startedAt, done: 0 };
  const done = progress.done - before;
  const ranMs = now - at;
  return done >= SEEN_ACCOUNTS && ranMs >= SEEN_MS ? done / (ranMs / SECOND_MS) : undefined;
}

const secondsFor = (count: number, { perSecond, pauseMs }: ReturnType<typeof paceAhead>): number =>
  Math.ceil(pauseMs / SECOND_MS + count / Math.max(0.01, perSecond));

/**
 * How long so many accounts take from now on: by the pace that Google allows, and no faster than any
 * large run was lately, since so many calls at once of so long a time may be slower than the pace.
 */
export async function secondsForAccounts(
  { pace, runs, ceilingPerSecond }: Pick<RunViewPorts, 'pace' | 'runs' | 'ceilingPerSecond'>,
  count: number,
  now: EpochMs,
): Promise<number> {
  const [known, recent] = await Promise.all([pace.read(), runs.recent(RECENT)]);
  const ahead = paceAhead(known, ceilingPerSecond, now);
  const rates = recent.flatMap((run) => rateOf(run) ?? []);
  const perSecond = Math.min(ahead.perSecond, rates.length > 0 ? Math.max(...rates) : Infinity);
  return secondsFor(count, { ...ahead, perSecond });
}

/** The rate of a run that was large enough to tell; a small one mostly waits for its first wave. */
function rateOf({ result, startedAt, finishedAt, resumed }: Run): number | undefined {
  if (result === undefined || finishedAt === undefined) return undefined;
  const done = result.done - (resumed?.done ?? 0);
  const seconds = (finishedAt - (resumed?.at ?? startedAt)) / SECOND_MS;
  return done >= LARGE_RUN && seconds > 0 ? done / seconds : undefined;
}
