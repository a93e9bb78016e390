import { type Run } from '../../functions/domain/runs/run';
import { durationMs, epochMs } from '../../functions/domain/time';

/** A run with only the fields that every run has: due accounts, started by the schedule, running. */
export const bareRun = (runId: string, startedAt: number, more: Partial<Run> = {}): Run => ({
  runId,
  kind: 'rotate',
  scope: 'due',
  state: 'running',
  startedAt: epochMs(startedAt),
  startedBy: 'schedule',
  slice: 1,
  step: 0,
  hand: [],
  putOff: [],
  counts: { done: 0, failed: 0, parked: 0, skipped: 0 },
  skippedBy: {},
  workedMs: durationMs(0),
  lastBatchAt: epochMs(startedAt),
  ...more,
});

/** A run with all optional fields. */
export const fullRun: Run = {
  runId: '20260101T000000123Z-0a1b2c3d',
  kind: 'issue',
  scope: { userKeys: ['zoë@bücher.example', '100000000000000000007'] },
  state: 'waiting',
  startedAt: epochMs(1767225600123),
  startedBy: 'system-management@example.com',
  customerId: 'C03az79cb',
  slice: 3,
  step: 41,
  cursor: { source: 'list', place: 'eyJhIjoxfQ' },
  hand: ['zoë@bücher.example'],
  putOff: ['100000000000000000009'],
  counts: { done: 9_500, failed: 2, parked: 3, skipped: 13 },
  skippedBy: { 'user-suspended': 12, 'has-password': 1 },
  wave: { tried: 10, failed: 2 },
  workedMs: durationMs(380_000),
  lastBatchAt: epochMs(1767225701000),
  newlyRefused: 2,
  sharesLane: true,
  stuckSince: epochMs(1767225602000),
  waitingFor: 'queue',
  stopReason: 'first-wave-failed',
  finishedAt: epochMs(1767225703000),
};
