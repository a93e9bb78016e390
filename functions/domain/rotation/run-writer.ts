import { type Clock } from '../../ports/clock';
import { type RunStore } from '../../ports/run-store';
import { isActive, PLANNER_LEASE_MS, type Run } from './run';
import { type DurationMs, type EpochMs, later, until } from '../time';

export type Taken =
  | { readonly kind: 'taken'; readonly run: Run }
  /** Another planner is at work. */
  | { readonly kind: 'busy'; readonly run: Run; readonly retryAfterMs: DurationMs }
  | { readonly kind: 'ended'; readonly run: Run }
  | { readonly kind: 'unknown' };

/**
 * Writes one run, as its only planner: takes the run's lease, renews it with every write, and writes
 * nothing any more once another has taken it over.
 */
export class RunWriter {
  readonly #runs: RunStore;
  readonly #clock: Clock;
  readonly #runId: string;
  /** Unique to this planner: fences every write. */
  readonly #holder: string;

  constructor(ports: { runs: RunStore; clock: Clock; newId: () => string }, runId: string) {
    this.#runs = ports.runs;
    this.#clock = ports.clock;
    this.#runId = runId;
    this.#holder = ports.newId();
  }

  take(): Promise<Taken> {
    return this.#runs.transact<Taken>(this.#runId, (run) => {
      if (run === undefined) return { result: { kind: 'unknown' } };
      if (!isActive(run)) return { result: { kind: 'ended', run } };
      const now = this.#clock.now();
      if (run.lease && run.lease.holder !== this.#holder && isCredible(run.lease.until, now)) {
        return { result: { kind: 'busy', run, retryAfterMs: until(now, run.lease.until) } };
      }
      const write = this.#leased(run);
      return { write, result: { kind: 'taken', run: write } };
    });
  }

  /** The run as written; undefined: another planner has it, nothing was written. `change` is pure. */
  write(change: (run: Run) => Run): Promise<Run | undefined> {
    return this.#change((run) => this.#leased(change(run)));
  }

  /** As `write`, but gives the run free for the next planner, or ends it for good. */
  release(change: (run: Run) => Run): Promise<Run | undefined> {
    return this.#change((run) => {
      const { lease: _, ...rest } = change(run);
      return rest;
    });
  }

  #change(change: (run: Run) => Run): Promise<Run | undefined> {
    return this.#runs.transact<Run | undefined>(this.#runId, (run) => {
      if (run === undefined || run.lease?.holder !== this.#holder || !isActive(run)) {
        return { result: undefined };
      }
      const write = change(run);
      return { write, result: write };
    });
  }

  readonly #leased = (run: Run): Run => ({
    ...run,
    lease: { holder: this.#holder, until: later(this.#clock.now(), PLANNER_LEASE_MS) },
  });
}

/** A lease longer than any was given by a clock that ran ahead: it holds nobody back. */
const isCredible = (leaseUntil: EpochMs, now: EpochMs): boolean =>
  leaseUntil > now && leaseUntil <= later(now, PLANNER_LEASE_MS);
