import { type Run, type RunMark } from '../domain/run';
import { type Step } from './account-store';

/** Rotation runs by id, the newest first. */
export interface RunStore {
  read(runId: string): Promise<Run | undefined>;

  /** As `AccountStore.transact`: `step` is pure and may run more than once. */
  transact<Result>(
    runId: string,
    step: (run: Run | undefined) => Step<Run, Result>,
  ): Promise<Result>;

  /** Runs that are neither stopped nor finished, the oldest first. */
  active(): Promise<readonly Run[]>;

  /** The newest runs, by start; `limit`: 1 to 100. */
  recent(limit: number): Promise<readonly Run[]>;

  /** How many accounts carry a mark of this run, by outcome; every outcome is there, 0 included. */
  countMarks(runId: string): Promise<Readonly<Record<RunMark['outcome'], number>>>;
}
