import { type Clock } from '../../ports/clock';
import { type RunStore } from '../../ports/run-store';
import { type BatchResult } from './met';
import { ended, isActive, type Run, type RunWait, type StopReason, withCredibleStart } from './run';
import { isPossibleRunId } from './run-id';
import { type Counting, withBatch, withCounted } from './run-batch';

type RunsPort = { readonly runs: RunStore };
type WriterPorts = RunsPort & { readonly clock: Clock };

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
 * The run goes on with the hand that a worker left which was killed, or failed: maybe because of whoever comes
 * first, so somebody else does.
 */
export const takeOver = (ports: WriterPorts, seen: Run): Promise<Written> =>
  writeSeen(ports, seen, ({ waitingFor: _, ...run }) => {
    if (!isActive(run)) return 'ended';
    const first = run.step % Math.max(1, run.hand.length);
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
  ports: WriterPorts,
  { runId, state, waitingFor: known }: Run,
  waitingFor: RunWait | undefined,
): Promise<void> {
  if (known === waitingFor && (state === 'waiting') === (waitingFor !== undefined)) return;
  await writeActive(ports, runId, ({ waitingFor: _, ...run }) =>
    waitingFor === undefined
      ? { ...run, state: 'running', lastBatchAt: ports.clock.now() }
      : { ...run, state: 'waiting', waitingFor },
  );
}

/** From now on, tasks of slices before this one do nothing. */
export async function raise(ports: RunsPort, runId: string, slice: number): Promise<void> {
  await writeActive(ports, runId, (run) => (run.slice < slice ? { ...run, slice } : undefined));
}

/**
 * Ends a run before its time: nobody else is met by it. The run as it is then; undefined: there is none.
 * One that has ended stays as it ended.
 */
export async function stopRun(
  ports: WriterPorts,
  runId: string,
  stopReason: StopReason = 'by-administrator',
): Promise<Run | undefined> {
  if (!isPossibleRunId(runId)) return undefined;
  const now = ports.clock.now();
  return writeActive(ports, runId, (run) => ended(run, { state: 'stopped', stopReason }, now));
}

/** Ends every run: the Workspace that they were asked for is not connected any more. */
export async function stopAll(ports: WriterPorts): Promise<void> {
  for (const { runId } of await ports.runs.active()) await stopRun(ports, runId, 'disconnected');
}

/** Writes a run that has not ended; gives it as it is then. Undefined changes nothing. */
const writeActive = (
  { runs }: RunsPort,
  runId: string,
  change: (run: Run) => Run | undefined,
): Promise<Run | undefined> =>
  runs.transact<Run | undefined>(runId, (run) => {
    const write = run && isActive(run) ? change(run) : undefined;
    return write ? { write, result: write } : { result: run };
  });

/** Writes a run unless another worker has since it was seen: each write of a worker is a step. */
const writeSeen = (
  { runs, clock }: WriterPorts,
  { runId, step }: Run,
  change: (run: Run) => Written,
): Promise<Written> =>
  runs.transact<Written>(runId, (run) => {
    if (run === undefined) return { result: 'ended' };
    const write = run.step === step ? change(withCredibleStart(run, clock.now())) : 'lost';
    return typeof write === 'string' ? { result: write } : { write, result: write };
  });
