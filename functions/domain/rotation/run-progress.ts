import { type Policy } from '../configuration/policy';
import {
  type DecidedPage,
  type PlannedPage,
  type Run,
  type RunScope,
  SCHEDULE,
  type StopReason,
  totalOf,
  userKeysOf,
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
  const done = Math.max(marks.done, run.progress?.done ?? 0);
  const left = Math.max(0, total - done - marks.parked - skipped);
  return { ...marks, done, skipped, total, left };
}

/** A page that was carried out is counted, and planning goes on after it. */
export function counted(run: Run, now: EpochMs): Run {
  const { page, cursor: _, ...rest } = run;
  if (page === undefined) return run;
  const { next } = page;
  return {
    ...rest,
    ...(isRepeated(run) ? { left: run.left + page.tasks.length } : firstCounts(run, page)),
    ...(userKeysOf(run.scope) && next !== undefined ? { named: namedAfter(run, page) } : {}),
    ...(next === undefined
      ? { state: 'running', progress: { marked: 0, ...run.progress, at: now } }
      : { cursor: next }),
  };
}

/** Whether the accounts that this pass enqueues were all enqueued before. */
export const isRepeated = ({ pass, secondLook }: Run): boolean => pass > 1 && pass !== secondLook;

/** Whom a list has named up to the end of this page, and who was enqueued. */
export const namedAfter = (run: Run, { tasks }: DecidedPage): readonly UserId[] => [
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

/** Notes how many accounts carry a mark, and since when; and how many were done at the most. */
export function noted(run: Run, marks: Marks, now: EpochMs): Run {
  const marked = marks.done + marks.failed + marks.parked + marks.skipped;
  const done = Math.max(marks.done, run.progress?.done ?? 0);
  if (run.progress?.marked === marked && run.progress.done === done) return run;
  return { ...run, progress: { marked, at: now, done } };
}

/** For how many milliseconds no mark has changed. */
export const idleOf = ({ progress, passStartedAt }: Run, now: EpochMs): number =>
  Math.max(0, now - Math.max(progress?.at ?? 0, passStartedAt));

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
