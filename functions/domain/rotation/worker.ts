import { type Directory } from '../../ports/directory';
import { isRightMissing, isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { verifiedNow } from '../configuration/connection-works';
import { GOOGLE_FAILURES, type GoogleFailure, isQuotaFailure } from '../google-failure';
import { atMostAtOnce } from '../pace/call-slots';
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
import { type BatchResult } from './met';
import { type Entry } from './entry';
import { freeRuns, pickRun } from './free-runs';
import { type Lane } from './lane';
import { type LaneHold } from './lane-hold';
import { Refusals } from './refusals';
import { type Run } from './run';
import { afterWave, batchSize, isLast, takesPutOff } from './run-batch';
import { type RunPorts } from './run-ports';
import { countBatch, noteWait, stopAll, takeBatch, takeOver, type Written } from './run-writer';
import { Sources, withoutListing } from './sources';

/** The wait when Google is out of reach or gives no useful answer. */
const UNREACHABLE_MS = durationMs(60 * SECOND_MS);

/**
 * Why a worker ended. `idle`: no run can continue for `inMs`; without it, until a tick. `lost`: another
 * worker has the lane or the run.
 */
export type WorkEnd =
  { readonly kind: 'time' | 'lost' } | { readonly kind: 'idle'; readonly inMs?: DurationMs };

/** What one batch needs; read again for each batch. */
type Open = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
  readonly refusals: Refusals;
  /** The right to set passwords was missing; this batch tests whether it is back. */
  readonly onTrial: boolean;
};

/** A batch as recorded in the run's hand. */
type InHand = { readonly run: Run; readonly entries: readonly Entry[] };

/** Nothing was taken or counted. Without `end`, the worker continues. */
type Stopped = { readonly end: WorkEnd | undefined };

/** Works on runs, batch by batch, while it has the lane and time. */
export class Worker {
  readonly #ports: RunPorts;
  readonly #events: CollectedEvents;
  readonly #hold: LaneHold;
  readonly #until: EpochMs;
  readonly #throttle: Throttle;
  readonly #sources = new Map<string, Sources>();
  #lane: Lane;
  #refusals: Refusals | undefined;
  #listedUsers: number | undefined;
  #last: Run | undefined;
  /** Runs whose users Google does not list at the moment. */
  readonly #notListing = new Set<string>();
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
      const end = await this.#batch(open);
      await this.#events.publish(this.#ports);
      if (end) return end;
    }
  }

  /** The lane with what this worker has learned, for later workers. */
  readonly noted = (lane: Lane): Lane => {
    const listedUsers = this.#listedUsers ?? lane.listedUsers;
    const refused = this.#refusals?.counts ?? lane.refused;
    return { ...lane, refused, ...(listedUsers === undefined ? {} : { listedUsers }) };
  };

  /** The next run with its connected directory, or why none can continue. */
  async #next(): Promise<Open | WorkEnd> {
    const { configurations, pace, traffic, clock, callsAtOnce } = this.#ports;
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
    if (this.#throttle.isLongPause) return this.#pause(run);
    const connected = await this.#ports.directory.connect(connection);
    if (connected.kind === 'failed') return this.#pauseBecause(run, connected.failure);
    const atOnce = throttled(atMostAtOnce(connected.value, callsAtOnce, clock), this.#throttle);
    const onTrial = isRightMissing(configuration);
    const refusals = new Refusals(this.noted(this.#lane), onTrial);
    this.#refusals = refusals;
    const directory = refusals.watching(atOnce);
    const { adminUsername } = connection;
    return { run, configuration, adminUsername, directory, refusals, onTrial };
  }

  /** Undefined: the worker continues. */
  async #batch(open: Open): Promise<WorkEnd | undefined> {
    const { clock } = this.#ports;
    const begunAt = clock.now();
    const { firstWave } = open.configuration.policy;
    const size = open.onTrial ? 1 : batchSize(open.run, firstWave, this.#throttle.perSecond);
    const inHand = await this.#take(open, size);
    if ('end' in inHand) return inHand.end;
    const { run, entries } = inHand;
    this.#last = run;
    this.#sources.get(run.runId)?.lookAhead(size);
    const place = {
      ...open,
      run,
      throttle: this.#throttle,
      last: isLast(open.run),
      metBy: new Map(),
    };
    const met = await new Batch(this.#ports, place, entries).meet();
    const workedMs = durationMs(clock.now() - begunAt);
    return this.#after(await countBatch(this.#ports, run, met, { workedMs, firstWave }), met);
  }

  /** Takes users into the run's hand. A hand that a killed worker left comes first. */
  async #take(open: Open, size: number): Promise<InHand | Stopped> {
    const { run, configuration } = open;
    if (run.hand.length > 0) {
      const written = await takeOver(this.#ports, run);
      if (typeof written === 'string') return over(written);
      return { run: written, entries: written.hand.map((key) => ({ key, resumed: true })) };
    }
    if (takesPutOff(run)) await this.#waitForOthers();
    const taken = await this.#sourcesOf(run).take(run, size, {
      listUsers: (page) => open.directory.listUsers(page),
      turns: configuration.policy.periodDays > 0,
      listedUsers: this.#lane.listedUsers,
    });
    if (taken.kind === 'failed') return { end: await this.#notTaken(run, taken.failure) };
    const { entries, next, listedUsers } = taken.value;
    this.#listedUsers = listedUsers ?? this.#listedUsers;
    const { now, putOff } = afterWave(run, entries, configuration.policy.firstWave);
    const written = await takeBatch(this.#ports, run, { next, now, putOff });
    return typeof written === 'string' ? over(written) : { run: written, entries: now };
  }

  /** Waits until the leases on the users put off have ended. */
  async #waitForOthers(): Promise<void> {
    const { clock } = this.#ports;
    const leftMs = until(clock.now(), this.#putOffUntil);
    if (leftMs > 0) await clock.sleep(leftMs);
  }

  async #after(run: Written, met: BatchResult): Promise<WorkEnd | undefined> {
    if (typeof run === 'string') return over(run).end;
    this.#last = run;
    this.#putOffUntil = latest(this.#putOffUntil, later(this.#ports.clock.now(), met.putOffMs));
    if (met.cutBy === 'pause') return this.#pause(run);
    if (met.cutBy === 'outage') return this.#pause(run, UNREACHABLE_MS);
    return undefined; // for `broken`, the open circuit holds the run back
  }

  /** Google did not list users: because of a quota, the connection or a failure of its own. */
  async #notTaken(run: Run, failure: GoogleFailure): Promise<WorkEnd | undefined> {
    if (isQuotaFailure(failure)) {
      return this.#throttle.isLongPause ? this.#pause(run) : undefined; // the next turn waits it out
    }
    if (failure.code === 'not-authorized' && !(await verifiedNow(this.#ports))) {
      return undefined; // the circuit is open now
    }
    const isOver = isTenantFailure(failure) || GOOGLE_FAILURES[failure.code] === 'later';
    const isAsked = run.scope === 'due' && failure.code === 'google-unavailable'; // look-ups may still work
    const next = isOver && !isAsked ? undefined : withoutListing(run);
    if (next === undefined) {
      this.#notListing.add(run.runId); // the other runs continue
      const end = await this.#pauseBecause(run, failure);
      return isTenantFailure(failure) ? end : undefined;
    }
    if (!isAsked) this.#ports.unexpected(new Error(`Google does not list users: ${failure.code}.`));
    const written = await takeBatch(this.#ports, run, { next, now: [], putOff: [] });
    return typeof written === 'string' ? over(written).end : undefined;
  }

  async #pause(run: Run, inMs = this.#throttle.pauseMs): Promise<WorkEnd> {
    await noteWait(this.#ports, run, 'google');
    return { kind: 'idle', inMs };
  }

  /** A failure that only an administrator can fix opens the circuit; for others, the run waits for Google. */
  async #pauseBecause(run: Run, failure: GoogleFailure): Promise<WorkEnd> {
    if (!isTenantFailure(failure)) return this.#pause(run, UNREACHABLE_MS);
    const { configurations, clock, newId } = this.#ports;
    const told = { now: clock.now(), eventId: newId() };
    await openCircuit(configurations, await configurations.read(), failure, told);
    await noteWait(this.#ports, run, 'configuration');
    return { kind: 'idle' };
  }

  #sourcesOf(run: Run): Sources {
    const known = this.#sources.get(run.runId) ?? new Sources(this.#ports, run, this.#until);
    this.#sources.set(run.runId, known);
    return known;
  }
}

const over = (written: 'ended' | 'lost'): Stopped => ({
  end: written === 'lost' ? { kind: 'lost' } : undefined,
});
