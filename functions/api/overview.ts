import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { AccountAnswer } from './account';
import { RunAnswer } from './run';
import { Time } from './time';
import { type Answered } from './wire';

/** The answer of `GET /v1/overview`. */
export const OverviewAnswer = z
  .object({
    at: Time,
    /** How many accounts have each status. */
    accounts: z.record(z.enum(ACCOUNT_STATUSES), z.int()),
    /** The newest run that is active. */
    currentRun: RunAnswer.optional(),
    /** The newest run that has ended. */
    lastRun: RunAnswer.optional(),
    /** The newest first, active ones too. */
    runs: z.array(RunAnswer),
    dueNow: z.int(),
    /** Those due now included. */
    dueNext24Hours: z.int(),
    /** Due for more than a day. */
    overdue: z.int(),
    /** A run could not give them a password: they are tried again by themselves. */
    retrying: z.int(),
    /** Until then the schedule stands still: its last run was stopped. */
    heldUntil: Time.optional(),
    /** Accounts whose last failure is the newest; without what was set right since. */
    lastFailures: z.array(AccountAnswer),
    pace: z.object({
      perSecond: z.number(),
      ceilingPerSecond: z.number(),
      /** Google refused calls for their number: rotation stands still until then. */
      pausedUntil: Time.optional(),
    }),
    /** The schedule is paused by the policy. */
    paused: z.boolean(),
    /** Absent: at any time. */
    window: z
      .discriminatedUnion('state', [
        z.object({ state: z.literal('open'), until: Time }),
        z.object({ state: z.literal('closed'), opensAt: Time }),
      ])
      .optional(),
  })
  .meta({ id: 'Overview' });
export type OverviewAnswer = Answered<typeof OverviewAnswer>;
