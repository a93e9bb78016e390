import { openCircuit, rightStillMissing } from '../configuration/circuit';
import { type GoogleFailure } from '../google-failure';
import { DAY_MS, durationMs, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { usersAtOnce } from '../pace/call-slots';
import { type BatchResult, type CutBy, Tally } from './batch-result';
import { connectionWorks } from './connection-works';
import { type Entry } from './entry';
import { meetUser } from './meet-user';
import { countedAs, type Counted, type MeetingPlace, type Met, type Noted } from './met';
import { noteMet } from './note-met';
import { type RunPorts } from './run-ports';
import { wantedSince } from './standing';

/** A batch begins with nobody any more after so long, whatever Google is like. */
export const BEGINS_FOR_MS = durationMs(15 * SECOND_MS);

/**
 * So many answers in a row of a Google that is out of reach are an outage, and so many faults of our own,
 * if nobody of the batch was met.
 */
const OUTAGE = 5;

/** So often one user is asked for again at most, while others are answered. */
const ASKED_AT_MOST = 3;
const PLATFORM_FAILED = { code: 'platform-failed' } as const;

type Refused = Extract<Met, { kind: 'refused' }> & { readonly entry: Entry };

/** Meets the users of one batch, several side by side. One user's trouble is that user's alone. */
export class Batch {
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  readonly #until: EpochMs;
  readonly #inWave: (entry: Entry) => boolean;
  readonly #size: number;
  #waiting: Entry[];
  #refused: Refused[] = [];
  readonly #left: Entry[] = [];
  readonly #putOff: string[] = [];
  #putOffMs = durationMs(0);
  readonly #tally = new Tally();
  #faults: unknown[] = [];
  readonly #faulted: Entry[] = [];
  #answered = 0;
  readonly #timesThrottled = new Map<string, number>();
  #lastFault: unknown;
  readonly #countedIds = new Set<string>();
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
      const length = usersAtOnce(this.#ports.callsAtOnce);
      await Promise.all(Array.from({ length }, () => this.#work()));
      if (this.#isOutage()) throw this.#faults[0];
      await this.#judge();
    }
    await this.#settleRefused();
    await this.#settleFaulted();
    const left = [...this.#left, ...this.#waiting];
    return {
      counts: this.#tally.counts,
      skippedBy: this.#tally.skippedBy,
      wave: this.#tally.wave,
      left,
      refused: this.#refused.map(({ entry }) => entry.key),
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

  /** If nobody of the same batch was met for an hour, it may be the users after all. */
  #isOutage(): boolean {
    const { lastBatchAt } = this.#place.run;
    const again = this.#ports.clock.now() >= later(lastBatchAt, HOUR_MS);
    return this.#faults.length >= OUTAGE && this.#answered === 0 && !again;
  }

  #mustStop(): boolean {
    if (this.#faults.length >= OUTAGE) this.#cutBy ??= 'time'; // an outage shows in the next batch
    if (this.#cutBy !== undefined || this.#broken) return true;
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
      if (met.kind !== 'throttled') this.#answered += 1;
      return met;
    } catch (error) {
      this.#faults.push(error);
      this.#lastFault = error;
      this.#faulted.push(entry);
      this.#ports.unexpected(error);
      return undefined;
    }
  }

  async #take(entry: Entry, met: Met): Promise<void> {
    switch (met.kind) {
      case 'passed':
        return;
      case 'throttled':
        await this.#countThrottled(entry);
        return;
      case 'put-off':
        this.#putOff.push(entry.key);
        this.#putOffMs = durationMs(Math.max(this.#putOffMs, met.waitMs));
        return;
      case 'refused':
        this.#refused.push({ ...met, entry });
        return;
      case 'broken':
        this.#broken ??= met.failure;
        this.#left.push(entry);
        return;
      case 'counted':
        await this.#count(entry, met);
    }
  }

  /** Google's limits are everybody's; but those that one user alone meets, time and again, are not. */
  async #countThrottled(entry: Entry): Promise<void> {
    const times = (this.#timesThrottled.get(entry.key) ?? 0) + 1;
    this.#timesThrottled.set(entry.key, times);
    const alone = this.#answered > 0 || this.#size === 1;
    if (times < ASKED_AT_MOST || !alone) this.#waiting.push(entry);
    else if (!this.#place.last) this.#putOff.push(entry.key);
    else await this.#fail(entry, this.#whoOf(entry), { code: 'quota-exceeded' });
    if (this.#place.throttle.isLongPause) this.#cutBy = 'pause';
  }

  async #count(entry: Entry, met: Counted): Promise<void> {
    const { code, userId } = met;
    if (userId !== undefined && this.#countedIds.size === this.#countedIds.add(userId).size) return; // by another key
    this.#tally.add(met, this.#inWave(entry));
    if (this.#tally.outOfReach >= OUTAGE) this.#cutBy ??= 'outage';
    if (code === 'record-unreadable' && met.userId) {
      const { accounts, clock, unexpected } = this.#ports;
      await accounts.putOff(met.userId, later(clock.now(), DAY_MS)).catch(unexpected);
    }
    const who = { runId: this.#place.run.runId, userId: userId ?? '' };
    this.#ports.told({ ...who, result: met.result, ...(code === undefined ? {} : { code }) });
  }

  /** Whose the refusals are that came in a row, and whether the connection is broken. */
  async #judge(): Promise<void> {
    const { configurations, clock, newId } = this.#ports;
    const { refusals, configuration, onTrial } = this.#place;
    if (refusals.suspicious) {
      if (await connectionWorks(this.#ports)) refusals.verified();
      else this.#cutBy = 'broken';
    }
    if (refusals.rightMissing && this.#cutBy !== 'broken') {
      this.#broken ??= { code: 'not-authorized' };
    }
    if (!this.#broken) return;
    this.#cutBy = 'broken';
    const now = clock.now();
    await openCircuit(configurations, configuration, this.#broken, { now, eventId: newId() });
    if (onTrial) await rightStillMissing(configurations, now);
  }

  /**
   * Those whom the connection was refused are met again after all others, one at a time while the right is
   * missing: once each of them has tried in vain, it is their own affair, as it is of all others.
   */
  async #settleRefused(): Promise<void> {
    const { configuration, refusals, onTrial, run } = this.#place;
    const others = run.hand.length + run.putOff.length;
    const triedAll = onTrial && refusals.trials > others;
    const isOwn = ({ known }: Refused): boolean => this.#cutBy !== 'broken' || triedAll || known;
    const own = this.#refused.filter(isOwn);
    this.#refused = this.#refused.filter((each) => !isOwn(each));
    for (const { entry, noted } of own) {
      const { retryBudget } = configuration.policy;
      await this.#fail(entry, noted, {
        code: 'not-authorized',
        ...(refusals.mayConcernAll || onTrial ? {} : { retryBudget }),
      });
    }
  }

  /**
   * What failed of our own is the users' own where that can be noted: the platform works then. Rejects if
   * nothing can be noted of many.
   */
  async #settleFaulted(): Promise<void> {
    const faulted = this.#faulted.splice(0);
    const unnoted: Entry[] = [];
    for (const entry of faulted) {
      await this.#fail(entry, this.#whoOf(entry), PLATFORM_FAILED).catch(() => unnoted.push(entry));
    }
    if (unnoted.length === faulted.length && unnoted.length >= OUTAGE) throw this.#lastFault;
    for (const entry of unnoted) {
      const { userId } = this.#whoOf(entry);
      await this.#count(entry, countedAs({ result: 'failed', ...PLATFORM_FAILED }, userId));
    }
  }

  #whoOf({ account, user }: Entry): Noted {
    const since = wantedSince(account ?? undefined, this.#place, this.#ports.clock.now());
    return { userId: account?.userId ?? user?.id, user, wantedSince: since };
  }

  async #fail(
    entry: Entry,
    who: Noted,
    why: { readonly code: string; readonly retryBudget?: number },
  ): Promise<void> {
    const verdict = { result: 'failed', ...why } as const;
    await this.#count(entry, await noteMet(this.#ports, this.#place, who, verdict));
  }
}
