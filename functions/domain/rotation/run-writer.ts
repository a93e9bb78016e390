import { type Clock } from '../../ports/clock';
import { type RunStore } from '../../ports/run-store';
import { type BatchResult } from './batch-result';
import { isActive, type Run, type RunWait, withCredibleStart } from './run';
import { type Counting, withBatch, withCounted } from './run-batch';

type WriterPorts = { readonly runs: RunStore; readonly clock: Clock };

/** The run as written; `ended`: it is active no more; `lost`: another worker has taken it over. */
export type Written = Run | 'ended' | 'lost';

/** Takes a batch into the run's hand. */
export const takeBatch = (
  ports: WriterPorts,
  seen: Run,
  batch: Parameters<typeof withBatch>[1],
): Promise<Written> =>
  writeSeen(ports, seen, (run) => {
    if (!isActive(run)) return 'ended';
    return withBatch(seen.sharesLane ? { ...run, sharesLane: true } : run, batch);
  });

/**
 * The run goes on with the hand that a batch before has left; `isOurs`: this worker left it. Another one
 * may have failed because of whoever comes first, so somebody else does.
 */
export const takeOver = (
  ports: WriterPorts,
  seen: Run,
  isOurs: (key: string) => boolean,
): Promise<Written> =>
  writeSeen(ports, seen, ({ waitingFor: _, ...run }) => {
    if (!isActive(run)) return 'ended';
    const first = run.hand.every(isOurs) ? 0 : run.step % Math.max(1, run.hand.length);
    const hand = [...run.hand.slice(first), ...run.hand.slice(0, first)];
    return { ...run, hand, step: run.step + 1, state: 'running' };
  });

/** Cursor and counts of a batch; what was met by a run that was stopped meanwhile counts, too. */
export const countBatch = (
  ports: WriterPorts,
  taken: Run,
  met: BatchResult,
  counting: Omit<Counting, 'now'>,
): Promise<Written> =>
  writeSeen(ports, taken, (run) => withCounted(run, met, { ...counting, now: ports.clock.now() }));

/** Says what holds a run back, or that nothing does any more; whoever finds out. */
export async function noteWait(
  { runs, clock }: WriterPorts,
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

/** Writes a run unless another worker has since it was seen: each write of a worker is a step. */
const writeSeen = (
  { runs, clock }: WriterPorts,
  { runId, step }: Run,
  change: (run: Run) => Written,
): Promise<Written> =>
  writeRun(runs, runId, (run) =>
    run.step === step ? change(withCredibleStart(run, clock.now())) : 'lost',
  );

const writeRun = (runs: RunStore, runId: string, change: (run: Run) => Written): Promise<Written> =>
  runs.transact<Written>(runId, (run) => {
    if (run === undefined) return { result: 'ended' };
    const write = change(run);
    return typeof write === 'string' ? { result: write } : { write, result: write };
  });
