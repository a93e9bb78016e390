import { type Run } from '../domain/rotation/run';
import { type Step } from './account-store';

/**
 * Runs by id. Strongly consistent: each method sees every finished write. One whose document can't be read
 * (changed by hand, or written by a newer release) is set aside: it keeps no other from being found.
 */
export interface RunStore {
  /** The run as it stands, or undefined. */
  read(runId: string): Promise<Run | undefined>;

  /**
   * As `AccountStore.transact`: serialised on that run, `step` is pure and may run more than once,
   * what it throws comes out and nothing is written. `write` names the run that was asked for.
   * Throws for one that can't be read.
   */
  transact<Result>(
    runId: string,
    step: (run: Run | undefined) => Step<Run, Result>,
  ): Promise<Result>;

  /**
   * Writes a new run, unless `isSame` says of an active one that it does the same: then nothing is
   * written. Gives the run that is active now. Serialised against itself, so of many at once one writes.
   */
  start(run: Run, isSame: (active: Run) => boolean): Promise<Run>;

  /** Runs that are neither stopped nor finished, the oldest first, by start and then by id. */
  active(): Promise<readonly Run[]>;

  /** The newest runs first, by start and then by id; `limit`: 1 to 100. */
  recent(limit: number): Promise<readonly Run[]>;

  /** Of runs that seem to be neither stopped nor finished those that are set aside: why, to be told. */
  unreadable(): Promise<readonly Error[]>;
}
