import { z } from 'zod';
import { OrgUnitPath } from '../../domain/org-unit-path';
import {
  type Run,
  RUN_STATES,
  RUN_WAITS,
  type RunScope,
  STOP_REASONS,
} from '../../domain/rotation/run';
import { type RunView } from '../../domain/rotation/run-view';
import { rfc3339 } from '../../domain/time';

/** Who is to be rotated, as a call names it. */
export const Scope = z.union(
  [
    z.enum(['due', 'all']),
    z.strictObject({ orgUnitPath: OrgUnitPath }),
    z.strictObject({
      userKeys: z
        .array(
          z
            .string()
            .min(1)
            .max(254)
            .regex(
              /^(\d+|[^\s/]+@[A-Za-z0-9.-]+)$/,
              'An address such as alice@example.com, or an id.',
            ),
        )
        .min(1)
        .max(500),
    }),
  ],
  'One of "due", "all", {"orgUnitPath": "/Path"} and {"userKeys": ["alice@example.com"]}.',
);

/** A run as the calls show it. */
export const RunAnswer = z.object({
  runId: z.string(),
  scope: Scope,
  state: z.enum(RUN_STATES),
  startedAt: z.iso.datetime(),
  /** `schedule`, or who asked for it. */
  startedBy: z.string(),
  /** While accounts are still being enqueued: about. */
  total: z.int(),
  done: z.int(),
  /** Tried in vain so far; they will be tried again. */
  failed: z.int(),
  parked: z.int(),
  skipped: z.int(),
  /** Why accounts were left alone, by reason. */
  skippedBy: z.record(z.string(), z.int()),
  /** What it waits for, where it does. */
  waitingFor: z.enum(RUN_WAITS).optional(),
  stopReason: z.enum(STOP_REASONS).optional(),
  finishedAt: z.iso.datetime().optional(),
  /** While it is active and nothing holds it back: how long it will take yet, about. */
  estimatedSecondsLeft: z.int().optional(),
});
export type RunAnswer = z.infer<typeof RunAnswer>;

export function runAnswer({ run, progress, secondsLeft }: RunView): RunAnswer {
  const { total, done, failed, parked, skipped } = progress;
  return {
    runId: run.runId,
    scope: scopeAnswer(run.scope),
    state: run.state,
    startedAt: rfc3339(run.startedAt),
    startedBy: run.startedBy,
    total,
    done,
    failed,
    parked,
    skipped,
    skippedBy: skippedBy(run),
    ...(run.waitingFor ? { waitingFor: run.waitingFor } : {}),
    ...(run.stopReason ? { stopReason: run.stopReason } : {}),
    ...(run.finishedAt === undefined ? {} : { finishedAt: rfc3339(run.finishedAt) }),
    ...(secondsLeft === undefined ? {} : { estimatedSecondsLeft: secondsLeft }),
  };
}

function skippedBy({ skipped, skippedLater = {} }: Run): Record<string, number> {
  const by: Record<string, number> = { ...skipped };
  for (const [reason, count] of Object.entries(skippedLater))
    by[reason] = (by[reason] ?? 0) + count;
  return by;
}

const scopeAnswer = (scope: RunScope): RunAnswer['scope'] =>
  typeof scope === 'object' && 'userKeys' in scope ? { userKeys: [...scope.userKeys] } : scope;
