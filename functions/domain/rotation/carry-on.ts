import { createHash } from 'node:crypto';
import { type DurationMs, durationMs, type EpochMs, SECOND_MS } from '../time';
import { nextFree } from '../runs/free-runs';
import { beginAnew, holdLane, type LaneHold, releaseLane } from '../runs/hold-lane';
import { laneOf } from '../runs/lane';
import { proveUntil } from '../proof-runs/prove-worker';
import { isActive, type Run, type RunTask } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';
import { noteWait, raise } from '../runs/run-writer';
import { upkeep } from '../runs/upkeep';
import { AT_ONCE, Worker } from './worker';

/**
 * A task that finds the lane taken comes again soon, since the lane may be free at any moment, but not too
 * soon: Cloud Tasks slows down a queue whose target answers 503 often.
 */
const LOOK_AGAIN_MS = 30 * SECOND_MS;

/**
 * What became of a task. `nothing`: its slice is past, or its run has ended. `busy`: another worker has the
 * lane, and takes up this run as well.
 */
export type CarriedOn =
  | { readonly kind: 'nothing' | 'carried-on' }
  | { readonly kind: 'busy'; readonly retryAfterMs: DurationMs };

/**
 * Continues runs until `until`: the task's run, and any with precedence over it. A task may come twice, late,
 * or at the same time as another: only one worker has the lane. After a kill at any point its task comes
 * again, and at most one batch is repeated.
 */
export async function carryOn(ports: RunPorts, task: RunTask, until: EpochMs): Promise<CarriedOn> {
  const { runId, slice } = task;
  const run = await ports.runs.read(runId);
  if (run === undefined || !isActive(run) || slice < run.slice) return { kind: 'nothing' };
  if (slice > run.slice) await raise(ports, runId, slice); // its sender was killed before this
  await beginAnew(ports);
  const hold = { lane: laneOf(run), holder: ports.newId() };
  const lane = await holdLane(ports, hold, (found) => found);
  if ('busyMs' in lane) return busy(lane.busyMs);
  const worker = workerOf(ports, hold, until);
  const inMs = await worker
    .work()
    .finally(() => releaseLane(ports, hold, worker.noted).catch(ports.unexpected));
  if (inMs === 'lost') return busy(LOOK_AGAIN_MS);
  const next = await nextFree(ports, await ports.configurations.read(), hold.lane);
  if (next) await enqueueNext(ports, next, inMs);
  if (next?.runId !== runId) await raise(ports, runId, slice + 1); // killed before this: the task comes again
  return { kind: 'carried-on' };
}

/** What works on the runs of a lane, and what it has learned for later workers. */
type LaneWorker = Pick<Worker, 'work' | 'noted'>;

function workerOf(ports: RunPorts, hold: LaneHold, until: EpochMs): LaneWorker {
  if (hold.lane === 'binds') {
    return { work: () => proveUntil(ports, hold, until), noted: (lane) => lane };
  }
  const worker = new Worker(ports, hold, until);
  return {
    work: async () => {
      const ready = await upkeep(ports, () => ports.clock.now() < until);
      return ready ? worker.work() : AT_ONCE;
    },
    noted: worker.noted,
  };
}

const busy = (ms: number): CarriedOn => ({
  kind: 'busy',
  retryAfterMs: durationMs(Math.min(ms, LOOK_AGAIN_MS)),
});

/**
 * Enqueues a task of the run's next slice; tasks of earlier slices then do nothing. False: the queue is
 * unavailable. A task that the queue already knows will come, or has come.
 */
export async function enqueueNext(
  ports: Pick<RunPorts, 'runs' | 'tasks' | 'clock'>,
  run: Run,
  inMs = AT_ONCE,
): Promise<boolean> {
  const { runId } = run;
  const slice = run.slice + 1;
  const name = createHash('sha256').update(`${runId}|${slice}`).digest('hex').slice(0, 40);
  const body: RunTask = { runId, slice };
  const task = { name, path: '/v1/rotation-tasks', body, ...(inMs > 0 ? { delayMs: inMs } : {}) };
  const taken = await ports.tasks.enqueue(task);
  if (taken === 'unavailable') await noteWait(ports, run, 'queue');
  else await raise(ports, runId, slice);
  return taken !== 'unavailable';
}
