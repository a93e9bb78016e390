import { foundRuns, readRun } from '../../functions/adapters/stored-run';
import {
  isActive,
  isScheduled,
  isScheduledProof,
  type Run,
  type RunKind,
} from '../../functions/domain/runs/run';
import { type Step } from '../../functions/ports/account-store';
import { type RunStore } from '../../functions/ports/run-store';
import { readableCopy } from './readable-copy';

/** Runs in memory. Meets the same contract as the real stores. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, Run>();
  readonly #spoilt = new Set<string>();

  /** Makes the document unreadable. */
  spoil(runId: string): Promise<unknown> {
    return Promise.resolve(this.#spoilt.add(runId));
  }

  read(runId: string): Promise<Run | undefined> {
    return Promise.resolve(this.#spoilt.has(runId) ? undefined : this.#runs.get(runId));
  }

  transact<Result>(
    runId: string,
    step: (run: Run | undefined) => Step<Run, Result>,
  ): Promise<Result> {
    return Promise.resolve().then(() => {
      if (this.#spoilt.has(runId)) readRun(`runs/${runId}`, 'spoilt');
      const { write, result } = step(this.#runs.get(runId));
      if (write === null) this.#runs.delete(runId);
      else if (write) this.#runs.set(runId, readableCopy(write, readRun));
      return result;
    });
  }

  start(run: Run, isSame: (active: Run) => boolean): Promise<Run> {
    return Promise.resolve().then(() => {
      const active = this.#sorted().filter(isActive);
      const there = active.find((each) => each.runId === run.runId || isSame(each));
      if (there) return there;
      this.#runs.set(run.runId, readableCopy(run, readRun));
      return run;
    });
  }

  active(): Promise<readonly Run[]> {
    return Promise.resolve(this.#sorted().filter(isActive));
  }

  recent(limit: number): Promise<readonly Run[]> {
    return Promise.resolve(this.#sorted().toReversed().slice(0, limit));
  }

  ofSchedule(kind: RunKind, limit: number): Promise<readonly Run[]> {
    const all = this.#sorted().filter((run) => run.kind === kind && isScheduled(run));
    return Promise.resolve(all.toReversed().slice(0, limit));
  }

  besideProofs(limit: number): Promise<readonly Run[]> {
    const all = this.#sorted().filter((run) => !isScheduledProof(run));
    return Promise.resolve(all.toReversed().slice(0, limit));
  }

  unreadable(): Promise<readonly Error[]> {
    const spoilt = [...this.#spoilt].map((runId) => ({ path: `runs/${runId}`, data: 'spoilt' }));
    return Promise.resolve(foundRuns(spoilt).unreadable);
  }

  /** Oldest first. */
  #sorted(): Run[] {
    return [...this.#runs.values()]
      .filter(({ runId }) => !this.#spoilt.has(runId))
      .toSorted(
        (one, other) => one.startedAt - other.startedAt || (one.runId < other.runId ? -1 : 1),
      );
  }
}
