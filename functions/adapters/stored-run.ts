import { z } from 'zod';
import { type Pace } from '../domain/rotation/pace';
import {
  type PlannedSkip,
  type PlannedTask,
  type Run,
  RUN_STATES,
  RUN_WAITS,
  SKIP_REASONS,
  STOP_REASONS,
  type WaveCount,
} from '../domain/rotation/run';
import {
  Count,
  documentReader,
  type Fields,
  Id,
  Moment,
  type TopFields,
  Version,
} from './stored-document';

const Reason = z.enum(SKIP_REASONS);

const StoredScope = z.union([
  z.enum(['due', 'all']),
  z.object({ orgUnitPath: z.string() }),
  z.object({ userKeys: z.array(z.string()) }),
]);

const StoredPage = z.object({
  decidedAt: Moment,
  tasks: z.array(
    z.object({ userId: Id, unseen: z.literal(true).exactOptional() } satisfies Fields<PlannedTask>),
  ),
  skips: z.array(
    z.object({ userId: Id.exactOptional(), reason: Reason } satisfies Fields<PlannedSkip>),
  ),
  next: z.string().exactOptional(),
} satisfies Fields<NonNullable<Run['page']>>);

const StoredResult = z.object({
  done: Count,
  failed: Count,
  parked: Count,
  skipped: Count,
} satisfies Fields<NonNullable<Run['result']>>);

const StoredWaveCount = z.object({
  enqueued: Count,
  answered: Count,
  tried: Count,
  inVain: Count,
} satisfies Fields<WaveCount>);

const StoredRun = z
  .object({
    schemaVersion: Version,
    runId: z.string().min(1),
    scope: StoredScope,
    state: z.enum(RUN_STATES),
    startedAt: Moment,
    startedBy: z.string(),
    pass: Count,
    passStartedAt: Moment,
    secondLook: Count.exactOptional(),
    cursor: z.string().exactOptional(),
    page: StoredPage.exactOptional(),
    enqueued: Count,
    skipped: z.partialRecord(Reason, Count),
    skippedLater: z.partialRecord(Reason, Count).exactOptional(),
    unmarked: Count,
    left: Count,
    beforeWave: StoredWaveCount.exactOptional(),
    named: z.array(Id).exactOptional(),
    listedUsers: Count.exactOptional(),
    waitingFor: z.enum(RUN_WAITS).exactOptional(),
    progress: z.object({ marked: Count, at: Moment, done: Count.exactOptional() }).exactOptional(),
    resumed: z.object({ at: Moment, done: Count }).exactOptional(),
    followUpAt: Moment.exactOptional(),
    stopReason: z.enum(STOP_REASONS).exactOptional(),
    finishedAt: Moment.exactOptional(),
    result: StoredResult.exactOptional(),
    lease: z.object({ holder: z.string(), until: Moment }).exactOptional(),
  } satisfies TopFields<Run>)
  .transform(({ schemaVersion: _, ...run }): Run => run);

const StoredPace = z
  .object({
    schemaVersion: Version,
    callsPerSecond: z.number().min(0),
    pausedUntil: Moment.exactOptional(),
    refusals: Count,
    updatedAt: Moment,
  } satisfies TopFields<Pace>)
  .transform(({ schemaVersion: _, ...pace }): Pace => pace);

/** As `readAccount`, for a rotation run. */
export const readRun = documentReader<Run>(StoredRun);

/** As `readAccount`, for the pace. */
export const readPace = documentReader<Pace>(StoredPace);
