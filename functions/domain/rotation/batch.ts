import {
  isReplaced,
  isTenantFailure,
  openCircuit,
  rightStillMissing,
} from '../configuration/circuit';
import { connectionWorks } from '../configuration/connection-works';
import { isAnswered } from '../configuration/is-answered';
import { type GoogleFailure } from '../google-failure';
import { usersAtOnce } from '../pace/call-slots';
import { durationMs, type EpochMs, HOUR_MS, later } from '../time';
import { type Entry } from '../runs/entry';
import { Meeting, type MeetingPlace } from './meeting';
import {
  type BatchResult,
  type Counted,
  type CountedInBatch,
  type CutBy,
  type Met,
} from '../runs/met';
import { BEGINS_FOR_MS, isOutOfReach, isStuck } from '../runs/run-batch';
import { type RunPorts } from '../runs/run-ports';

/**
 * This many answers in a row from a Google that is out of reach are an outage. So are this many faults of our
 * own, if no user of the batch was processed.
 */
const OUTAGE = 5;

/** Attempts for one user whose calls Google's limits refuse while other users are answered. */
const ASKED_AT_MOST = 3;

/** A user on whom the end of the batch decides. */
type Undecided = { readonly meeting: Meeting; readonly met: Met };

/** Processes the users of one batch, several at once. One user's failure affects that user only. */
export class Batch {
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  readonly #until: EpochMs;
  readonly #waiting: Meeting[];
  readonly #undecided: Undecided[] = [];
  readonly #counted: CountedInBatch[] = [];
  /** How many answers in a row, up to the last, say that Google is out of reach. */
  #outOfReach = 0;
  /** Faults of our own, how many of them came last, and how many could not be recorded. */
  readonly #faults = { all: 0, inARow: 0, unnoted: 0 };
  #lastFault: unknown;
  #answered = 0;
  /** The run is stuck, and Google shows somebody: whom it does not answer now is in trouble of their own. */
  #isStuck = false;
  /** Users counted for that. */
  #stuck = 0;
  #broken: GoogleFailure | undefined;
  #cutBy: CutBy | undefined;
  /** Another connection was saved meanwhile. Whom the former one was refused is tried by the new one. */
  #replaced = false;

  constructor(ports: RunPorts, place: MeetingPlace, entries: readonly Entry[]) {
    this.#ports = ports;
    this.#place = place;
    this.#waiting = entries.map((entry) => new Meeting(ports, place, entry));
    this.#until = later(ports.clock.now(), BEGINS_FOR_MS);
  }

  /** Rejects in an outage of the platform: then no user of the batch was counted. */
  async meet(): Promise<BatchResult> {
    const { run, refusals } = this.#place;
    const isOld = isStuck(run, this.#ports.clock.now());
    this.#isStuck = isOld && (await isAnswered(this.#place)); // no pause is in the way yet
    const isOneByOne = this.#isStuck || refusals.onTrial;
    const length = isOneByOne ? 1 : usersAtOnce(this.#ports.callsAtOnce);
    while (this.#waiting.length > 0 && this.#cutBy === undefined) {
      await Promise.all(Array.from({ length }, () => this.#work()));
      if (this.#isOutage()) throw this.#lastFault;
      await this.#judge();
    }
    const putOff = await this.#settle();
    const waitsMs = this.#undecided.map(({ met }) => (met.kind === 'put-off' ? met.waitMs : 0));
    return {
      counted: this.#counted,
      putOff,
      putOffMs: durationMs(Math.max(0, ...waitsMs)),
      ...(this.#cutBy === undefined ? {} : { cutBy: this.#cutBy }),
      ...(this.#isUnanswered ? { unanswered: true } : {}),
    };
  }

  get #isUnanswered(): boolean {
    const isNamed = this.#broken !== undefined && isTenantFailure(this.#broken);
    return (isNamed || this.#cutBy === 'pause') && this.#counted.length === this.#stuck;
  }

  async #work(): Promise<void> {
    while (!this.#mustStop()) {
      const meeting = this.#waiting.shift();
      if (meeting === undefined) return;
      await this.#take(meeting, await this.#meetOne(meeting));
    }
  }

  #isOutage(): boolean {
    return this.#faults.inARow >= OUTAGE && this.#answered === 0 && !this.#isOld();
  }

  /** If no user of this batch was counted for an hour, the users may be the cause after all. */
  #isOld(): boolean {
    const { lastBatchAt } = this.#place.run;
    return this.#ports.clock.now() >= later(lastBatchAt, HOUR_MS);
  }

  #mustStop(): boolean {
    if (this.#waiting.length === 0) return true;
    if (this.#faults.inARow >= OUTAGE) this.#cutBy ??= 'time'; // an outage shows in the next batch
    if (this.#cutBy !== undefined || this.#broken) return true;
    const { refusals } = this.#place;
    if (refusals.suspicious || refusals.areEnough) return true;
    if (this.#ports.clock.now() >= this.#until) this.#cutBy = 'time';
    return this.#cutBy !== undefined;
  }

  async #meetOne(meeting: Meeting): Promise<Met> {
    try {
      const met = await meeting.meet();
      this.#faults.inARow = 0;
      if (met.kind !== 'throttled') this.#answered += 1;
      return met;
    } catch (error) {
      this.#faults.all += 1;
      this.#faults.inARow += 1;
      this.#lastFault = error;
      this.#ports.unexpected(error);
      return { kind: 'faulted' };
    }
  }

  async #take(meeting: Meeting, met: Met): Promise<void> {
    if (met.kind === 'counted') this.#count(meeting, met);
    else if (met.kind === 'throttled') await this.#takeThrottled(meeting);
    else if (met.kind === 'broken') await this.#takeBroken(meeting, met);
    else if (met.kind !== 'passed') this.#undecided.push({ meeting, met });
  }

  /** A failure of the connection concerns all users. It does not hold the run for ever. */
  async #takeBroken(meeting: Meeting, met: Extract<Met, { kind: 'broken' }>): Promise<void> {
    this.#broken ??= met.failure;
    const { code } = met.failure;
    if (this.#isStuck) await this.#countStuck(meeting, code);
    else this.#undecided.push({ meeting, met });
  }

  async #countStuck(meeting: Meeting, code: string): Promise<void> {
    this.#stuck += 1;
    this.#count(meeting, await meeting.fail(code));
  }

  /** Google's limits concern all users, unless a user runs into them repeatedly and others do not. */
  async #takeThrottled(meeting: Meeting): Promise<void> {
    meeting.timesThrottled += 1;
    const isOwn =
      meeting.timesThrottled >= ASKED_AT_MOST && (await this.#areOthersAnswered(meeting));
    if (this.#isStuck) await this.#countStuck(meeting, 'quota-exceeded');
    else if (!isOwn) this.#waiting.push(meeting);
    else if (meeting.entry.putOff) this.#count(meeting, await meeting.fail('quota-exceeded'));
    else this.#undecided.push({ meeting, met: { kind: 'put-off', waitMs: durationMs(0) } });
    if (this.#place.throttle.isLongPause) this.#cutBy = 'pause';
  }

  /** After all others, only users in trouble may be left: then Google is asked for somebody else. */
  async #areOthersAnswered({ entry }: Meeting): Promise<boolean> {
    if (this.#answered === 0 && entry.putOff && (await isAnswered(this.#place)))
      this.#answered += 1;
    return this.#answered > 0;
  }

  #count({ failedBefore, userId }: Meeting, { met }: Counted): void {
    this.#counted.push({ ...met, failedBefore });
    this.#outOfReach = isOutOfReach(met.code) ? this.#outOfReach + 1 : 0;
    if (this.#outOfReach >= OUTAGE) this.#cutBy ??= 'outage';
    this.#ports.told({ runId: this.#place.run.runId, userId: userId ?? '', ...met });
  }

  /** Decides whether the refusals in a row are the users' own or the connection is broken. */
  async #judge(): Promise<void> {
    const { configurations, clock, newId } = this.#ports;
    const { refusals, configuration } = this.#place;
    const hasRefused = this.#undecided.some(({ met }) => met.kind === 'refused');
    this.#replaced = hasRefused && (await isReplaced(configurations, configuration));
    if (this.#replaced) {
      this.#cutBy = 'broken';
      return;
    }
    if (refusals.suspicious) {
      if (await connectionWorks(this.#ports)) refusals.notRefused();
      else this.#cutBy = 'broken';
    }
    if (refusals.rightMissing) this.#broken ??= { code: 'not-authorized' };
    if (!this.#broken) return;
    this.#cutBy = 'broken';
    const now = clock.now();
    await openCircuit(configurations, configuration, this.#broken, { now, eventId: newId() });
    if (refusals.onTrial) await rightStillMissing(configurations, configuration, now);
  }

  /**
   * Counts the undecided users whose trouble is their own, and returns the keys of the users left. Rejects in an
   * outage.
   */
  async #settle(): Promise<readonly string[]> {
    const decided: [Undecided, Counted | undefined][] = [];
    for (const each of this.#undecided) decided.push([each, await this.#decided(each)]);
    const { all, unnoted } = this.#faults;
    if (unnoted >= OUTAGE && unnoted === all && !this.#isOld()) throw this.#lastFault;
    const left = [...this.#waiting];
    for (const [{ meeting }, counted] of decided) {
      if (counted) this.#count(meeting, counted);
      else left.push(meeting);
    }
    return left.map(({ entry }) => entry.key);
  }

  /**
   * A user refused because of the connection is tried again after all others, one at a time while the right is
   * missing. If all are refused again, or the connection is not broken, the refusal is the user's own. A fault
   * of our own counts as the user's; one that can't be recorded, after all others.
   */
  async #decided({ meeting, met }: Undecided): Promise<Counted | undefined> {
    if (met.kind === 'faulted') {
      return meeting.fail('platform-failed').catch(() => {
        const { cursor } = this.#place.run;
        const isLast = meeting.entry.putOff === true || cursor?.source === 'end';
        if (!isLast) return undefined; // counted now, the sweep would count the user again
        this.#faults.unnoted += 1;
        return meeting.failUnnoted('platform-failed');
      });
    }
    const { configuration, refusals, run } = this.#place;
    const triedAll = refusals.onTrial && refusals.trials > run.hand.length + run.putOff.length;
    const isOwn = met.kind === 'refused' && (this.#cutBy !== 'broken' || triedAll || met.known);
    if (!isOwn || this.#replaced) return undefined;
    const mayPark = !refusals.mayConcernAll(meeting.account);
    return meeting.fail('not-authorized', mayPark ? configuration.policy.retryBudget : undefined);
  }
}
