import { type Clock } from '../../ports/clock';
import { type RunStore } from '../../ports/run-store';
import { type BatchResult } from './batch-result';
import { isActive, type Run, type RunWait, withCredibleStart } from './run';
import { type Counting, withBatch, withCounted } from './run-batch';

/** The run as written; `ended`: it is active no more; `lost`: another worker has taken it over. */
export type Written = Run | 'ended' | 'lost';

/** Writes runs as one worker: once another has taken a run over, it writes nothing of it any more. */
export class RunWriter {
  readonly #runs: RunStore;
  readonly #clock: Clock;
  readonly #worker: string;

  constructor(ports: { runs: RunStore; clock: Clock }, worker: string) {
    this.#runs = ports.runs;
    this.#clock = ports.clock;
    this.#worker = worker;
  }

  /** Takes a batch into the run's hand, unless somebody has taken the run over since it was read. */
  take(seen: Run, batch: Parameters<typeof withBatch>[2]): Promise<Written> {
    return this.#write(seen.runId, (run) => {
      if (!isActive(run)) return 'ended';
      if (run.step !== seen.step) return 'lost';
      const shares = seen.sharesLane ? { sharesLane: true as const } : {};
      return withBatch({ ...run, ...shares }, this.#worker, batch);
    });
  }

  /**
   * The run goes on with the hand that a worker before has left; `isOurs`: this one did. Another one may
   * have failed because of whoever comes first, so somebody else does.
   */
  takeOver(seen: Run, isOurs: (key: string) => boolean): Promise<Written> {
    return this.#write(seen.runId, ({ waitingFor: _, ...run }) => {
      if (!isActive(run)) return 'ended';
      if (run.step !== seen.step) return 'lost';
      const first = run.hand.every(isOurs) ? 0 : run.step % Math.max(1, run.hand.length);
      const hand = [...run.hand.slice(first), ...run.hand.slice(0, first)];
      return { ...run, hand, step: run.step + 1, state: 'running', worker: this.#worker };
    });
  }

  /** Cursor and counts of a batch; what was met by a run that was stopped meanwhile counts, too. */
  count(runId: string, met: BatchResult, counting: Omit<Counting, 'now'>): Promise<Written> {
    return this.#write(runId, (run) => {
      if (run.worker !== this.#worker) return 'lost';
      return withCounted(run, met, { ...counting, now: this.#clock.now() });
    });
  }

  #write(runId: string, change: (run: Run) => Written): Promise<Written> {
    return writeRun(this.#runs, runId, (run) => change(withCredibleStart(run, this.#clock.now())));
  }
}

/** Says what holds a run back, or that nothing does any more; whoever finds out. */
export async function noteWait(
  { runs, clock }: { readonly runs: RunStore; readonly clock: Clock },
  { runId, state, waitingFor: known }: Run,
  waitingFor: RunWait | undefined,
): Promise<void> {
  if (known === waitingFor && (state === 'waiting') === (waitingFor !== undefined)) return;
  await writeRun(runs, runId, ({ waitingFor: _, ...run }) => {
    if (!isActive(run)) return 'ended';
    if (waitingFor !== undefined) return { ...run, state: 'waiting', waitingFor };
    return { ...run, state: 'running', lastBatchAt: clock.now() };
  });
}

const writeRun = (runs: RunStore, runId: string, change: (run: Run) => Written): Promise<Written> =>
  runs.transact<Written>(runId, (run) => {
    if (run === undefined) return { result: 'ended' };
    const write = change(run);
    return typeof write === 'string' ? { result: write } : { write, result: write };
  });
