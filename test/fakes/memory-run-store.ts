import { isActive, type Run, SCHEDULE } from '../../functions/domain/rotation/run';
import { type MarkOutcome } from '../../functions/domain/run-mark';
import { type Step } from '../../functions/ports/account-store';
import { type RunStore } from '../../functions/ports/run-store';
import { type MemoryAccountStore } from './memory-account-store';

/** Runs in memory, beside accounts in memory; held to the same contract. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, Run>();

  readonly #accounts: Pick<MemoryAccountStore, 'countMarks'>;

  constructor(accounts: Pick<MemoryAccountStore, 'countMarks'>) {
    this.#accounts = accounts;
  }

  read(runId: string): Promise<Run | undefined> {
    return Promise.resolve(this.#runs.get(runId));
  }

  transact<Result>(
    runId: string,
    step: (run: Run | undefined) => Step<Run, Result>,
  ): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.#runs.get(runId));
      if (write === null) this.#runs.delete(runId);
      else if (write) this.#runs.set(runId, structuredClone(write));
      return result;
    });
  }

  startScheduled(run: Run): Promise<Run> {
    return Promise.resolve().then(() => {
      const there = this.#sorted().find((each) => isActive(each) && each.startedBy === SCHEDULE);
      if (there) return there;
      this.#runs.set(run.runId, structuredClone(run));
      return run;
    });
  }

  active(): Promise<readonly Run[]> {
    return Promise.resolve(this.#sorted().filter(isActive));
  }

  recent(limit: number): Promise<readonly Run[]> {
    return Promise.resolve(this.#sorted().toReversed().slice(0, limit));
  }

  countMarks(runId: string): Promise<Readonly<Record<MarkOutcome, number>>> {
    return this.#accounts.countMarks(runId);
  }

  /** The oldest first. */
  #sorted(): Run[] {
    return [...this.#runs.values()].toSorted(
      (one, other) => one.startedAt - other.startedAt || (one.runId < other.runId ? -1 : 1),
    );
  }
}
