import { setImmediate as turn } from 'node:timers/promises';
import { cloudTasksQueue } from '../../functions/adapters/gcp/cloud-tasks-queue';
import { noCredentials } from '../../functions/adapters/gcp/google-credentials';
import { type TaskQueue } from '../../functions/ports/task-queue';
import { RETRIES } from '../../local/platform/queue-limits';
import { FakeCloudTasks, type QueueSettings } from './fake-cloud-tasks';
import { ManualTimer } from './manual-timer';
import { TaskWorker } from './task-worker';

export const QUEUE = 'projects/example-project/locations/europe-west1/queues/rotation';
export const CALLER = 'rotation-tasks@example-project.iam.gserviceaccount.com';

/** The queue that `infra/queue.tf` creates. */
export const AS_DEPLOYED: QueueSettings = {
  maxDispatchesPerSecond: 25,
  maxConcurrentDispatches: 10,
  ...RETRIES,
};

export type RunningCloudTasks = {
  readonly queue: TaskQueue;
  readonly google: FakeCloudTasks;
  readonly worker: TaskWorker;
  readonly timer: ManualTimer;
  readonly rootUrl: string;
  /** The worker's base URL. */
  readonly target: string;
  /** Moves time forward. Waits for every delivery on the way that the worker does not hold back. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => void;
};

/** The real adapter, a fake Cloud Tasks that listens on loopback, and a worker that it calls. */
export async function runningCloudTasks(
  settings: Partial<QueueSettings> = {},
): Promise<RunningCloudTasks> {
  const timer = new ManualTimer();
  const worker = new TaskWorker(timer);
  const google = new FakeCloudTasks({ ...AS_DEPLOYED, ...settings, queue: QUEUE }, timer);
  const { rootUrl, close } = await google.listen();
  const target = await worker.listen();
  const queue = cloudTasksQueue({
    queue: QUEUE,
    target,
    serviceAccount: CALLER,
    credentials: noCredentials,
    clock: timer,
    rootUrl,
  });
  const settle = async (): Promise<void> => {
    do await turn();
    while (google.underWay !== worker.answering);
  };
  return {
    queue,
    google,
    worker,
    timer,
    rootUrl,
    target,
    pass: (ms) => timer.advance(ms, settle),
    close: () => {
      close();
      worker.close();
    },
  };
}
