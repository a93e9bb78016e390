import { CALLER, QUEUE, type RunningCloudTasks, runningCloudTasks } from './running-cloud-tasks';

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

async function enqueueMany({ queue }: RunningCloudTasks, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `t${1000 + index}`);
  for (const name of names) {
    const body = { userId: name, runId: 'r' };
    await queue.enqueue({ name, path: '/v1/rotation-tasks', body });
  }
  return names;
}
const userIds = ({ worker }: RunningCloudTasks): unknown[] =>
  worker.arrivals.map(({ body }) => (body as { userId: string }).userId);

describe('Cloud Tasks delivers as Google does', () => {
  test('everything, out of order and late', async () => {
    const running = await start();
    running.google.trouble.latenessMs = 60_000;
    const names = await enqueueMany(running, 50);
    await running.pass(30_000);
    const early = running.worker.arrivals.length;
    expect(early).toBeGreaterThan(5);
    expect(early).toBeLessThan(45);
    await running.pass(40_000);
    expect(userIds(running)).not.toStrictEqual(names);
    expect(userIds(running).toSorted()).toStrictEqual(names);
  });

  test('some tasks twice, though they succeeded', async () => {
    const running = await start();
    running.google.trouble.duplicateShare = 0.2;
    const names = await enqueueMany(running, 100);
    await running.pass(60_000);
    const arrived = userIds(running);
    expect(new Set(arrived).size).toBe(names.length);
    expect(arrived.length).toBeGreaterThan(105);
    expect(arrived.length).toBeLessThan(140);
  });

  test('at no more than the configured rate', async () => {
    const running = await start({ maxDispatchesPerSecond: 5 });
    await enqueueMany(running, 100);
    await running.pass(10_000);
    const { length } = running.worker.arrivals;
    expect(length).toBeGreaterThanOrEqual(50);
    expect(length).toBeLessThanOrEqual(56);
  });

  test('slower while the worker answers 429', async () => {
    const running = await start({ maxDispatchesPerSecond: 10, minBackoffMs: 1_000 });
    await enqueueMany(running, 100);
    running.worker.receive = () => ({ status: 429 });
    await running.pass(10_000);
    expect(running.worker.arrivals.length).toBeLessThan(40);
  });

  test('after a failure in 10, 20, 40, 80, then 160, 240 and 300 seconds', async () => {
    const running = await start({ maxBackoffMs: 300_000 });
    running.worker.receive = () => ({ status: 500 });
    await enqueueMany(running, 1);
    await running.pass(1_200_000);
    const at = running.worker.arrivals.map(({ atMs }) => atMs);
    const pauses = at.slice(1).map((each, index) => (each - at[index]!) / 1000);
    expect(pauses).toStrictEqual([10, 20, 40, 80, 160, 240, 300, 300]);
  });

  test('again when the worker breaks the connection', async () => {
    const running = await start();
    const answers = [{ status: 0 }, { status: 200 }];
    running.worker.receive = () => answers.shift()!;
    await enqueueMany(running, 1);
    await running.pass(30_000);
    expect(running.google.dispatches.map(({ status }) => status)).toStrictEqual([0, 200]);
  });

  test('again when the worker takes longer than the deadline', async () => {
    const running = await start();
    let finish = (): void => undefined;
    running.worker.receive = () =>
      running.worker.arrivals.length === 1
        ? new Promise((resolve) => {
            finish = () => {
              resolve({ status: 200 });
            };
          })
        : { status: 200 };
    await enqueueMany(running, 1);
    await running.pass(629_000);
    expect(running.worker.arrivals).toHaveLength(1);
    await running.pass(20_000);
    expect(running.google.dispatches.map(({ status }) => status)).toStrictEqual([0, 200]);
    finish();
  });

  test('a name again an hour after its task ended, not sooner', async () => {
    const { queue, pass } = await start();
    const task = {
      name: 'a',
      path: '/v1/rotation-tasks',
      body: {},
    } as const;
    await queue.enqueue(task);
    await pass(3_500_000);
    expect(await queue.enqueue(task)).toBe('known');
    await pass(200_000);
    expect(await queue.enqueue(task)).toBe('taken');
  });
});

describe('Cloud Tasks refuses as Google does', () => {
  const httpRequest = {
    url: 'https://rotation-worker-1.europe-west1.run.app/v1/rotation-tasks',
    httpMethod: 'POST',
    oidcToken: {
      serviceAccountEmail: CALLER,
      audience: 'https://rotation-worker-1.europe-west1.run.app',
    },
  };
  const good = { name: `${QUEUE}/tasks/a`, httpRequest };
  const create = async (
    { rootUrl }: RunningCloudTasks,
    task: unknown,
    queue = QUEUE,
  ): Promise<{ status: number; error: unknown }> => {
    const reply = await fetch(`${rootUrl}v2/${queue}/tasks`, {
      method: 'POST',
      body: JSON.stringify({ task }),
    });
    const { error } = (await reply.json()) as { error?: unknown };
    return { status: reply.status, error };
  };

  test('no valid request', async () => {
    expect(await create(await start(), good)).toStrictEqual({ status: 200, error: undefined });
  });

  test.each([
    ['no identity', { ...good, httpRequest: { ...httpRequest, oidcToken: undefined } }],
    [
      'no audience',
      { ...good, httpRequest: { ...httpRequest, oidcToken: { serviceAccountEmail: CALLER } } },
    ],
    [
      'an identity that is no service account',
      {
        ...good,
        httpRequest: {
          ...httpRequest,
          oidcToken: { ...httpRequest.oidcToken, serviceAccountEmail: 'me@example.com' },
        },
      },
    ],
    ['a path for a URL', { ...good, httpRequest: { ...httpRequest, url: '/v1/rotation-tasks' } }],
    ['a body that is not base64', { ...good, httpRequest: { ...httpRequest, body: '{"a":1}' } }],
    ['a name of another queue', { ...good, name: `${QUEUE}2/tasks/a` }],
    ['a name with a dot', { ...good, name: `${QUEUE}/tasks/a.b` }],
    ['a deadline under 15 seconds', { ...good, dispatchDeadline: '14s' }],
    ['a time 31 days from now', { ...good, scheduleTime: '2026-02-01T00:00:00Z' }],
    ['an unknown field', { ...good, scheduledTime: '2026-01-01T00:00:01Z' }],
  ])('%s', async (_name, task) => {
    expect(await create(await start(), task)).toMatchObject({
      status: 400,
      error: { code: 400, status: 'INVALID_ARGUMENT' },
    });
  });

  test('a missing queue', async () => {
    expect(await create(await start(), good, `${QUEUE}2`)).toMatchObject({
      status: 404,
      error: { status: 'NOT_FOUND' },
    });
  });
});
