import { z } from 'zod';
import { OrgUnitPath } from '../../domain/org-unit-path';
import {
  RUN_KINDS,
  RUN_STATES,
  RUN_WAITS,
  type RunScope,
  SKIP_REASONS,
  STOP_REASONS,
} from '../../domain/rotation/run';
import { type RunView } from '../../domain/rotation/run-view';
import { rfc3339 } from '../../domain/time';
import { visibleOnly } from '../../domain/visible-text';

const Unit = z.strictObject({ orgUnitPath: OrgUnitPath });

const UserKey = z
  .string()
  .min(1)
  .max(254, { abort: true })
  .overwrite(visibleOnly)
  .regex(
    /^(\d+|[^\s/\p{Cs}]+@[A-Za-z0-9.-]+)$/u,
    'Enter an address such as alice@example.com, or a numeric ID.',
  );

const List = z.strictObject({ userKeys: z.array(UserKey).min(1).max(500) });

/** Who is to be rotated, as a call names it. */
export const Scope = z.union(
  [z.enum(['due', 'all']), Unit, List],
  'Use "due", "all", {"orgUnitPath": "/Path"} or {"userKeys": ["alice@example.com"]}.',
);

/** Who is to be given a password if they have none, as a call names it. */
export const IssueScope = z.union(
  [z.literal('all'), Unit, List],
  'Use "all", {"orgUnitPath": "/Path"} or {"userKeys": ["alice@example.com"]}.',
);

/** A run as the calls show it. */
export const RunAnswer = z
  .object({
    runId: z.string(),
    /** `rotate`: another password for who has one; `issue`: a first one for who has none. */
    kind: z.enum(RUN_KINDS),
    scope: Scope,
    state: z.enum(RUN_STATES),
    startedAt: z.iso.datetime(),
    /** `schedule`, or who asked for it. */
    startedBy: z.string(),
    /** While it is active: about. In the end the sum of the four below. */
    total: z.int(),
    done: z.int(),
    /** Tried in vain; a later run tries again. */
    failed: z.int(),
    parked: z.int(),
    skipped: z.int(),
    /** Why users were left alone, by reason. */
    skippedBy: z.partialRecord(z.enum(SKIP_REASONS), z.int()),
    /** What it waits for, where it does. */
    waitingFor: z.enum(RUN_WAITS).optional(),
    stopReason: z.enum(STOP_REASONS).optional(),
    finishedAt: z.iso.datetime().optional(),
    /** While it is active and nothing holds it back: how long it will take yet, about. */
    estimatedSecondsLeft: z.int().optional(),
  })
  .meta({ id: 'Run' });
export type RunAnswer = z.infer<typeof RunAnswer>;

export function runAnswer({ run, total, secondsLeft }: RunView): RunAnswer {
  return {
    runId: run.runId,
    kind: run.kind,
    scope: scopeAnswer(run.scope),
    state: run.state,
    startedAt: rfc3339(run.startedAt),
    startedBy: run.startedBy,
    total,
    ...run.counts,
    skippedBy: run.skippedBy,
    ...(run.waitingFor ? { waitingFor: run.waitingFor } : {}),
    ...(run.stopReason ? { stopReason: run.stopReason } : {}),
    ...(run.finishedAt === undefined ? {} : { finishedAt: rfc3339(run.finishedAt) }),
    ...(secondsLeft === undefined ? {} : { estimatedSecondsLeft: secondsLeft }),
  };
}

const scopeAnswer = (scope: RunScope): RunAnswer['scope'] =>
  typeof scope === 'object' && 'userKeys' in scope ? { userKeys: [...scope.userKeys] } : scope;
