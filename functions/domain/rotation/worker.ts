import { type Directory } from '../../ports/directory';
import { verifiedNow } from '../configuration/connection-works';
import { isRightMissing, isTenantFailure } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { GOOGLE_FAILURES, type GoogleFailure, isQuotaFailure } from '../google-failure';
import { collectEvents, type CollectedEvents } from '../publish-events';
import { durationMs, type EpochMs, later, latest, until } from '../time';
import { Batch } from './batch';
import { type BatchResult } from './batch-result';
import { type Entry } from './entry';
import { freeRuns, pickRun } from './free-runs';
import { type Lane } from './lane';
import { type LaneHold } from './lane-hold';
import { Refusals } from './refusals';
import { pauseBecause, pauseRun, UNREACHABLE_MS, type WorkEnd } from './pause-run';
import { type Run } from './run';
import { afterWave, batchSize, isLast } from './run-batch';
import { type RunPorts } from './run-ports';
import { countBatch, takeBatch, takeOver, type Written } from './run-writer';
import { stopAll } from './start-run';
import { STALE_AFTER_MS } from './listing-source';
import { Taking, withoutListing } from './taking';
import { atMostAtOnce } from '../pace/call-slots';
import { Throttle, throttled } from '../pace/throttle';

/** What one batch is worked on with, read again for each. */
type Open = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
};

/** A batch as it was recorded in the run's hand. */
type InHand = {
  readonly run: Run;
  readonly entries: readonly Entry[];
  readonly last: boolean;
};

/** Carries runs on, one batch after the other, for as long as it has the lane and time. */
export class Worker {
  readonly #ports: RunPorts;
  readonly #events: CollectedEvents;
  readonly #hold: LaneHold;
  readonly #until: EpochMs;
  readonly #throttle: Throttle;
  readonly #takings = new Map<string, Taking>();
  #lane: Lane;
  #refusals: Refusals | undefined;
  #listedUsers: number | undefined;
  #open: Open | undefined;
  #last: Run | undefined;
  /** Whose users Google does not list at the moment. */
  readonly #notListing = new Set<string>();
  /** What batches left in the hands of their runs, with what was known of it and when, by run and key. */
  readonly #left = new Map<string, { readonly entry: Entry; readonly at: EpochMs }>();
  #putOffUntil: EpochMs;

  constructor(ports: RunPorts, hold: LaneHold, { lane, until }: { lane: Lane; until: EpochMs }) {
    this.#events = collectEvents(ports.accounts);
    this.#ports = { ...ports, accounts: this.#events.accounts };
    this.#hold = hold;
    this.#lane = lane;
    this.#until = until;
    this.#throttle = new Throttle(ports);
    this.#putOffUntil = ports.clock.now();
  }

  async work(): Promise<WorkEnd> {
    for (;;) {
      const lane = await this.#hold.renew(this.noted);
      if (lane === undefined) return { kind: 'lost' };
      this.#lane = lane;
      if (this.#ports.clock.now() >= this.#until) return { kind: 'time' };
      const open = await this.#next();
      if ('kind' in open) return open;
      this.#open = open;
      const end = await this.#batch(open);
      await this.#events.publish(this.#ports);
      if (end) return end;
    }
  }

  /** The lane with what this worker has learned, which outlasts it. */
  readonly noted = (lane: Lane): Lane => {
    const listedUsers = this.#listedUsers ?? lane.listedUsers;
    const refused = this.#refusals?.counts ?? lane.refused;
    return { ...lane, refused, ...(listedUsers === undefined ? {} : { listedUsers }) };
  };

  /** The run that goes next, signed in; or that none can go on. */
  async #next(): Promise<Open | WorkEnd> {
    const { configurations, pace, traffic, clock, directory } = this.#ports;
    const [configuration, known] = await Promise.all([configurations.read(), pace.read()]);
    traffic.pace = known;
    const { connection } = configuration;
    if (connection === undefined) {
      await stopAll(this.#ports);
      return { kind: 'idle' };
    }
    const free = await freeRuns(this.#ports, configuration);
    const listed = free.filter(({ runId }) => !this.#notListing.has(runId));
    const run = pickRun(listed, this.#last, clock.now());
    if (run === undefined) {
      return free.length > 0 ? { kind: 'idle', inMs: UNREACHABLE_MS } : { kind: 'idle' };
    }
    if (this.#throttle.isLongPause) return pauseRun(this.#ports, run, this.#throttle.pauseMs);
    const connected = await directory.connect(connection);
    if (connected.kind === 'failed') return pauseBecause(this.#ports, run, connected.failure);
    const { adminUsername } = connection;
    const { callsAtOnce } = this.#ports;
    const atOnce = atMostAtOnce(connected.value, callsAtOnce, clock);
    return { run, configuration, adminUsername, directory: throttled(atOnce, this.#throttle) };
  }

  /** Undefined: there may be more to do. */
  async #batch(open: Open): Promise<WorkEnd | undefined> {
    const { clock } = this.#ports;
    const begunAt = clock.now();
    const onTrial = isRightMissing(open.configuration);
    const refusals = new Refusals(this.noted(this.#lane), onTrial);
    this.#refusals = refusals;
    const { firstWave } = open.configuration.policy;
    const size = onTrial ? 1 : batchSize(open.run, firstWave, this.#throttle.perSecond);
    const inHand = await this.#take(open, size);
    if (!('entries' in inHand)) return inHand.end;
    this.#last = inHand.run;
    this.#takings.get(inHand.run.runId)?.lookAhead(size);
    const meetingWith = { throttle: this.#throttle, refusals, onTrial, metBy: new Map() };
    const place = { ...open, ...inHand, ...meetingWith };
    const met = await new Batch(this.#ports, place, inHand.entries).meet();
    const workedMs = durationMs(clock.now() - begunAt);
    const counted = await countBatch(this.#ports, inHand.run, met, { workedMs, firstWave });
    return this.#after(counted, met);
  }

  /** Takes users into the run's hand; those that are there already go first. */
  async #take(open: Open, size: number): Promise<InHand | { readonly end: WorkEnd | undefined }> {
    const { run, configuration } = open;
    if (run.hand.length > 0) {
      const written = await takeOver(
        this.#ports,
        run,
        (key) => isRightMissing(configuration) || this.#left.has(placeOf(run, key)),
      );
      if (typeof written === 'string') return over(written);
      const entries = written.hand.slice(0, size).map((key) => this.#leftIn(run, key));
      return { run: written, entries, last: isLast(run) };
    }
    if (run.cursor?.source === 'put-off') await this.#waitForOthers();
    const taken = await this.#takingOf(run).take(run, size, this.#lane.listedUsers);
    if (taken.kind === 'failed') return { end: await this.#notTaken(run, taken.failure) };
    const { entries, next } = taken.value;
    const { now, putOff } = afterWave(run, entries, configuration.policy.firstWave);
    const written = await takeBatch(this.#ports, run, { next, now, putOff });
    return typeof written === 'string'
      ? over(written)
      : { run: written, entries: now, last: isLast(run) };
  }

  /** One of the hand: whoever this worker did not leave there itself may have been met by another. */
  #leftIn(run: Run, key: string): Entry {
    const known = this.#left.get(placeOf(run, key));
    if (known === undefined) return { key, resumed: true };
    const { entry, at } = known;
    if (this.#ports.clock.now() < later(at, STALE_AFTER_MS)) return entry;
    const { user: _, account: __, unreadable: ___, ...marks } = entry;
    return marks;
  }

  /** Whoever was at work on those that were put off is done by then, or was killed. */
  async #waitForOthers(): Promise<void> {
    const { clock } = this.#ports;
    const leftMs = until(clock.now(), this.#putOffUntil);
    if (leftMs > 0) await clock.sleep(leftMs);
  }

  async #after(run: Written, met: BatchResult): Promise<WorkEnd | undefined> {
    if (typeof run === 'string') return over(run).end;
    this.#last = run;
    const at = this.#ports.clock.now();
    for (const entry of met.left) this.#left.set(placeOf(run, entry.key), { entry, at });
    this.#putOffUntil = latest(this.#putOffUntil, later(at, met.putOffMs));
    if (met.cutBy === 'pause') return pauseRun(this.#ports, run, this.#throttle.pauseMs);
    if (met.cutBy === 'outage') return pauseRun(this.#ports, run, UNREACHABLE_MS);
    return undefined; // a connection that broke closed the gate, which says so
  }

  /** The users can't be had: Google's limits, the connection's fault, or Google is of no help. */
  async #notTaken(run: Run, failure: GoogleFailure): Promise<WorkEnd | undefined> {
    if (isQuotaFailure(failure)) {
      return this.#throttle.isLongPause
        ? pauseRun(this.#ports, run, this.#throttle.pauseMs)
        : undefined; // a turn waits for a short pause
    }
    if (failure.code === 'not-authorized') {
      if (!(await verifiedNow(this.#ports))) return undefined; // the gate is closed now
    }
    const next = isLaters(failure) || isTenantFailure(failure) ? undefined : withoutListing(run);
    if (next === undefined) return this.#notListed(run, failure);
    this.#ports.unexpected(new Error(`Google does not list users: ${failure.code}.`));
    const written = await takeBatch(this.#ports, run, { next, now: [], putOff: [] });
    return typeof written === 'string' ? over(written).end : undefined;
  }

  /** A run that Google does not list users for keeps no other from its own. */
  async #notListed(run: Run, failure: GoogleFailure): Promise<WorkEnd | undefined> {
    const end = await pauseBecause(this.#ports, run, failure);
    if (isTenantFailure(failure)) return end;
    this.#notListing.add(run.runId);
    return undefined;
  }

  #takingOf(run: Run): Taking {
    const known = this.#takings.get(run.runId);
    if (known) return known;
    const taking = new Taking(this.#ports, {
      until: this.#until,
      turns: () => (this.#open?.configuration.policy.periodDays ?? 0) > 0,
      listed: (users) => (this.#listedUsers = users),
      listUsers: (page) => this.#list(page),
    });
    this.#takings.set(run.runId, taking);
    return taking;
  }

  async #list(page: Parameters<Directory['listUsers']>[0]): ReturnType<Directory['listUsers']> {
    if (!this.#open) return PAUSED;
    const listed = await this.#open.directory.listUsers(page);
    if (listed.kind === 'ok') this.#refusals?.notRefused();
    return listed;
  }
}

const placeOf = ({ runId }: Run, key: string): string => `${runId} ${key}`;

const isLaters = ({ code }: GoogleFailure): boolean => GOOGLE_FAILURES[code] === 'later';

const PAUSED = { kind: 'failed', failure: { code: 'quota-exceeded' } } as const;

const over = (written: 'ended' | 'lost'): { readonly end: WorkEnd | undefined } => ({
  end: written === 'lost' ? { kind: 'lost' } : undefined,
});
