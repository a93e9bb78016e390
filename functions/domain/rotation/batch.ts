import { openCircuit, rightStillMissing } from '../configuration/circuit';
import { connectionWorks } from '../configuration/connection-works';
import { type GoogleFailure } from '../google-failure';
import { usersAtOnce } from '../pace/call-slots';
import { durationMs, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { type Entry } from './entry';
import { Meeting, type MeetingPlace } from './meeting';
import { type BatchResult, type Counted, type CountedInBatch, type CutBy, type Met } from './met';
import { hasFailed, isOutOfReach } from './run-batch';
import { type RunPorts } from './run-ports';

/** After this time, a batch starts no further user. */
export const BEGINS_FOR_MS = durationMs(15 * SECOND_MS);

/**
 * This many answers in a row from a Google that is out of reach are an outage. So are this many faults of our
 * own, if no user of the batch was processed.
 */
const OUTAGE = 5;

/** Attempts for one user whose calls Google's limits refuse while other users are answered. */
const ASKED_AT_MOST = 3;

/** Another entry of the batch names the same user. */
type Twin = { readonly entry: Entry; readonly of: Entry };
type Refused = { readonly meeting: Meeting; readonly known: boolean };

/** Processes the users of one batch, several at once. One user's failure affects that user only. */
export class Batch {
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  readonly #until: EpochMs;
  readonly #size: number;
  readonly #waiting: Meeting[];
  readonly #refused: Refused[] = [];
  readonly #putOff: Meeting[] = [];
  readonly #twins: Twin[] = [];
  #putOffMs = durationMs(0);
  readonly #counted: CountedInBatch[] = [];
  /** How many answers in a row, up to the last, say that Google is out of reach. */
  #outOfReach = 0;
  #faulted: Meeting[] = [];
  #faultsInARow = 0;
  #lastFault: unknown;
  #answered = 0;
  #broken: GoogleFailure | undefined;
  #cutBy: CutBy | undefined;

  constructor(ports: RunPorts, place: MeetingPlace, entries: readonly Entry[]) {
    this.#ports = ports;
    this.#place = place;
    this.#size = entries.length;
    this.#waiting = entries.map((entry) => new Meeting(ports, place, entry));
    this.#until = later(ports.clock.now(), BEGINS_FOR_MS);
  }

  /** Rejects in an outage of the platform: then no user of the batch was counted. */
  async meet(): Promise<BatchResult> {
    while (this.#waiting.length > 0 && this.#cutBy === undefined) {
      const length = this.#place.refusals.onTrial ? 1 : usersAtOnce(this.#ports.callsAtOnce);
      await Promise.all(Array.from({ length }, () => this.#work()));
      if (this.#isOutage()) throw this.#lastFault;
      await this.#judge();
    }
    await this.#settleRefused();
    await this.#settleFaulted();
    return {
      counted: this.#counted,
      putOff: this.#leftOver(),
      putOffMs: this.#putOffMs,
      ...(this.#cutBy === undefined ? {} : { cutBy: this.#cutBy }),
    };
  }

  /** Keys of the users not counted. All keys of one user stay together: one that is gone counts as counted. */
  #leftOver(): string[] {
    const left = [...this.#waiting, ...this.#putOff].map(({ entry }) => entry);
    const twins = this.#twins.filter(({ of }) => left.includes(of)).map(({ entry }) => entry);
    return [...left, ...twins].map(({ key }) => key);
  }

  async #work(): Promise<void> {
    while (!this.#mustStop()) {
      const meeting = this.#waiting.shift();
      if (meeting === undefined) return;
      const met = await this.#meetOne(meeting);
      if (met) await this.#take(meeting, met);
    }
  }

  /** If no user of this batch was processed for an hour, the users may be the cause after all. */
  #isOutage(): boolean {
    const { lastBatchAt } = this.#place.run;
    const again = this.#ports.clock.now() >= later(lastBatchAt, HOUR_MS);
    return this.#faultsInARow >= OUTAGE && this.#answered === 0 && !again;
  }

  #mustStop(): boolean {
    if (this.#waiting.length === 0) return true;
    if (this.#faultsInARow >= OUTAGE) this.#cutBy ??= 'time'; // an outage shows in the next batch
    if (this.#cutBy !== undefined || this.#broken) return true;
    const { refusals } = this.#place;
    if (refusals.suspicious || refusals.rightMissing) return true;
    if (this.#ports.clock.now() >= this.#until) this.#cutBy = 'time';
    return this.#cutBy !== undefined;
  }

  /** A fault of our own is this user's alone or an outage: the end of the batch decides. */
  async #meetOne(meeting: Meeting): Promise<Met | undefined> {
    try {
      const met = await meeting.meet();
      this.#faultsInARow = 0;
      if (met.kind !== 'throttled') this.#answered += 1;
      return met;
    } catch (error) {
      this.#faultsInARow += 1;
      this.#lastFault = error;
      this.#faulted.push(meeting);
      this.#ports.unexpected(error);
      return undefined;
    }
  }

  async #take(meeting: Meeting, met: Met): Promise<void> {
    switch (met.kind) {
      case 'passed':
        if (met.by) this.#twins.push({ entry: meeting.entry, of: met.by });
        return;
      case 'throttled':
        await this.#takeThrottled(meeting);
        return;
      case 'put-off':
        this.#putOff.push(meeting);
        this.#putOffMs = durationMs(Math.max(this.#putOffMs, met.waitMs));
        return;
      case 'refused':
        this.#refused.push({ meeting, known: met.known });
        return;
      case 'broken':
        this.#broken ??= met.failure;
        this.#putOff.push(meeting);
        return;
      case 'counted':
        this.#count(meeting, met);
    }
  }

  /** Google's limits concern all users, unless only one user runs into them repeatedly. */
  async #takeThrottled(meeting: Meeting): Promise<void> {
    meeting.timesThrottled += 1;
    const alone = this.#answered > 0 || this.#size === 1;
    if (meeting.timesThrottled < ASKED_AT_MOST || !alone) this.#waiting.push(meeting);
    else if (!meeting.entry.putOff) this.#putOff.push(meeting);
    else this.#count(meeting, await meeting.fail('quota-exceeded'));
    if (this.#place.throttle.isLongPause) this.#cutBy = 'pause';
  }

  #count({ account, userId }: Meeting, { met }: Counted): void {
    this.#counted.push({ ...met, failedBefore: hasFailed(account) });
    this.#outOfReach = isOutOfReach(met.code) ? this.#outOfReach + 1 : 0;
    if (this.#outOfReach >= OUTAGE) this.#cutBy ??= 'outage';
    this.#ports.told({ runId: this.#place.run.runId, userId: userId ?? '', ...met });
  }

  /** Decides whether the refusals in a row are the users' own or the connection is broken. */
  async #judge(): Promise<void> {
    const { configurations, clock, newId } = this.#ports;
    const { refusals, configuration } = this.#place;
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
    if (refusals.onTrial) await rightStillMissing(configurations, now);
  }

  /**
   * Users refused because of the connection are tried again after all others, one at a time while the right
   * is missing. If all are refused again, or the connection is not broken, the refusals are their own.
   */
  async #settleRefused(): Promise<void> {
    const { configuration, refusals, run } = this.#place;
    const others = run.hand.length + run.putOff.length;
    const triedAll = refusals.onTrial && refusals.trials > others;
    const isOwn = ({ known }: Refused): boolean => this.#cutBy !== 'broken' || triedAll || known;
    const own = this.#refused.filter(isOwn);
    this.#putOff.push(
      ...this.#refused.filter((each) => !isOwn(each)).map(({ meeting }) => meeting),
    );
    for (const { meeting } of own) {
      const mayPark = !refusals.mayConcernAll && !refusals.onTrial;
      const retryBudget = mayPark ? configuration.policy.retryBudget : undefined;
      this.#count(meeting, await meeting.fail('not-authorized', retryBudget));
    }
  }

  /**
   * Counts faults of our own as the users' failures where they can be recorded: then the platform works.
   * Rejects if there are `OUTAGE` or more and none can be recorded.
   */
  async #settleFaulted(): Promise<void> {
    const unnoted: Meeting[] = [];
    for (const meeting of this.#faulted) {
      const noted = await meeting.fail('platform-failed').catch(() => undefined);
      if (noted) this.#count(meeting, noted);
      else unnoted.push(meeting);
    }
    if (unnoted.length === this.#faulted.length && unnoted.length >= OUTAGE) throw this.#lastFault;
    for (const meeting of unnoted) this.#count(meeting, meeting.failUnnoted('platform-failed'));
  }
}
