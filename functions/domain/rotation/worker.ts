import { type Directory } from '../../ports/directory';
import { isRightMissing, isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { recordVerification } from '../configuration/verify-configuration';
import { type GoogleFailure } from '../google-failure';
import { collectEvents, type CollectedEvents } from '../publish-events';
import { type DurationMs, durationMs, type EpochMs, later, SECOND_MS, until } from '../time';
import { Batch, type BatchResult } from './batch';
import { type Entry } from './entry';
import { freeRuns } from './free-runs';
import { type Lane, type LaneHold } from './lane';
import { pickRun } from './pick-run';
import { isQuotaFailure } from './quota-failure';
import { Refusals } from './refusals';
import { type Run, type RunWait } from './run';
import { afterWave, batchSize, failedBefore, isInWave, isLast } from './run-batch';
import { type RunPorts } from './run-ports';
import { noteWait, RunWriter, type Written } from './run-writer';
import { stopAll } from './start-run';
import { Taking } from './taking';
import { Throttle } from './throttle';

/** Google is out of reach, or of no help: it is asked again after this. */
const UNREACHABLE_MS = durationMs(60 * SECOND_MS);

/** Why a worker ended. `idle`: nothing can go on before `inMs`, or, where that is absent, a tick. */
export type WorkEnd =
  | { readonly kind: 'time' }
  | { readonly kind: 'idle'; readonly inMs?: DurationMs }
  /** Another worker has the lane, or the run. */
  | { readonly kind: 'lost' };

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
  readonly resumed: boolean;
  readonly last: boolean;
};

/** Carries runs on, one batch after the other, for as long as it has the lane and time. */
export class Worker {
  readonly #ports: RunPorts;
  readonly #events: CollectedEvents;
  readonly #hold: LaneHold;
  readonly #until: EpochMs;
  readonly #throttle: Throttle;
  readonly #writer: RunWriter;
  readonly #takings = new Map<string, Taking>();
  #lane: Lane;
  #refusals: Refusals;
  #listedUsers: number | undefined;
  #open: Open | undefined;
  #last: Run | undefined;
  /** What the last batch left in the hand, with what is known of it. */
  #left = new Map<string, Entry>();
  #putOffUntil: EpochMs;

  constructor(ports: RunPorts, hold: LaneHold, { lane, until }: { lane: Lane; until: EpochMs }) {
    this.#events = collectEvents(ports.accounts);
    this.#ports = { ...ports, accounts: this.#events.accounts };
    this.#hold = hold;
    this.#lane = lane;
    this.#refusals = new Refusals(lane, false);
    this.#until = until;
    this.#throttle = new Throttle(ports);
    this.#writer = new RunWriter(ports, hold.holder);
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
    const refused = this.#refusals.counts;
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
    const run = pickRun(free, this.#last, clock.now());
    if (run === undefined) return { kind: 'idle' };
    if (this.#throttle.rests) return this.#rest(run, 'google', this.#throttle.restMs);
    const connected = await directory.connect(connection);
    if (connected.kind === 'failed') return this.#everybodys(run, connected.failure);
    const { adminUsername } = connection;
    return { run, configuration, adminUsername, directory: connected.value };
  }

  /** Undefined: there may be more to do. */
  async #batch(open: Open): Promise<WorkEnd | undefined> {
    const { clock } = this.#ports;
    const begunAt = clock.now();
    const onTrial = isRightMissing(open.configuration);
    this.#refusals = new Refusals({ refused: this.#refusals.counts }, onTrial);
    const { firstWave } = open.configuration.policy;
    const size = onTrial ? 1 : batchSize(open.run, firstWave, this.#throttle.perSecond);
    const inHand = await this.#take(open, size);
    if (!('entries' in inHand)) return inHand.end;
    this.#last = inHand.run;
    this.#takings.get(inHand.run.runId)?.lookAhead(size);
    const meetingWith = { throttle: this.#throttle, refusals: this.#refusals, onTrial };
    const place = { ...open, ...inHand, ...meetingWith };
    const batch = new Batch(this.#ports, place, {
      entries: inHand.entries,
      inWave: (entry) => isInWave(inHand.run, firstWave) && !failedBefore(entry),
    });
    const met = await batch.meet();
    const workedMs = durationMs(clock.now() - begunAt);
    const counted = await this.#writer.count(inHand.run.runId, met, { workedMs, firstWave });
    return this.#after(counted, met);
  }

  /** Takes users into the run's hand; those that are there already go first. */
  async #take(open: Open, size: number): Promise<InHand | { readonly end: WorkEnd | undefined }> {
    const { run, configuration } = open;
    if (run.hand.length > 0) {
      const entries = run.hand.slice(0, size).map((key) => this.#left.get(key) ?? { key });
      const written = await this.#writer.takeOver(run);
      return typeof written === 'string'
        ? over(written)
        : { run: written, entries, resumed: true, last: isLast(run) };
    }
    if (run.cursor?.source === 'put-off') await this.#waitForOthers();
    const taken = await this.#takingOf(run).take(run, size, this.#lane.listedUsers);
    if (taken.kind === 'failed') return { end: await this.#notTaken(run, taken.failure) };
    const { entries, next } = taken.value;
    const { now, putOff } = afterWave(run, entries, configuration.policy.firstWave);
    const written = await this.#writer.take(run, { next, now, putOff });
    return typeof written === 'string'
      ? over(written)
      : { run: written, entries: now, resumed: false, last: isLast(run) };
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
    this.#left = new Map(met.left.map((entry) => [entry.key, entry]));
    this.#putOffUntil = later(this.#ports.clock.now(), met.putOffMs);
    if (met.cutBy === 'rest') return this.#rest(run, 'google', this.#throttle.restMs);
    if (met.cutBy === 'outage') return this.#rest(run, 'google', UNREACHABLE_MS);
    return undefined; // a connection that broke closed the gate, which says so
  }

  /** The users can't be had: Google's limits, the connection's fault, or Google is of no help. */
  async #notTaken(run: Run, failure: GoogleFailure): Promise<WorkEnd | undefined> {
    if (isQuotaFailure(failure)) {
      return this.#throttle.rests ? this.#rest(run, 'google', this.#throttle.restMs) : undefined; // a turn waits for a short rest
    }
    if (failure.code === 'not-authorized') {
      const verified = await recordVerification(this.#ports);
      const works =
        verified.kind === 'verified' && verified.configuration.verification?.state === 'ok';
      if (!works) return undefined; // the gate is closed now
    }
    return this.#everybodys(run, failure);
  }

  /** Only an administrator can mend it, which opens the circuit; or Google may be of help later. */
  async #everybodys(run: Run, failure: GoogleFailure): Promise<WorkEnd> {
    const { configurations, clock, newId } = this.#ports;
    if (!isTenantFailure(failure)) return this.#rest(run, 'google', UNREACHABLE_MS);
    const told = { now: clock.now(), eventId: newId() };
    await openCircuit(configurations, await configurations.read(), failure, told);
    return this.#rest(run, 'configuration');
  }

  async #rest(run: Run, wait: RunWait, inMs?: DurationMs): Promise<WorkEnd> {
    await noteWait(this.#ports, run, wait);
    return { kind: 'idle', ...(inMs === undefined ? {} : { inMs }) };
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
    if (!(await this.#throttle.turn()) || !this.#open) return RESTING;
    const listed = await this.#open.directory.listUsers(page);
    if (listed.kind === 'ok') this.#refusals.note('read', 'taken');
    return listed;
  }
}

const RESTING = { kind: 'failed', failure: { code: 'quota-exceeded' } } as const;

const over = (written: 'ended' | 'lost'): { readonly end: WorkEnd | undefined } => ({
  end: written === 'lost' ? { kind: 'lost' } : undefined,
});
