import { createHash } from 'node:crypto';
import { type RotationWaker } from '../../functions/ports/rotation-waker';
import { type TaskQueue } from '../../functions/ports/task-queue';

/** Wakes `rotation` through the queue: on one machine there is nobody to sign in to. */
export const queuedWaker = (tasks: TaskQueue): RotationWaker => ({
  wake: async (runId) => {
    const hash = createHash('sha256').update(`wake|${runId}`).digest('hex').slice(0, 32);
    const enqueued = await tasks.enqueue({
      name: `wake-${hash}`,
      target: 'rotation',
      path: '/v1/rotations',
      body: { runId },
    });
    return enqueued !== 'unavailable';
  },
});
