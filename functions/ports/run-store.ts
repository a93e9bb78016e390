import { type Run, type RunKind } from '../domain/runs/run';
import { type Step } from './account-store';

/**
 * Runs by id. Strongly consistent: each method sees every finished write. An unreadable run (edited by hand,
 * or written by a newer release) is set aside and does not hide the others.
 */
export interface RunStore {
  /** The current run, or undefined. */
  read(runId: string): Promise<Run | undefined>;

  /**
   * As `AccountStore.transact`: serialised on this run; `step` is pure and may run more than once; if it
   * throws, the error is passed on and nothing is written. `write` has the requested run's id. Throws if the
   * run is unreadable.
   */
  transact<Result>(
    runId: string,
    step: (run: Run | undefined) => Step<Run, Result>,
  ): Promise<Result>;

  /**
   * Writes a new run, unless `isSame` recognises an active run that does the same. Returns the run that is
   * active now. Serialised against itself, so only one of several concurrent calls writes.
   */
  start(run: Run, isSame: (active: Run) => boolean): Promise<Run>;

  /** Runs that are neither stopped nor finished, oldest first, by start, then by id. */
  active(): Promise<readonly Run[]>;

  /** The newest runs first, by start, then by id; `limit`: 1 to 100. */
  recent(limit: number): Promise<readonly Run[]>;

  /** The schedule's runs of this kind, the newest first, by start, then by id; `limit`: 1 to 100. */
  ofSchedule(kind: RunKind, limit: number): Promise<readonly Run[]>;

  /**
   * As `recent`, without the schedule's runs that prove, which may be as many as its ticks. Runs that only the first
   * release wrote are left out, too.
   */
  besideProofs(limit: number): Promise<readonly Run[]>;

  /** Why each unreadable run that seems to be active was set aside, to be reported. */
  unreadable(): Promise<readonly Error[]>;
}
