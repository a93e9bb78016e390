import { type Policy } from '../configuration/policy';
import {
  type PlannedPage,
  type Run,
  type RunScope,
  SCHEDULE,
  type StopReason,
  totalOf,
} from './run';
import { type MarkOutcome } from '../run-mark';
import { newRunId } from './run-id';
import { type UserId } from '../account';
import { type RandomBytes } from '../passwords/password';
import { durationMs, type DurationMs, type EpochMs, SECOND_MS } from '../time';

export type Marks = Readonly<Record<MarkOutcome, number>>;

/** How far a run is. `left`: neither done, parked nor skipped. */
export type RunProgress = Marks & { readonly total: number; readonly left: number };

/** A run as it begins: with its first wave, if the policy has one. */
export function newRun(
  { scope, startedBy, now }: { scope: RunScope; startedBy: string; now: EpochMs },
  policy: Policy,
  randomBytes: RandomBytes,
): Run {
  return {
    runId: newRunId(now, randomBytes),
    scope,
    state: policy.firstWave.size > 0 ? 'first-wave' : 'planning',
    startedAt: now,
    startedBy,
    pass: 1,
    passStartedAt: now,
    enqueued: 0,
    skipped: {},
    unmarked: 0,
    left: 0,
  };
}

export const isScheduled = ({ startedBy }: Pick<Run, 'startedBy'>): boolean =>
  startedBy === SCHEDULE;

/** How far a run is, by the marks on the accounts, or by how it ended. */
export function progressOf(run: Run, marks: Marks): RunProgress {
  const total = totalOf(run);
  if (run.result) return { ...run.result, total, left: 0 };
  const skipped = marks.skipped + run.unmarked;
  const left = Math.max(0, total - marks.done - marks.parked - skipped);
  return { ...marks, skipped, total, left };
}

/** A page that was carried out is counted, and planning goes on after it. */
export function counted(run: Run, now: EpochMs): Run {
  const { page, cursor: _, ...rest } = run;
  if (page === undefined) return run;
  const { next } = page;
  return {
    ...rest,
    ...(run.pass === 1 ? firstCounts(run, page) : { left: run.left + page.tasks.length }),
    ...(isList(run.scope) && next !== undefined ? { named: named(run, page) } : {}),
    ...(next === undefined
      ? { state: 'running', progress: { marked: run.progress?.marked ?? 0, at: now } }
      : { cursor: next }),
  };
}

const isList = (scope: RunScope): boolean => typeof scope === 'object' && 'userKeys' in scope;

const named = (run: Run, { tasks }: PlannedPage): readonly UserId[] => [
  ...(run.named ?? []),
  ...tasks.map(({ userId }) => userId),
];

function firstCounts(
  run: Run,
  { tasks, skips }: PlannedPage,
): Pick<Run, 'enqueued' | 'skipped' | 'unmarked'> {
  const skipped = { ...run.skipped };
  for (const { reason } of skips) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return {
    enqueued: run.enqueued + tasks.length,
    skipped,
    unmarked: run.unmarked + skips.filter(({ userId }) => userId === undefined).length,
  };
}

/** Everybody who is left is enqueued again, under new names. */
export function nextPass(run: Run, now: EpochMs): Run {
  const { cursor: _, page: __, waitingFor: ___, named: ____, ...rest } = run;
  return { ...rest, state: 'planning', pass: run.pass + 1, passStartedAt: now, left: 0 };
}

/** Notes how many accounts carry a mark, and since when. */
export function noted(run: Run, marks: Marks, now: EpochMs): Run {
  const marked = marks.done + marks.failed + marks.parked + marks.skipped;
  if (run.progress?.marked === marked) return run;
  return { ...run, progress: { marked, at: now } };
}

/** Every account is settled. What another run's mark covers, or what is no longer there, is done. */
export function finished(run: Run, marks: Marks, now: EpochMs): Run {
  const { parked, skipped, total } = progressOf(run, marks);
  const done = Math.max(0, total - parked - skipped);
  return ended(run, { state: 'finished', result: { done, failed: 0, parked, skipped } }, now);
}

export function stopped(run: Run, marks: Marks, stopReason: StopReason, now: EpochMs): Run {
  const { done, failed, parked, skipped } = progressOf(run, marks);
  return ended(
    run,
    { state: 'stopped', stopReason, result: { done, failed, parked, skipped } },
    now,
  );
}

function ended(
  run: Run,
  how: Pick<Run, 'state' | 'stopReason' | 'result'>,
  finishedAt: EpochMs,
): Run {
  const { cursor: _, page: __, waitingFor: ___, followUpAt: ____, named: _____, ...rest } = run;
  return { ...rest, ...how, finishedAt };
}

/** How long that many accounts take at that rate; Google takes one call for each. */
export const timeFor = (accounts: number, perSecond: number): DurationMs =>
  durationMs(Math.ceil((accounts / perSecond) * SECOND_MS));
