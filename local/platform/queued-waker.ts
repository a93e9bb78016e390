import { createHash } from 'node:crypto';
import { type Clock } from '../../functions/ports/clock';
import { type RotationWaker } from '../../functions/ports/rotation-waker';
import { type TaskQueue } from '../../functions/ports/task-queue';

/** Wakes `rotation` through the queue: on one machine there is nobody to sign in to. */
export const queuedWaker = (tasks: TaskQueue, clock: Pick<Clock, 'now'>): RotationWaker => ({
  wake: async (runId) => {
    // A queue remembers names: a run that is woken again later needs another one.
    const name = createHash('sha256').update(`wake|${runId}|${clock.now()}`).digest('hex');
    const enqueued = await tasks.enqueue({
      name: `wake-${name.slice(0, 32)}`,
      target: 'rotation',
      path: '/v1/rotations',
      body: { runId },
    });
    return enqueued !== 'unavailable';
  },
});
