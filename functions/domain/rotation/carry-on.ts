import { createHash } from 'node:crypto';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type RunStore } from '../../ports/run-store';
import { type TaskQueue } from '../../ports/task-queue';
import { type DurationMs, durationMs, type EpochMs, SECOND_MS } from '../time';
import { beginAnew } from './begin-anew';
import { freeRuns, pickRun } from './free-runs';
import { LaneHold } from './lane-hold';
import { isActive, type Run, type RunTask } from './run';
import { type RunPorts } from './run-ports';
import { noteWait, raise } from './run-writer';
import { upkeep } from './upkeep';
import { Worker, type WorkEnd } from './worker';

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
  const run = await ports.runs.read(task.runId);
  if (run === undefined || !isActive(run) || task.slice < run.slice) return { kind: 'nothing' };
  if (task.slice > run.slice) await raise(ports, task.runId, task.slice); // its sender was killed before this
  await beginAnew(ports);
  const hold = new LaneHold(ports, 'directory', ports.newId());
  const taken = await hold.take();
  if ('busyMs' in taken) {
    return { kind: 'busy', retryAfterMs: durationMs(Math.min(taken.busyMs, LOOK_AGAIN_MS)) };
  }
  const worker = new Worker(ports, hold, { lane: taken.lane, until });
  try {
    const ready = await upkeep(ports, () => ports.clock.now() < until);
    const end = ready ? await worker.work() : ({ kind: 'time' } as const);
    await hold.release(worker.noted);
    if (end.kind === 'lost') return { kind: 'busy', retryAfterMs: durationMs(LOOK_AGAIN_MS) };
    await goOnLater(ports, task, end);
    return { kind: 'carried-on' };
  } catch (error) {
    await hold.release(worker.noted).catch(() => undefined); // `error` is the one to report
    throw error;
  }
}

export type NextTaskPorts = {
  readonly runs: RunStore;
  readonly tasks: TaskQueue;
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
};

/**
 * After a slice: enqueues the task of the next run, if any can continue; then raises the slices of both runs.
 * After a kill in between, the same task comes again, and its slice is still to be done.
 */
async function goOnLater(
  ports: NextTaskPorts,
  { runId, slice }: RunTask,
  end: Exclude<WorkEnd, { kind: 'lost' }>,
): Promise<void> {
  if (end.kind === 'idle' && end.inMs === undefined) return raise(ports, runId, slice + 1);
  const delay = end.kind === 'idle' && end.inMs !== undefined ? { delayMs: end.inMs } : {};
  const free = await freeRuns(ports, await ports.configurations.read());
  const next = pickRun(free, undefined, ports.clock.now());
  if (next) await enqueueNext(ports, next, delay);
  if (next?.runId !== runId) await raise(ports, runId, slice + 1);
}

/**
 * Enqueues a task of the run's next slice; tasks of earlier slices then do nothing. False: the queue is
 * unavailable. A task that the queue already knows will come, or has come.
 */
export async function enqueueNext(
  ports: Pick<NextTaskPorts, 'runs' | 'tasks' | 'clock'>,
  run: Run,
  delay: { readonly delayMs?: DurationMs } = {},
): Promise<boolean> {
  const { runId } = run;
  const slice = run.slice + 1;
  const name = createHash('sha256').update(`${runId}|${slice}`).digest('hex').slice(0, 40);
  const body: RunTask = { runId, slice };
  const taken = await ports.tasks.enqueue({ name, path: '/v1/rotation-tasks', body, ...delay });
  if (taken === 'unavailable') await noteWait(ports, run, 'queue');
  else await raise(ports, runId, slice);
  return taken !== 'unavailable';
}
