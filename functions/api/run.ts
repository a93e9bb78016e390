import { z } from 'zod';
import { OrgUnitPath } from '../domain/org-unit-path';
import { RUN_KINDS, RUN_STATES, RUN_WAITS, STOP_REASONS } from '../domain/runs/run';
import { SKIP_REASONS } from '../domain/run-met';
import { MAX_USER_KEY_LENGTH, MAX_USER_KEYS, USER_KEY } from '../domain/scope-limits';
import { visibleOnly } from '../domain/visible-text';
import { Time } from './time';
import { type Answered, type Sent } from './wire';

const Unit = z.strictObject({ orgUnitPath: OrgUnitPath });

const UserKey = z
  .string()
  .min(1)
  .max(MAX_USER_KEY_LENGTH, { abort: true })
  .overwrite(visibleOnly)
  .regex(USER_KEY, 'Enter an address such as alice@example.com, or a numeric ID.');

const List = z.strictObject({ userKeys: z.array(UserKey).min(1).max(MAX_USER_KEYS) });

/** The users to rotate, as a call names them. */
export const Scope = z.union(
  [z.enum(['due', 'all']), Unit, List],
  'Use "due", "all", {"orgUnitPath": "/Path"} or {"userKeys": ["alice@example.com"]}.',
);

/** The users to give a password if they have none, as a call names them. */
export const IssueScope = z.union(
  [z.literal('all'), Unit, List],
  'Use "all", {"orgUnitPath": "/Path"} or {"userKeys": ["alice@example.com"]}.',
);

/** The bodies of `POST /v1/rotations`, `POST /v1/issuances` and `POST /v1/proofs`, and of their forecasts. */
export const RUN_REQUESTS = {
  rotate: z.strictObject({ scope: Scope }),
  issue: z.strictObject({ scope: IssueScope }),
  prove: z.strictObject({ scope: Scope }),
} as const;
export type RunRequest = Sent<(typeof RUN_REQUESTS)[keyof typeof RUN_REQUESTS]>;

/** The answer to those bodies: the run is recorded. */
export const RunStarted = z.object({ runId: z.string() }).meta({ id: 'RunStarted' });
export type RunStarted = Answered<typeof RunStarted>;

export const RunParams = z.object({ runId: z.string().min(1).max(64) });

/** A run as calls return it. */
export const RunAnswer = z
  .object({
    runId: z.string(),
    /**
     * `rotate`: a new password for users who have one. `issue`: a first password for users who have none.
     * `prove`: binds at Secure LDAP with the present passwords; `done` counts those that work, `failed` those
     * refused or not known.
     */
    kind: z.enum(RUN_KINDS),
    scope: Scope,
    state: z.enum(RUN_STATES),
    startedAt: Time,
    /** `schedule`, or the caller who started it. */
    startedBy: z.string(),
    /** Approximate while the run is active. At the end, the sum of the next four fields. */
    total: z.int(),
    done: z.int(),
    /** Users for whom it failed; a later run tries again. */
    failed: z.int(),
    parked: z.int(),
    skipped: z.int(),
    /** Skipped users by reason. */
    skippedBy: z.partialRecord(z.enum(SKIP_REASONS), z.int()),
    /** What the run waits for, if anything. */
    waitingFor: z.enum(RUN_WAITS).optional(),
    stopReason: z.enum(STOP_REASONS).optional(),
    finishedAt: Time.optional(),
    /** Approximate. Present while the run is active and nothing holds it back. */
    estimatedSecondsLeft: z.int().optional(),
  })
  .meta({ id: 'Run' });
export type RunAnswer = Answered<typeof RunAnswer>;
