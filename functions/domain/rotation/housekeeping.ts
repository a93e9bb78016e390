import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type TaskQueue } from '../../ports/task-queue';
import { type Account, type AccountStatus } from '../account';
import { mapAtOnce } from '../at-once';
import { SETTLE } from './run';
import { mayBeSettled } from './settle-account';
import { taskName } from './task-name';

export type HousekeepingPorts = {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly tasks: TaskQueue;
};

const PAGE = 500;
const AT_ONCE = 20;
const HOUR_MS = 3_600_000;

/**
 * Enqueues a task for each account that something left unconfirmed and nobody takes up; gives how
 * many. Named by the account's revision and the hour: each state of it is tried once an hour, until
 * something is recorded, even if the queue drops a task before it came to anything.
 */
export async function enqueueUnsettled(
  { accounts, clock, tasks }: HousekeepingPorts,
  goOn: () => boolean,
): Promise<number> {
  let enqueued = 0;
  await eachPage(accounts, 'unconfirmed', goOn, async (page) => {
    const now = clock.now();
    await mapAtOnce(
      AT_ONCE,
      page.filter((account) => mayBeSettled(account, now)),
      async ({ userId, revision }) => {
        const answer = await tasks.enqueue({
          name: taskName(SETTLE, userId, revision, Math.floor(now / HOUR_MS)),
          target: 'rotation-worker',
          path: '/v1/rotation-tasks',
          body: { userId, runId: SETTLE },
        });
        if (answer === 'taken') enqueued += 1;
      },
    );
  });
  return enqueued;
}

async function eachPage(
  accounts: AccountStore,
  status: AccountStatus,
  goOn: () => boolean,
  visit: (page: readonly Account[]) => Promise<void>,
): Promise<void> {
  let pageToken: string | undefined;
  do {
    const page = await accounts.list({
      status,
      limit: PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    await visit(page.accounts);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined && goOn());
}
