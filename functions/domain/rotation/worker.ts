import { isReplaced, isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { verifiedNow } from '../configuration/connection-works';
import { hasTurns } from '../configuration/policy-by-unit';
import { GOOGLE_FAILURES, type GoogleFailure, isQuotaFailure } from '../google-failure';
import { atMostAtOnce } from '../pace/call-slots';
import { TIMING } from '../passwords/timing';
import { Throttle, throttled } from '../pace/throttle';
import { collectEvents, type CollectedEvents } from '../publish-events';
import {
  type DurationMs,
  durationMs,
  type EpochMs,
  later,
  latest,
  SECOND_MS,
  until,
} from '../time';
import { Batch } from './batch';
import { type Entry } from '../runs/entry';
import { freeRuns, pickRun } from '../runs/free-runs';
import { holdLane, type LaneHold } from '../runs/hold-lane';
import { type Lane } from '../runs/lane';
import { Listing } from '../runs/listing';
import { type MeetingPlace } from './meeting';
import { Refusals } from './refusals';
import { type Run } from '../runs/run';
import {
  afterWave,
  batchSize,
  countBatch,
  mostInBatch,
  takeBatch,
  takesPutOff,
} from '../runs/run-batch';
import { type RunPorts } from '../runs/run-ports';
import { noteTried, noteWait } from '../runs/run-writer';
import { afterFirst, takeUsers } from './sources';

/** The wait when Google is out of reach or gives no useful answer. */
const UNREACHABLE_MS = durationMs(60 * SECOND_MS);

/** The gates of the runs decide whether one continues. */
export const AT_ONCE = durationMs(0);

/** Other calls hold a user no longer, though a clock that is set back says so. */
const LONGEST_LEASED_MS = durationMs(TIMING.leaseMs + TIMING.clockSkewMs);

/** Time limit of one search for users, so that the lane's lease is kept. */
const LOOKS_FOR_MS = durationMs(30 * SECOND_MS);

/** Works on runs, batch by batch, while it has the lane and time. */
export class Worker {
  readonly #ports: RunPorts;
  readonly #events: CollectedEvents;
  readonly #hold: LaneHold;
  readonly #until: EpochMs;
  readonly #throttle: Throttle;
  /** By run: a page serves several batches. */
  readonly #listings = new Map<string, Listing>();
  #refusals: Refusals | undefined;
  #listedUsers: number | undefined;
  #last: Run | undefined;
  /** The events of the batch before. Never rejects. */
  #published = Promise.resolve();
  /** Runs whose users Google does not list at the moment. */
  readonly #notListing = new Set<string>();
  /** Until then other calls may have leases on users put off. */
  #putOffUntil: EpochMs;

  constructor(ports: RunPorts, hold: LaneHold, sliceUntil: EpochMs) {
    this.#events = collectEvents(ports.accounts);
    this.#ports = { ...ports, accounts: this.#events.accounts };
    this.#hold = hold;
    this.#until = sliceUntil;
    this.#throttle = new Throttle(ports);
    this.#putOffUntil = ports.clock.now();
  }

  /** After how long runs may continue; `lost`: another worker has the lane. */
  async work(): Promise<DurationMs | 'lost'> {
    try {
      return await this.#batches();
    } finally {
      for (const listing of this.#listings.values()) listing.end();
      await this.#published;
    }
  }

  async #batches(): Promise<DurationMs | 'lost'> {
    for (;;) {
      const lane = await holdLane(this.#ports, this.#hold, this.noted);
      if ('busyMs' in lane) return 'lost';
      if (this.#ports.clock.now() >= this.#until) return AT_ONCE;
      const open = await this.#next(lane);
      const inMs = typeof open === 'number' ? open : await this.#batch(open, lane);
      await this.#published;
      this.#published = this.#events.publish(this.#ports); // while the next users are processed
      if (inMs !== undefined) return inMs;
    }
  }

  /** The lane with what this worker has learned, for later workers. */
  readonly noted = (lane: Lane): Lane => {
    const listedUsers = this.#listedUsers ?? lane.listedUsers;
    const refused = this.#refusals?.counts ?? lane.refused;
    return { ...lane, refused, ...(listedUsers === undefined ? {} : { listedUsers }) };
  };

  /** The next run with its connected directory, or after how long one may continue. */
  async #next(lane: Lane): Promise<MeetingPlace | DurationMs> {
    const { configurations, pace, traffic, clock, callsAtOnce } = this.#ports;
    const [configuration, known] = await Promise.all([configurations.read(), pace.read()]);
    traffic.pace = known;
    const { connection } = configuration;
    const free = await freeRuns(this.#ports, configuration, 'directory');
    const listed = free.filter(({ runId }) => !this.#notListing.has(runId));
    const run = pickRun(listed, this.#last, clock.now());
    if (connection === undefined || run === undefined) {
      return free.length > 0 ? UNREACHABLE_MS : AT_ONCE;
    }
    if (this.#throttle.isLongPause) return this.#pause(run);
    const connected = await this.#ports.directory.connect(connection);
    if (connected.kind === 'failed') {
      return this.#pauseBecause(run, configuration, connected.failure);
    }
    const atOnce = throttled(atMostAtOnce(connected.value, callsAtOnce, clock), this.#throttle);
    const refusals = new Refusals(lane, configuration, run);
    this.#refusals = refusals;
    const directory = refusals.watching(atOnce);
    const throttle = this.#throttle;
    return { run, configuration, directory, throttle, refusals };
  }

  /** After how long runs may continue; undefined: this worker goes on. */
  async #batch(open: MeetingPlace, lane: Lane): Promise<DurationMs | undefined> {
    const { clock } = this.#ports;
    const begunAt = clock.now();
    const { firstWave } = open.configuration.policy;
    const { onTrial, trialSize } = open.refusals;
    const { perSecond } = this.#throttle;
    const size = onTrial ? trialSize : batchSize(open.run, firstWave, perSecond);
    this.#last = open.run; // also if Google lists nobody: it is the others' turn
    const inHand = await this.#take(open, size, lane);
    if (typeof inHand !== 'object') return inHand;
    const { run, entries } = inHand;
    this.#last = run;
    this.#listingOf(run).lookAhead(onTrial ? trialSize : mostInBatch(perSecond));
    const met = await new Batch(this.#ports, { ...open, run }, entries).meet();
    const workedMs = until(begunAt, clock.now());
    const counted = await countBatch(this.#ports, run, met, { workedMs, firstWave });
    if (counted === undefined) return undefined;
    this.#last = counted;
    this.#putOffUntil = latest(this.#putOffUntil, later(clock.now(), met.putOffMs));
    if (met.cutBy === 'pause') return this.#pause(counted);
    if (met.cutBy === 'outage') return this.#pause(counted, UNREACHABLE_MS);
    return undefined; // for `broken`, the open circuit holds the run back
  }

  /** Takes users into the run's hand. */
  async #take(
    { run, configuration, directory }: MeetingPlace,
    size: number,
    lane: Lane,
  ): Promise<{ run: Run; entries: readonly Entry[] } | DurationMs | undefined> {
    const { clock } = this.#ports;
    const leasedMs = Math.min(until(clock.now(), this.#putOffUntil), LONGEST_LEASED_MS);
    if (takesPutOff(run) && leasedMs > 0) await clock.sleep(durationMs(leasedMs));
    const taken = await takeUsers(this.#ports, run, size, {
      listing: this.#listingOf(run),
      directory,
      turns: hasTurns(configuration.policy),
      listedUsers: lane.listedUsers,
      until: later(clock.now(), LOOKS_FOR_MS),
    });
    if (taken.kind === 'failed') return this.#notTaken(run, configuration, taken.failure);
    const { entries, next, listedUsers } = taken.value;
    this.#listedUsers = listedUsers ?? this.#listedUsers;
    const { now, putOff } = afterWave(run, entries, configuration.policy.firstWave);
    const written = await takeBatch(this.#ports, run, { next, now, putOff });
    if (written === undefined) this.#dropListing(run); // nobody has taken them
    return written && { run: written, entries: now };
  }

  /** Google did not list users: because of a quota, the connection or a failure of its own. */
  async #notTaken(
    run: Run,
    configuration: Configuration,
    failure: GoogleFailure,
  ): Promise<DurationMs | undefined> {
    if (isQuotaFailure(failure)) {
      if (!this.#throttle.isLongPause) return undefined; // the next turn waits it out
      await noteTried(this.#ports, run); // for the next worker, too, it is the others' turn
      return this.#pause(run);
    }
    if (failure.code === 'not-authorized') {
      if (await isReplaced(this.#ports.configurations, configuration)) return undefined;
      if (!(await verifiedNow(this.#ports))) return undefined; // the circuit is open now
    }
    const isOver = isTenantFailure(failure) || GOOGLE_FAILURES[failure.code] === 'later';
    const isAsked = run.scope === 'due' && failure.code === 'google-unavailable'; // look-ups may still work
    const next = afterFirst(run);
    if ((isOver && !isAsked) || next.source === 'end') {
      this.#notListing.add(run.runId); // the other runs continue
      const inMs = await this.#pauseBecause(run, configuration, failure);
      return isTenantFailure(failure) ? inMs : undefined;
    }
    if (!isAsked) this.#ports.unexpected(new Error(`Google does not list users: ${failure.code}.`));
    this.#dropListing(run);
    await takeBatch(this.#ports, run, { next, now: [], putOff: [] });
    return undefined;
  }

  async #pause(run: Run, inMs = this.#throttle.pauseMs): Promise<DurationMs> {
    await noteWait(this.#ports, run, 'google');
    return inMs;
  }

  /** A failure that only an administrator can fix opens the circuit, which holds the run; others let it wait for Google. */
  async #pauseBecause(
    run: Run,
    configuration: Configuration,
    failure: GoogleFailure,
  ): Promise<DurationMs> {
    if (!isTenantFailure(failure)) return this.#pause(run, UNREACHABLE_MS);
    const { configurations, clock, newId } = this.#ports;
    const told = { now: clock.now(), eventId: newId() };
    await openCircuit(configurations, configuration, failure, told);
    return AT_ONCE;
  }

  #dropListing({ runId }: Run): void {
    this.#listings.get(runId)?.end();
    this.#listings.delete(runId);
  }

  #listingOf({ runId }: Run): Listing {
    const known = this.#listings.get(runId) ?? new Listing(this.#ports.clock);
    this.#listings.set(runId, known);
    return known;
  }
}
