import { type SkipReason } from '../run-met';
import { type EpochMs, SECOND_MS } from '../time';
import { countDue } from '../passwords/count-due';
import { paceAhead } from '../pace/pace';
import { countDueProofs } from '../passwords/count-due-proofs';
import { isActive, metBy, type Run, unitOf, userKeysOf } from './run';
import { type RunPorts } from './run-ports';

export type RunViewPorts = Pick<
  RunPorts,
  'accounts' | 'configurations' | 'runs' | 'pace' | 'clock' | 'ceilingPerSecond' | 'proofsPerSecond'
>;

/** Why a user would be skipped; `no-answer`: Google does not say who it is. */
export type ExcludedBy = SkipReason | 'no-answer';

/**
 * What a run would do. `exact`: all users were checked. Otherwise time ran out: `users` counts the rest as if
 * none were skipped, or leaves it out for a unit and for users without a password.
 */
export type Forecast = {
  readonly kind: 'forecast';
  readonly users: number;
  readonly excluded: Readonly<Partial<Record<ExcludedBy, number>>>;
  readonly estimatedSeconds: number;
  readonly exact: boolean;
};

/** A run as shown. `total` includes the users still expected; `secondsLeft` is an estimate. */
export type RunView = {
  readonly run: Run;
  readonly total: number;
  readonly secondsLeft?: number;
};

/** A run's own rate counts after this many users. */
const SEEN_USERS = 20;
/** A run of at least this size gives a rate for other runs. */
const LARGE_RUN = 500;
const RECENT = 20;

export async function viewRun(ports: RunViewPorts, run: Run): Promise<RunView> {
  const met = metBy(run);
  if (!isActive(run)) return { run, total: met };
  const expected = await expectedOf(ports, run, { met, stillDue: 0 }); // processed users are no longer due
  if (expected === undefined) return { run, total: met };
  const held = run.waitingFor !== undefined && run.waitingFor !== 'google';
  if (held) return { run, total: met + expected };
  const seen = rateOf(run, SEEN_USERS);
  const isProof = run.kind === 'prove';
  const secondsLeft = isProof
    ? secondsForProofs(ports, expected)
    : await secondsFor(ports, expected, seen);
  return { run, total: met + expected, secondsLeft };
}

/** How long binds for this many users take: at one a second, 10,000 take 2.8 hours. */
export const secondsForProofs = (
  { proofsPerSecond }: Pick<RunViewPorts, 'proofsPerSecond'>,
  users: number,
): number => Math.ceil(users / proofsPerSecond);

/**
 * Estimates the users still to come; undefined: unknown in advance. At most all users with a password. `met`:
 * users processed so far; `stillDue`: how many of them still count as due.
 */
export async function expectedOf(
  { accounts, configurations }: Pick<RunViewPorts, 'accounts' | 'configurations'>,
  { kind, scope, startedAt }: Run,
  { met, stillDue }: { readonly met: number; readonly stillDue: number },
): Promise<number | undefined> {
  if (kind === 'prove' && typeof scope === 'string') {
    const left = await provable({ accounts, configurations }, scope, startedAt);
    return Math.max(0, left - (scope === 'due' ? stillDue : met));
  }
  if (scope === 'due') {
    const due = await countDue(accounts, (await configurations.read()).policy, startedAt);
    return Math.max(0, due - stillDue);
  }
  const keys = userKeysOf(scope);
  if (keys) return Math.max(0, keys.length - met);
  if (kind === 'issue' || unitOf(scope) !== undefined) return undefined;
  const { active, unconfirmed, parked } = await accounts.countByStatus();
  return Math.max(0, active + unconfirmed + parked - met);
}

/** How many users a run of proofs takes: who is due, or all. Users who were proved since are no longer due. */
async function provable(
  { accounts, configurations }: Pick<RunViewPorts, 'accounts' | 'configurations'>,
  scope: 'due' | 'all',
  at: EpochMs,
): Promise<number> {
  if (scope === 'due') {
    const { proveEveryDays } = (await configurations.read()).policy;
    return countDueProofs(accounts, proveEveryDays, at);
  }
  const counts = Object.values(await accounts.countByProof());
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * How long `users` take at the pace that Google allows, but no faster than the rate seen: the number of
 * concurrent calls and their duration may keep a run below the pace.
 */
async function secondsFor(
  { pace, clock, ceilingPerSecond }: RunViewPorts,
  users: number,
  seenPerSecond = Infinity,
): Promise<number> {
  const { perSecond, pauseMs } = paceAhead(await pace.read(), ceilingPerSecond, clock.now());
  const rate = Math.max(0.01, Math.min(perSecond, seenPerSecond));
  return Math.ceil(pauseMs / SECOND_MS + users / rate);
}

/** The same for a run that has not begun: at the rate of the fastest recent large run, apart from those that bind. */
export async function secondsForRun(ports: RunViewPorts, users: number): Promise<number> {
  const recent = (await ports.runs.besideProofs(RECENT)).filter(({ kind }) => kind !== 'prove');
  const rates = recent.flatMap((run) => rateOf(run, LARGE_RUN) ?? []);
  return secondsFor(ports, users, rates.length > 0 ? Math.max(...rates) : undefined);
}

/** Users processed per second of work; undefined: there were too few. */
function rateOf(run: Run, atLeast: number): number | undefined {
  const met = metBy(run);
  return met >= atLeast && run.workedMs > 0 ? (met * 1_000) / run.workedMs : undefined;
}
