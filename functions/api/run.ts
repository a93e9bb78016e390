import { z } from 'zod';
import { OrgUnitPath } from '../domain/org-unit-path';
import { RUN_KINDS, RUN_STATES, RUN_WAITS, STOP_REASONS } from '../domain/rotation/run';
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

/** The bodies of `POST /v1/rotations` and `POST /v1/issuances`, and of their forecasts. */
export const RUN_REQUESTS = {
  rotate: z.strictObject({ scope: Scope }),
  issue: z.strictObject({ scope: IssueScope }),
} as const;
export type RunRequest = Sent<(typeof RUN_REQUESTS)[keyof typeof RUN_REQUESTS]>;

/** The answer to those bodies: the run is recorded. */
export const RunStarted = z.object({ runId: z.string() }).meta({ id: 'RunStarted' });
export type RunStarted = Answered<typeof RunStarted>;

export const RunParams = z.object({ runId: z.string().min(1).max(64) });

/** A run as the calls show it. */
export const RunAnswer = z
  .object({
    runId: z.string(),
    /** `rotate`: another password for who has one; `issue`: a first one for who has none. */
    kind: z.enum(RUN_KINDS),
    scope: Scope,
    state: z.enum(RUN_STATES),
    startedAt: Time,
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
    finishedAt: Time.optional(),
    /** While it is active and nothing holds it back: how long it will take yet, about. */
    estimatedSecondsLeft: z.int().optional(),
  })
  .meta({ id: 'Run' });
export type RunAnswer = Answered<typeof RunAnswer>;
