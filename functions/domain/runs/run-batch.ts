import { type Account } from '../account';
import { type FirstWave } from '../configuration/policy';
import { type SkipReason } from '../run-met';
import { type DurationMs, durationMs, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { accountOf, type Entry } from './entry';
import { type BatchResult, type CountedInBatch } from './met';
import { type Cursor, ended, isActive, type Run } from './run';
import { writeSeen, type WriterPorts } from './run-writer';

/** Upper limits of a batch: its duration at the current pace, and its users. */
export const BATCH_SECONDS = 2;
const MOST = 2_000;

/** After this time, a batch starts no further user. */
export const BEGINS_FOR_MS = durationMs(15 * SECOND_MS);

/** Lower limit on the users of a first-wave batch: most of them may be skipped. */
const WAVE_LEAST = 5;

/** From this many on, users put off are tried before others: the record of the run holds their keys. */
const TOO_MANY_PUT_OFF = 1_000;

/**
 * Upper limit on the users put off in a first wave; further ones are tried in their turn: users put off tell nothing
 * of the connection, and are looked up one by one.
 */
const MOST_PUT_OFF = 200;

/** Whether the users put off come next: there are no others left, or they are too many to keep. */
export const takesPutOff = ({ cursor, hand, putOff }: Run): boolean =>
  hand.length === 0 &&
  putOff.length > 0 &&
  (cursor?.source === 'end' || putOff.length >= TOO_MANY_PUT_OFF);

export function batchSize(run: Run, firstWave: FirstWave, perSecond: number): number {
  const most = mostInBatch(perSecond);
  if (!isInWave(run, firstWave)) return most;
  const left = firstWave.size - (run.wave?.tried ?? 0);
  return Math.max(1, Math.min(most, Math.max(left, Math.min(firstWave.size, WAVE_LEAST))));
}

/** The users of a batch after the first wave. */
export const mostInBatch = (perSecond: number): number =>
  Math.max(1, Math.min(MOST, Math.floor(BATCH_SECONDS * perSecond)));

export const isInWave = ({ wave }: Pick<Run, 'wave'>, { size }: FirstWave): boolean =>
  wave !== undefined && size > 0;

/** A user whose last attempt failed says nothing about others, and comes after the first wave. */
export const hasFailed = (account: Account | undefined): boolean =>
  (account?.lastFailure?.attempts ?? 0) > 0;

/** Users to process now, and users to put off until the first wave is over. */
export function afterWave(
  run: Run,
  entries: readonly Entry[],
  firstWave: FirstWave,
): { readonly now: readonly Entry[]; readonly putOff: readonly string[] } {
  if (!isInWave(run, firstWave) || takesPutOff(run)) {
    return { now: entries, putOff: [] };
  }
  const room = Math.max(0, MOST_PUT_OFF - run.putOff.length);
  const failed = entries.filter((entry) => hasFailed(accountOf(entry))).slice(0, room);
  const later = new Set(failed);
  return {
    now: entries.filter((entry) => !later.has(entry)),
    putOff: failed.map(({ key }) => key),
  };
}

/** Records a batch as the run's hand, before any of its users is processed. */
export const takeBatch = (
  ports: WriterPorts,
  seen: Run,
  { next, now, putOff }: { next: Cursor; now: readonly Entry[]; putOff: readonly string[] },
): Promise<Run | undefined> =>
  writeSeen(ports, seen, ({ waitingFor: _, ...run }) => {
    if (!isActive(run)) return undefined;
    const taken = takesPutOff(run) ? now.length : 0;
    return {
      ...run,
      ...(seen.sharesLane ? { sharesLane: true } : {}),
      state: 'running',
      cursor: next,
      ...(run.hand.length > 0 || run.kind === 'prove' ? {} : { lastBatchAt: ports.clock.now() }),
      hand: now.map(({ key }) => key),
      putOff: [...run.putOff.slice(taken), ...putOff],
    };
  });

/**
 * Counts a batch, even if the run was stopped meanwhile. Judges the run if its first wave is over, and ends it
 * if no user is left.
 */
export const countBatch = (
  ports: WriterPorts,
  taken: Run,
  met: BatchResult,
  { workedMs, firstWave }: { readonly workedMs: DurationMs; readonly firstWave: FirstWave },
): Promise<Run | undefined> =>
  writeSeen(ports, taken, ({ stuckSince, ...run }) => {
    const lastBatchAt = ports.clock.now();
    const counts = { ...run.counts };
    const skippedBy: Partial<Record<SkipReason, number>> = { ...run.skippedBy };
    for (const { result, code } of met.counted) {
      counts[result] += 1;
      const reason = code as SkipReason;
      if (result === 'skipped') skippedBy[reason] = (skippedBy[reason] ?? 0) + 1;
    }
    const worked = durationMs(run.workedMs + workedMs);
    const refused = (run.newlyRefused ?? 0) + met.counted.filter(isNewlyRefused).length;
    const newlyRefused = refused === 0 ? {} : { newlyRefused: refused };
    const counted: Run = {
      ...run,
      ...newlyRefused,
      counts,
      skippedBy,
      workedMs: worked,
      lastBatchAt,
      ...(getsStuck(run, met) ? { stuckSince: stuckSince ?? lastBatchAt } : {}),
    };
    if (run.finishedAt !== undefined) return counted; // stopped while the batch was under way
    const putOff = [...run.putOff, ...met.putOff];
    const judged = judgedBy({ ...counted, hand: [], putOff }, met, firstWave);
    if (judged === 'failed') {
      return ended(counted, { state: 'stopped', stopReason: 'first-wave-failed' }, lastBatchAt);
    }
    return isOver(judged) ? ended(judged, { state: 'finished' }, lastBatchAt) : judged;
  });

/** Whether its last users had no other answer for an hour: their trouble is their own if others are answered. */
export const isStuck = ({ stuckSince }: Run, now: EpochMs): boolean =>
  stuckSince !== undefined && now >= later(stuckSince, HOUR_MS);

/** Only users put off are left, or too many of them, and none had an answer that cannot concern everybody. */
const getsStuck = (run: Run, { unanswered, putOff }: BatchResult): boolean =>
  unanswered === true && takesPutOff({ ...run, hand: [], putOff: [...run.putOff, ...putOff] });

/** Only a bind has this code. */
const isNewlyRefused = ({ code, failedBefore }: CountedInBatch): boolean =>
  code === 'ldap-refused' && !failedBefore;

/** Puts the users of a batch off, of whom none was counted: the batch does not count as one. */
export const putOffHand = (ports: WriterPorts, seen: Run): Promise<Run | undefined> =>
  writeSeen(ports, seen, (run) =>
    isActive(run) ? { ...run, hand: [], putOff: [...run.putOff, ...run.hand] } : undefined,
  );

const isOver = ({ cursor, putOff }: Run): boolean =>
  cursor?.source === 'end' && putOff.length === 0;

/** The run after this batch of its first wave; `failed`: too large a share of the wave failed. */
function judgedBy(run: Run, met: BatchResult, firstWave: FirstWave): Run | 'failed' {
  const { wave, ...rest } = run;
  if (wave === undefined || !isInWave(run, firstWave)) return run;
  const told = met.counted.filter(
    ({ result, code, failedBefore }) =>
      result !== 'skipped' && !failedBefore && !PASSING.has(code) && !isOutOfReach(code),
  );
  const tried = wave.tried + told.length;
  const failed = wave.failed + told.filter(({ result }) => result !== 'done').length;
  if (tried >= firstWave.size) {
    return failed / tried > firstWave.stopAtFailedShare ? 'failed' : rest;
  }
  return run.cursor?.source === 'end' ? rest : { ...rest, wave: { tried, failed } };
}

/** Failures that may concern all users, or pass within minutes: they do not count in a first wave. */
const PASSING: ReadonlySet<string | undefined> = new Set(['platform-failed', 'user-not-ready']);

export const isOutOfReach = (code: string | undefined): boolean =>
  code === 'google-unavailable' || code === 'no-answer';
