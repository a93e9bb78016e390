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
    const isStill = stuckSince !== undefined && now < later(run.lastBatchAt, STILL_STUCK_MS);
    return { ...rest, ...(isStill ? { stuckSince } : {}), state: 'running', lastBatchAt: now };
  });
}

/** After a longer wait, whoever was answered nothing before it has a new hour. */
const STILL_STUCK_MS = durationMs(1_800_000);

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
