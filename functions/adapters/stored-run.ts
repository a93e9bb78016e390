import { z } from 'zod';
import { type IssueLook, type Lane } from '../domain/runs/lane';
import { type Pace } from '../domain/pace/pace';
import { type BindPace } from '../domain/proofs/bind-pace';
import {
  type Cursor,
  CURSOR_SOURCES,
  type Run,
  RUN_KINDS,
  RUN_STATES,
  RUN_WAITS,
  STOP_REASONS,
} from '../domain/runs/run';
import { durationMs } from '../domain/time';
import { documentReader, readApart, type UnreadableDocument } from './document-reader';
import { Count, type TopFields, Version } from './stored-document';
import { type Fields, Moment } from './stored-field';
import { isOfFirstRelease, readFirstRun, Reasons, Results, StoredScope } from './stored-first-run';

/** Negative where release 0.1.0 ran while the clock was set back. */
const Elapsed = z.number().transform((ms) => durationMs(Math.max(0, ms)));

const StoredRun = z
  .object({
    schemaVersion: Version,
    runId: z.string().min(1),
    kind: z.enum(RUN_KINDS),
    scope: StoredScope,
    state: z.enum(RUN_STATES),
    startedAt: Moment,
    startedBy: z.string(),
    customerId: z.string().exactOptional(),
    slice: Count,
    cursor: z
      .object({
        source: z.enum(CURSOR_SOURCES),
        place: z.string().exactOptional(),
      } satisfies Fields<Cursor>)
      .exactOptional(),
    hand: z.array(z.string()),
    putOff: z.array(z.string()),
    counts: Results,
    skippedBy: Reasons,
    wave: z.object({ tried: Count, failed: Count }).exactOptional(),
    workedMs: Elapsed,
    lastBatchAt: Moment,
    newlyRefused: Count.exactOptional(),
    sharesLane: z.literal(true).exactOptional(),
    stuckSince: Moment.exactOptional(),
    step: Count,
    waitingFor: z.enum(RUN_WAITS).exactOptional(),
    stopReason: z.enum(STOP_REASONS).exactOptional(),
    finishedAt: Moment.exactOptional(),
  } satisfies TopFields<Run>)
  .transform(({ schemaVersion: _, ...run }): Run => run);

const StoredLane = z
  .object({
    schemaVersion: Version,
    lease: z.object({ holder: z.string(), until: Moment }).exactOptional(),
    refused: z.object({
      calls: Count,
      updates: Count,
      known: Count.exactOptional(),
      connectedAt: Moment.exactOptional(),
    } satisfies Fields<Lane['refused']>),
    listedUsers: Count.exactOptional(),
    upkeep: z
      .object({
        purpose: z.string(),
        place: z.string().exactOptional(),
        done: z.literal(true).exactOptional(),
      } satisfies Fields<NonNullable<Lane['upkeep']>>)
      .exactOptional(),
    unitLook: z
      .object({
        begunAt: Moment,
        place: z.string().exactOptional(),
      } satisfies Fields<NonNullable<Lane['unitLook']>>)
      .exactOptional(),
    retentionLook: z
      .object({
        rules: z.string(),
        until: Moment,
        allAt: Moment,
      } satisfies Fields<NonNullable<Lane['retentionLook']>>)
      .exactOptional(),
    issueLooks: z
      .array(
        z.object({
          unit: z.string(),
          connectedAt: Moment,
          begunAt: Moment,
          digest: z.string().exactOptional(),
          runId: z.string().exactOptional(),
          isFirst: z.boolean().exactOptional(),
          left: z.object({ place: z.string(), digest: z.string() }).exactOptional(),
        } satisfies Fields<IssueLook>),
      )
      .exactOptional(),
  } satisfies TopFields<Lane>)
  .transform(({ schemaVersion: _, ...lane }): Lane => lane);

const StoredPace = z
  .object({
    schemaVersion: Version,
    callsPerSecond: z.number().min(0),
    pausedUntil: Moment.exactOptional(),
    refusals: Count,
    updatedAt: Moment,
  } satisfies TopFields<Pace>)
  .transform(({ schemaVersion: _, ...pace }): Pace => pace);

const StoredBindPace = z
  .object({
    schemaVersion: Version,
    runsAt: Moment,
    waitedAt: Moment,
    nextAt: Moment,
    recent: z.array(Moment).exactOptional(),
    pausedUntil: Moment.exactOptional(),
  } satisfies TopFields<BindPace>)
  .transform(({ schemaVersion: _, ...pace }): BindPace => pace);

const readPresentRun = documentReader<Run>(StoredRun);

/** Like `readAccount`, for a run. A run of the first release is continued. */
export const readRun = (path: string, data: unknown): Run =>
  isOfFirstRelease(data) ? readFirstRun(path, data) : readPresentRun(path, data);

/**
 * The runs in these documents, in the same order, and the reasons why the other documents are unreadable.
 */
export function foundRuns(
  documents: readonly { readonly path: string; readonly data: unknown }[],
): {
  readonly runs: readonly Run[];
  readonly unreadable: readonly UnreadableDocument[];
} {
  const { found: runs, unreadable } = readApart(readRun, documents);
  return { runs, unreadable };
}

/** Like `readAccount`, for a lane. */
export const readLane = documentReader<Lane>(StoredLane);

/** Like `readAccount`, for the pace. */
export const readPace = documentReader<Pace>(StoredPace);

/** Like `readAccount`, for the pace of binds. */
export const readBindPace = documentReader<BindPace>(StoredBindPace);
