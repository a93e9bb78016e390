import { z } from 'zod';
import { RUN_STATES } from '../domain/runs/run';
import { isPossibleRunId } from '../domain/runs/run';
import { type Answered } from './wire';

const RunId = z.string().refine(isPossibleRunId, 'Use letters, digits and hyphens.');

/** The body of `POST /v1/rotations` at `rotation`. */
export const TickBody = z.object({
  /** The scope of the schedule: everybody who is due. */
  scope: z.literal('due').optional(),
  /** A run that was just requested: a worker carries it on. */
  runId: RunId.optional(),
});

/** The answer to it. */
export const TickAnswer = z.object({
  runId: z.string().optional(),
  /** The run's state, or `idle` if there is none. */
  state: z.enum([...RUN_STATES, 'idle']),
  /** How many accounts are due now. */
  due: z.int(),
  /** What the run waits for, or why there is none. */
  reason: z.string().optional(),
});
export type TickAnswer = Answered<typeof TickAnswer>;

/** The body of `POST /v1/rotation-tasks`. The second form is from the first release; its tasks do nothing. */
export const TaskBody = z.union([
  z.strictObject({ runId: RunId, slice: z.int().min(1) }),
  z.strictObject({
    userId: z.string(),
    runId: z.string(),
    decidedAt: z.number().optional(),
  }),
]);

/** The answer to it. */
export const TaskAnswer = z.object({ outcome: z.literal('carried-on') });
