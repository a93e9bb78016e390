import { z } from 'zod';
import {
  type Counts,
  newRun,
  NO_COUNTS,
  type Run,
  RUN_WAITS,
  type SkippedBy,
  STOP_REASONS,
} from '../domain/runs/run';
import { SKIP_REASONS } from '../domain/run-met';
import { documentReader } from './document-reader';
import { Count, Version } from './stored-document';
import { type Fields, Moment } from './stored-field';

export const Reasons = z.partialRecord(z.enum(SKIP_REASONS), Count);
export const Results = z.object({
  done: Count,
  failed: Count,
  parked: Count,
  skipped: Count,
} satisfies Fields<Counts>);
export const StoredScope = z.union([
  z.enum(['due', 'all']),
  z.object({ orgUnitPath: z.string() }),
  z.object({ userKeys: z.array(z.string()) }),
]);

/** The active states of a run in the first release. */
const ACTIVE_STATES = ['first-wave', 'planning', 'running'] as const;

/** A run in the format of the first release, without the fields that only its planner needed. */
const FirstRun = z.object({
  schemaVersion: Version,
  runId: z.string().min(1),
  scope: StoredScope,
  state: z.enum([...ACTIVE_STATES, 'stopped', 'finished']),
  startedAt: Moment,
  startedBy: z.string(),
  pass: Count,
  skipped: Reasons,
  skippedLater: Reasons.exactOptional(),
  waitingFor: z.enum(RUN_WAITS).exactOptional(),
  stopReason: z.enum(STOP_REASONS).exactOptional(),
  finishedAt: Moment.exactOptional(),
  result: Results.exactOptional(),
});
type FirstRun = z.infer<typeof FirstRun>;

/** Only the first release counted passes. It had no slices. */
export const isOfFirstRelease = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'pass' in data && !('slice' in data);

/**
 * Reads a run of the first release. An active run starts over. Users whose password was created since the
 * run started are done and cost no call.
 */
export const readFirstRun = documentReader<Run>(FirstRun.transform(inPresentForm));

function inPresentForm({ runId, scope, startedAt, startedBy, ...first }: FirstRun): Run {
  const run = newRun({ runId, kind: 'rotate', scope, startedBy, startedAt });
  const { state, waitingFor, stopReason, finishedAt } = first;
  if (state !== 'stopped' && state !== 'finished') {
    return waitingFor === undefined ? run : { ...run, state: 'waiting', waitingFor };
  }
  return {
    ...run,
    state,
    counts: first.result ?? NO_COUNTS,
    skippedBy: summed(first.skipped, first.skippedLater ?? {}),
    ...(stopReason !== undefined && { stopReason }),
    ...(finishedAt !== undefined && { finishedAt }),
  };
}

function summed(one: SkippedBy, other: SkippedBy): SkippedBy {
  const reasons = SKIP_REASONS.filter((reason) => reason in one || reason in other);
  return Object.fromEntries(
    reasons.map((reason) => [reason, (one[reason] ?? 0) + (other[reason] ?? 0)]),
  );
}
