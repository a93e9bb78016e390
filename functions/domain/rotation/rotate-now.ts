import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type RotationWaker } from '../../ports/rotation-waker';
import { type RunStore } from '../../ports/run-store';
import { isCircuitClosed } from '../configuration/circuit';
import { type RandomBytes } from '../passwords/password';
import { isActive, type Run, type RunScope } from './run';
import { isPossibleRunId } from './run-id';
import { isScheduled, newRun, stopped } from './run-progress';

export type RotateNowPorts = {
  readonly configurations: ConfigurationStore;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly waker: RotationWaker;
};

export type RotateNow =
  | { readonly kind: 'asked'; readonly runId: string }
  | { readonly kind: 'not-configured' }
  | { readonly kind: 'configuration-failing' };

/**
 * Records the run that an administrator asks for and lets `rotation` know. If that can't be reached,
 * the next tick takes the run up. Asked for again while the same is still under way, it is that run.
 */
export async function rotateNow(
  ports: RotateNowPorts,
  { scope, by }: { readonly scope: RunScope; readonly by: string },
): Promise<RotateNow> {
  const configuration = await ports.configurations.read();
  if (configuration.connection === undefined) return { kind: 'not-configured' };
  if (!isCircuitClosed(configuration)) return { kind: 'configuration-failing' };
  const same = (await ports.runs.active()).find(
    (run) => !isScheduled(run) && JSON.stringify(run.scope) === JSON.stringify(scope),
  );
  if (same) {
    if (same.waitingFor !== undefined) await ports.waker.wake(same.runId);
    return { kind: 'asked', runId: same.runId };
  }
  const now = ports.clock.now();
  const run = newRun({ scope, startedBy: by, now }, configuration.policy, (count) =>
    ports.randomBytes(count),
  );
  await ports.runs.transact(run.runId, () => ({ write: run, result: undefined }));
  await ports.waker.wake(run.runId);
  return { kind: 'asked', runId: run.runId };
}

/** Lets runs go on that wait for the connection, if that works by now: the next tick may be far. */
export async function wakeWaiting(
  ports: Pick<RotateNowPorts, 'configurations' | 'runs' | 'waker'>,
): Promise<void> {
  if (!isCircuitClosed(await ports.configurations.read())) return;
  for (const { runId, waitingFor } of await ports.runs.active()) {
    if (waitingFor === 'configuration') await ports.waker.wake(runId);
  }
}

/**
 * Ends a run before its time: nothing more is enqueued, and tasks that come are let go. The run as it
 * is then; undefined: there is none. One that has ended stays as it ended.
 */
export async function stopRun(
  { runs, clock }: Pick<RotateNowPorts, 'runs' | 'clock'>,
  runId: string,
): Promise<Run | undefined> {
  if (!isPossibleRunId(runId)) return undefined;
  const marks = await runs.countMarks(runId);
  const now = clock.now();
  return runs.transact<Run | undefined>(runId, (run) => {
    if (run === undefined || !isActive(run)) return { result: run };
    const { lease: _, ...write } = stopped(run, marks, 'by-administrator', now);
    return { write, result: write };
  });
}
