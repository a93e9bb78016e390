import { createHash } from 'node:crypto';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type RunStore } from '../../ports/run-store';
import { type TaskQueue } from '../../ports/task-queue';
import { type DurationMs } from '../time';
import { freeRuns, pickRun } from './free-runs';
import { type Run, type RunTask } from './run';
import { noteWait, raise } from './run-writer';
import { type WorkEnd } from './worker';

export type NextTaskPorts = {
  readonly runs: RunStore;
  readonly tasks: TaskQueue;
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
};

/**
 * After a slice: enqueues the task that goes on, for the run that goes first, if any can go on by itself;
 * then raises the numbers of both slices. Killed in between, the same task comes again, and finds its
 * slice still to be done.
 */
export async function goOnLater(
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
 * Enqueues a task of the run's next slice; those of former slices do nothing from then on. False: the
 * queue takes nothing just now. A task that it knows already will come, or has come.
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
