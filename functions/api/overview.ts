import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { PROOF_STANDINGS } from '../domain/passwords/proof-dates';
import { AccountAnswer } from './account';
import { RunAnswer } from './run';
import { Time } from './time';
import { type Answered } from './wire';

const Window = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), until: Time }),
  z.object({ state: z.literal('closed'), opensAt: Time }),
]);

/** The answer of `GET /v1/overview`. */
export const OverviewAnswer = z
  .object({
    at: Time,
    /** How many accounts have each status. */
    accounts: z.record(z.enum(ACCOUNT_STATUSES), z.int()),
    /** The newest active run. */
    currentRun: RunAnswer.optional(),
    /** The newest run that has ended. */
    lastRun: RunAnswer.optional(),
    /** Newest first, including active runs; of the schedule's runs that prove, only the newest. */
    runs: z.array(RunAnswer),
    dueNow: z.int(),
    /** Includes those due now. */
    dueNext24Hours: z.int(),
    /** Due for more than a day. */
    overdue: z.int(),
    /** Accounts that a run could not give a password. They are tried again automatically. */
    retrying: z.int(),
    /** Accounts whose password somebody else has changed at Google. */
    drifted: z.int(),
    /** How many devices lack the current password, and how many users’ rotations wait for one. */
    devices: z.object({ behind: z.int(), waiting: z.int() }),
    /** The schedule is on hold until then, because its last run was stopped. */
    heldUntil: Time.optional(),
    /** The accounts with the newest failures, without those fixed since. */
    lastFailures: z.array(AccountAnswer),
    pace: z.object({
      perSecond: z.number(),
      ceilingPerSecond: z.number(),
      /** Google refused calls because of a rate limit: rotation pauses until then. */
      pausedUntil: Time.optional(),
    }),
    /** How many current passwords a bind has proved, how many it refused, and how many are not proved. */
    proofs: z.record(z.enum(PROOF_STANDINGS), z.int()),
    /** Secure LDAP, if a certificate is stored. `code`: why it fails, or that the certificate expires soon. */
    secureLdap: z
      .object({
        state: z.enum(['ok', 'failing', 'waiting']),
        notAfter: Time,
        code: z.string().optional(),
      })
      .optional(),
    /** The policy pauses the schedule. */
    paused: z.boolean(),
    /** When scheduled rotation may run. Absent: at any time. */
    window: Window.optional(),
    /** When runs that prove may bind. Absent: at any time. */
    proofWindow: Window.optional(),
  })
  .meta({ id: 'Overview' });
export type OverviewAnswer = Answered<typeof OverviewAnswer>;
