import {
  ended,
  isActive,
  isPossibleRunId,
  type Run,
  type RunWait,
  type StopReason,
  withCredibleStart,
} from './run';
import { durationMs, later } from '../time';
import { type RunPorts } from './run-ports';

export type WriterPorts = Pick<RunPorts, 'runs' | 'clock'>;

/** Records what holds a run back, or that nothing does any more. */
export async function noteWait(
  ports: WriterPorts,
  { runId, state, waitingFor: known }: Run,
  waitingFor: RunWait | undefined,
): Promise<void> {
  if (known === waitingFor && (state === 'waiting') === (waitingFor !== undefined)) return;
  await writeActive(ports, runId, ({ waitingFor: _, ...run }) => {
    if (waitingFor !== undefined) return { ...run, state: 'waiting', waitingFor };
    const now = ports.clock.now();
    const { stuckSince, ...rest } = run;
    const overMs = durationMs(Math.max(0, now - run.lastBatchAt - MOST_OF_A_WAIT_MS));
    const still = stuckSince === undefined ? {} : { stuckSince: later(stuckSince, overMs) };
    return { ...rest, ...still, state: 'running', lastBatchAt: now };
  });
}

/** So much of a wait counts for how long a run has been stuck: nobody was asked for in the rest. */
const MOST_OF_A_WAIT_MS = durationMs(1_800_000);

/** The run had its turn, in vain. */
export async function noteTried(ports: WriterPorts, { runId }: Run): Promise<void> {
  await writeActive(ports, runId, (run) =>
    run.hand.length > 0 ? undefined : { ...run, lastBatchAt: ports.clock.now() },
  );
}

/** Tasks of earlier slices do nothing from now on. */
export async function raise(
  ports: Pick<RunPorts, 'runs'>,
  runId: string,
  slice: number,
): Promise<void> {
  await writeActive(ports, runId, (run) => (run.slice < slice ? { ...run, slice } : undefined));
}

/**
 * Ends a run early: no further user is processed. Returns the run as it is then; undefined: there is none. A
 * run that has ended stays as it is.
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

/** Ends all runs: their Workspace is no longer connected. */
export async function stopAll(ports: WriterPorts): Promise<void> {
  for (const { runId } of await ports.runs.active()) await stopRun(ports, runId, 'disconnected');
}

/** Writes a run that has not ended, and returns it as it is then. Undefined changes nothing. */
const writeActive = (
  { runs }: Pick<RunPorts, 'runs'>,
  runId: string,
  change: (run: Run) => Run | undefined,
): Promise<Run | undefined> =>
  runs.transact<Run | undefined>(runId, (run) => {
    const write = run && isActive(run) ? change(run) : undefined;
    return write ? { write, result: write } : { result: run };
  });

/**
 * Writes a run unless another worker has written it since: each write of a worker is a step. Undefined: nothing
 * was written.
 */
export const writeSeen = (
  { runs, clock }: WriterPorts,
  { runId, step }: Run,
  change: (run: Run) => Run | undefined,
): Promise<Run | undefined> =>
  runs.transact<Run | undefined>(runId, (run) => {
    const isSeen = run?.step === step;
    const changed = isSeen ? change(withCredibleStart(run, clock.now())) : undefined;
    const write = changed && { ...changed, step: step + 1 };
    return write ? { write, result: write } : { result: undefined };
  });
