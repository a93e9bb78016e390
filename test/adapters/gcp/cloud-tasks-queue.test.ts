import { cloudTasksQueue } from '../../../functions/adapters/gcp/cloud-tasks-queue';
import { noCredentials } from '../../../functions/adapters/gcp/google-credentials';
import { durationMs } from '../../../functions/domain/time';
import { type Task } from '../../../functions/ports/task-queue';
import { describeTaskQueue } from '../../contracts/task-queue.contract';
import { type RunningCloudTasks, runningCloudTasks } from '../../fakes/running-cloud-tasks';

const open: RunningCloudTasks[] = [];
afterEach(() => {
  for (const running of open.splice(0)) running.close();
});
async function start(
  ...settings: Parameters<typeof runningCloudTasks>
): Promise<RunningCloudTasks> {
  const running = await runningCloudTasks(...settings);
  open.push(running);
  return running;
}

const task = (name: string, more: Partial<Task> = {}): Task => ({
  name,
  path: '/v1/rotation-tasks',
  body: { userId: name, runId: 'r' },
  ...more,
});

describeTaskQueue('Cloud Tasks', async () => {
  const { queue, worker, google, pass } = await start();
  return {
    queue,
    pass,
    onDelivery: (receive) => {
      worker.receive = receive;
    },
    outOfReach: (broken) => {
      if (broken) google.trouble.refuse = { status: 503, rpc: 'UNAVAILABLE', message: 'later' };
      else delete google.trouble.refuse;
    },
  };
});

describe('what Cloud Tasks is asked for', () => {
  test('each field, with the worker’s own address as the audience', async () => {
    const { queue, google, worker, target, pass } = await start();
    await queue.enqueue(
      task('5e884898', { body: { userId: '101', runId: 'r1' }, delayMs: durationMs(1_500) }),
    );
    expect(google.created).toStrictEqual([
      {
        task: {
          name: 'projects/example-project/locations/europe-west1/queues/rotation/tasks/5e884898',
          scheduleTime: '2026-01-01T00:00:01.500Z',
          dispatchDeadline: '630s',
          httpRequest: {
            url: `${target}/v1/rotation-tasks`,
            httpMethod: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: 'eyJ1c2VySWQiOiIxMDEiLCJydW5JZCI6InIxIn0=',
            oidcToken: {
              serviceAccountEmail: 'rotation-tasks@example-project.iam.gserviceaccount.com',
              audience: target,
            },
          },
        },
      },
    ]);
    await pass(2_000);
    expect(worker.arrivals).toMatchObject([
      {
        body: { userId: '101', runId: 'r1' },
        caller: 'rotation-tasks@example-project.iam.gserviceaccount.com',
        audience: target,
      },
    ]);
  });

  test('no time, if the task may be delivered at once', async () => {
    const { queue, google } = await start();
    await queue.enqueue(task('a'));
    expect(JSON.stringify(google.created)).not.toContain('scheduleTime');
  });
});

describe('what Cloud Tasks answers', () => {
  test.each([429, 500, 502, 503, 504])('a %d is `unavailable`', async (status) => {
    const { queue, google } = await start();
    google.trouble.refuse = { status, rpc: 'ANY', message: 'CANARY' };
    expect(await queue.enqueue(task('a'))).toBe('unavailable');
  });

  test.each([
    [400, 'INVALID_ARGUMENT'],
    [401, 'UNAUTHENTICATED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND'],
  ])('a %d throws its status and nothing of Google’s text', async (status, rpc) => {
    const { queue, google } = await start();
    google.trouble.refuse = { status, rpc, message: 'CANARY' };
    await expect(queue.enqueue(task('a'))).rejects.toThrow(
      new RegExp(`^Cloud Tasks create: HTTP ${status}$`),
    );
  });

  test('a lost reply is `unavailable`, although the task was created', async () => {
    const { queue, google, worker, pass } = await start();
    google.trouble.loseReplies = true;
    expect(await queue.enqueue(task('a'))).toBe('unavailable');
    google.trouble.loseReplies = false;
    expect(await queue.enqueue(task('a'))).toBe('known');
    await pass(1_000);
    expect(worker.arrivals).toHaveLength(1);
  });

  test('no listener and no answer in time are `unavailable`', async () => {
    const { rootUrl, target, timer, google, close } = await start();
    const options = {
      queue: 'projects/p/locations/l/queues/q',
      target,
      serviceAccount: 'a@p.iam.gserviceaccount.com',
      credentials: noCredentials,
      clock: timer,
      rootUrl: rootUrl.slice(0, -1), // with or without the slash
    };
    google.trouble.silent = true;
    const hasty = cloudTasksQueue({ ...options, deadlineMs: 500 });
    expect(await hasty.enqueue(task('a'))).toBe('unavailable');
    close();
    expect(await cloudTasksQueue(options).enqueue(task('a'))).toBe('unavailable');
  });

  test('a failed sign-in throws, without quoting the answer', async () => {
    const { target, timer, rootUrl } = await start();
    const queue = cloudTasksQueue({
      queue: 'projects/p/locations/l/queues/q',
      target,
      serviceAccount: 'a@p.iam.gserviceaccount.com',
      credentials: () => Promise.reject(new Error('CANARY')),
      clock: timer,
      rootUrl,
    });
    await expect(queue.enqueue(task('a'))).rejects.toThrow(/^Cloud Tasks create sign-in: unknown$/);
  });
});
