import { type Run } from '../domain/rotation/run';
import { type Step } from './account-store';

/** Runs by id. Strongly consistent: each method sees every finished write. */
export interface RunStore {
  /** The run as it stands, or undefined. */
  read(runId: string): Promise<Run | undefined>;

  /**
   * As `AccountStore.transact`: serialised on that run, `step` is pure and may run more than once,
   * what it throws comes out and nothing is written. `write` names the run that was asked for.
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
}
