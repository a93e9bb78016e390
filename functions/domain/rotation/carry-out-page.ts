import { type TaskQueue } from '../../ports/task-queue';
import { mapAtOnce } from '../at-once';
import { type RotateAccountPorts } from './rotation-open';
import { skipped, standingOf } from './rotation-mark';
import { type PlannedPage, type PlannedSkip, type RotationTask, type Run } from './run';
import { taskName } from './task-name';

export type CarryOutPorts = Pick<RotateAccountPorts, 'accounts' | 'clock'> & {
  readonly tasks: TaskQueue;
  /** Told of a queue that answers with an exception; the page is carried out later. */
  readonly unexpected: (error: unknown) => void;
};

const SKIPS_AT_ONCE = 20;
const ENQUEUED_AT_ONCE = 25;

/**
 * Marks whom the page leaves alone and enqueues the others. False: the queue did not take all of them;
 * the same page is to be carried out again. Any number of times has the effect of once.
 */
export async function carryOutPage(
  ports: CarryOutPorts,
  run: Run,
  { tasks, skips, decidedAt }: PlannedPage,
): Promise<boolean> {
  await mapAtOnce(SKIPS_AT_ONCE, skips, (skip) => leaveAlone(ports, run, skip));
  let reached = true;
  await mapAtOnce(ENQUEUED_AT_ONCE, tasks, async ({ userId, unseen }) => {
    const task = { userId, runId: run.runId, ...(unseen ? {} : { decidedAt }) };
    if (reached) reached = await enqueue(ports, run, task);
  });
  return reached;
}

async function leaveAlone(
  { accounts, clock }: CarryOutPorts,
  run: Run,
  { userId, reason }: PlannedSkip,
): Promise<void> {
  if (userId === undefined) return;
  const now = clock.now();
  await accounts.transact(userId, (account) => {
    const standing = standingOf(account, run).kind;
    const stillSo = standing === 'wanted' || (standing === 'no-password' && reason === standing);
    if (account === undefined || !stillSo) return { result: undefined };
    return { write: skipped(account, run.runId, reason, now), result: undefined };
  });
}

/** Named by run, account and pass: a repeated page enqueues nothing twice, a later pass does. */
async function enqueue(
  { tasks, unexpected }: CarryOutPorts,
  { runId, pass }: Run,
  body: RotationTask,
): Promise<boolean> {
  const name = taskName(runId, body.userId, pass);
  try {
    const path = '/v1/rotation-tasks';
    return (await tasks.enqueue({ name, target: 'rotation-worker', path, body })) !== 'unavailable';
  } catch (error) {
    unexpected(error);
    return false;
  }
}
