import { openCircuit, rightStillMissing } from '../configuration/circuit';
import { recordVerification } from '../configuration/verify-configuration';
import { type GoogleFailure } from '../google-failure';
import { type MetResult } from '../run-met';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, later, SECOND_MS } from '../time';
import { type Entry } from './entry';
import { type MeetingPlace, type Met, meetUser, type Refused } from './meet-user';
import { noteFailure } from './note-met';
import { type Counts, NO_COUNTS, type SkippedBy, type SkipReason } from './run';
import { type RunPorts } from './run-ports';

/** A batch begins with nobody any more after so long, whatever Google is like. */
export const BEGINS_FOR_MS = durationMs(15 * SECOND_MS);

/** So many answers in a row of a Google that is out of reach, or faults of our own, are an outage. */
const OUTAGE = 5;
const OUT_OF_REACH: ReadonlySet<string | undefined> = new Set(['google-unavailable', 'no-answer']);

/** A verification that worked stands for so long. */
const STANDS_MS = durationMs(60 * SECOND_MS);

/**
 * Why a batch ended with users left: its time was up; Google is to be given a rest; Google is out of
 * reach; the connection is broken, which opened the circuit.
 */
export type CutBy = 'time' | 'rest' | 'outage' | 'broken';

/** What became of a batch. `left`: who was not counted, to be met again. */
export type BatchResult = {
  readonly counts: Counts;
  readonly skippedBy: SkippedBy;
  /** Of those who count in the first wave. */
  readonly wave: { readonly tried: number; readonly failed: number };
  readonly left: readonly Entry[];
  /** How many users the batch had. */
  readonly size: number;
  readonly putOff: readonly string[];
  /** For how long those put off are somebody else's at most. */
  readonly putOffMs: DurationMs;
  readonly cutBy?: CutBy;
};

/** Meets the users of one batch, several side by side. One user's trouble is that user's alone. */
export class Batch {
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  readonly #until: EpochMs;
  readonly #inWave: (entry: Entry) => boolean;
  readonly #size: number;
  #waiting: Entry[];
  readonly #refused: { entry: Entry; noted: Refused }[] = [];
  readonly #left: Entry[] = [];
  readonly #putOff: string[] = [];
  #putOffMs = durationMs(0);
  readonly #counts: Record<MetResult, number> = { ...NO_COUNTS };
  readonly #skippedBy: Partial<Record<SkipReason, number>> = {};
  readonly #wave = { tried: 0, failed: 0 };
  #outOfReach = 0;
  #faults: unknown[] = [];
  readonly #faulted: Entry[] = [];
  #broken: GoogleFailure | undefined;
  #cutBy: CutBy | undefined;

  constructor(
    ports: RunPorts,
    place: MeetingPlace,
    { entries, inWave }: { entries: readonly Entry[]; inWave: (entry: Entry) => boolean },
  ) {
    this.#ports = ports;
    this.#place = place;
    this.#size = entries.length;
    this.#waiting = [...entries];
    this.#inWave = inWave;
    this.#until = later(ports.clock.now(), BEGINS_FOR_MS);
  }

  /** Rejects in an outage of the platform: then nothing of the batch was counted. */
  async meet(): Promise<BatchResult> {
    while (this.#waiting.length > 0 && this.#cutBy === undefined) {
      const { callsAtOnce } = this.#ports;
      await Promise.all(Array.from({ length: callsAtOnce }, () => this.#work()));
      if (this.#faults.length >= OUTAGE) throw this.#faults[0];
      await this.#judge();
    }
    await this.#settleRefused();
    for (const entry of this.#faulted) await this.#settleFaulted(entry);
    const left = [...this.#left, ...this.#waiting];
    return {
      counts: this.#counts,
      skippedBy: this.#skippedBy,
      wave: this.#wave,
      left,
      size: this.#size,
      putOff: this.#putOff,
      putOffMs: this.#putOffMs,
      ...(this.#cutBy === undefined ? {} : { cutBy: this.#cutBy }),
    };
  }

  async #work(): Promise<void> {
    for (;;) {
      if (this.#waiting.length === 0 || this.#mustStop()) return;
      const entry = this.#waiting.shift();
      if (entry === undefined) return;
      const met = await this.#meetOne(entry);
      if (met) await this.#take(entry, met);
    }
  }

  #mustStop(): boolean {
    if (this.#cutBy !== undefined || this.#broken || this.#faults.length >= OUTAGE) return true;
    const { refusals } = this.#place;
    if (refusals.suspicious || refusals.rightMissing) return true;
    if (this.#ports.clock.now() >= this.#until) this.#cutBy = 'time';
    return this.#cutBy !== undefined;
  }

  /** A fault of our own is this user's alone, unless it is everybody's: that is known in the end. */
  async #meetOne(entry: Entry): Promise<Met | undefined> {
    try {
      const met = await meetUser(this.#ports, this.#place, entry);
      this.#faults = [];
      return met;
    } catch (error) {
      this.#faults.push(error);
      this.#faulted.push(entry);
      this.#ports.unexpected(error);
      return undefined;
    }
  }

  async #take(entry: Entry, met: Met): Promise<void> {
    switch (met.kind) {
      case 'passed':
        return;
      case 'again':
        this.#waiting.push(entry);
        if (this.#place.throttle.rests) this.#cutBy = 'rest';
        return;
      case 'put-off':
        this.#putOff.push(entry.key);
        this.#putOffMs = durationMs(Math.max(this.#putOffMs, met.waitMs));
        return;
      case 'refused':
        this.#refused.push({ entry, noted: met.noted });
        return;
      case 'broken':
        this.#broken ??= met.failure;
        this.#left.push(entry);
        return;
      case 'counted':
        await this.#count(entry, met);
    }
  }

  async #count(entry: Entry, met: Extract<Met, { kind: 'counted' }>): Promise<void> {
    const { result, code } = met;
    const { runId, startedBy } = this.#place.run;
    this.#counts[result] += 1;
    if (result === 'skipped') {
      const reason = code as SkipReason;
      this.#skippedBy[reason] = (this.#skippedBy[reason] ?? 0) + 1;
    } else if (this.#inWave(entry)) {
      this.#wave.tried += 1;
      if (result !== 'done') this.#wave.failed += 1;
    }
    this.#outOfReach = OUT_OF_REACH.has(code) ? this.#outOfReach + 1 : 0;
    if (this.#outOfReach >= OUTAGE) this.#cutBy ??= 'outage';
    if (entry.unreadable && met.userId) {
      const { accounts, clock } = this.#ports;
      await accounts.putOff(met.userId, later(clock.now(), DAY_MS));
    }
    this.#ports.told({ ...met, runId, startedBy, userId: met.userId ?? '' });
  }

  /** Whose the refusals are that came in a row, and whether the connection is broken. */
  async #judge(): Promise<void> {
    const { configurations, clock, newId } = this.#ports;
    const { refusals, configuration, onTrial } = this.#place;
    if (refusals.suspicious) {
      if (await this.#connectionWorks()) refusals.verified();
      else this.#cutBy = 'broken';
    }
    const rightMissing = refusals.rightMissing || (onTrial && this.#refused.length > 0);
    if (rightMissing && this.#cutBy !== 'broken') this.#broken ??= { code: 'not-authorized' };
    if (!this.#broken) return;
    this.#cutBy = 'broken';
    const now = clock.now();
    await openCircuit(configurations, configuration, this.#broken, { now, eventId: newId() });
    if (onTrial) await rightStillMissing(configurations, now);
  }

  async #connectionWorks(): Promise<boolean> {
    const { configurations, clock } = this.#ports;
    const { verification } = await configurations.read();
    const stands =
      verification?.state === 'ok' && clock.now() < later(verification.checkedAt, STANDS_MS);
    if (stands) return true;
    const verified = await recordVerification(this.#ports);
    return verified.kind === 'verified' && verified.configuration.verification?.state === 'ok';
  }

  /** Those whom the connection was refused are met again; all others' refusal is their own. */
  async #settleRefused(): Promise<void> {
    for (const { entry, noted } of this.#refused) {
      if (this.#cutBy === 'broken') {
        this.#left.push(entry);
        continue;
      }
      const parks = !this.#place.refusals.mayConcernAll;
      const failure = { ...noted, code: 'not-authorized', parks };
      const met = await noteFailure(this.#ports, this.#place, failure);
      if (met.kind === 'counted') await this.#count(entry, met);
    }
  }

  /** Noted where that can be done; otherwise the user is due as before. */
  async #settleFaulted(entry: Entry): Promise<void> {
    const userId = entry.account?.userId ?? entry.user?.id;
    const code = 'platform-failed';
    const wantedSince = entry.account?.wantedSince ?? this.#place.run.startedAt;
    const noted = { userId, user: entry.user, wantedSince, code, parks: false };
    const met = await noteFailure(this.#ports, this.#place, noted).catch((): Met => ({
      kind: 'counted',
      result: 'failed',
      code,
      ...(userId ? { userId } : {}),
    }));
    if (met.kind === 'counted') await this.#count(entry, met);
  }
}
