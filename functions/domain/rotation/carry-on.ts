import { type DurationMs, durationMs, type EpochMs, SECOND_MS } from '../time';
import { LaneHold } from './lane';
import { goOnLater } from './next-task';
import { isActive, type RunTask } from './run';
import { type RunPorts } from './run-ports';
import { raise } from './run-writer';
import { upkeep } from './upkeep';
import { Worker } from './worker';

/**
 * A task that finds the lane taken comes again soon, since who has it may end at any moment; but not too
 * soon: Cloud Tasks slows a queue down whose target answers 503 often.
 */
const LOOK_AGAIN_MS = 30 * SECOND_MS;

/**
 * What became of a task. `nothing`: it is of a former slice, or of a run that has ended. `busy`: another
 * worker has the lane, and takes the run up as well.
 */
export type CarriedOn =
  | { readonly kind: 'nothing' | 'carried-on' }
  | { readonly kind: 'busy'; readonly retryAfterMs: DurationMs };

/**
 * Carries runs on until `until`: that of the task, and whichever goes before it. A task may come twice,
 * late, or beside another: only one worker has the lane. Killed anywhere, its task comes again, and at
 * most a batch is repeated.
 */
export async function carryOn(ports: RunPorts, task: RunTask, until: EpochMs): Promise<CarriedOn> {
  const run = await ports.runs.read(task.runId);
  if (run === undefined || !isActive(run) || task.slice < run.slice) return { kind: 'nothing' };
  if (task.slice > run.slice) await raise(ports, task.runId, task.slice); // whoever enqueued it was killed
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
    await hold.release(worker.noted).catch(() => undefined); // `error` is the one to tell
    throw error;
  }
}
