import { type Task } from '../../../functions/ports/task-queue';
import { describeTaskQueue } from '../../contracts/task-queue.contract';
import { newFolder } from './new-folder';
import { type RunningQueue, runningQueue } from './running-queue';

const task = (name: string, more: Partial<Task> = {}): Task => ({
  name,
  path: '/v1/rotation-tasks',
  body: { runId: name, slice: 1 },
  ...more,
});
async function enqueueMany({ queue }: RunningQueue, count: number, prefix = 't'): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${1000 + index}`);
  await Promise.all(names.map((name) => queue.enqueue(task(name))));
}
const runIds = ({ worker }: RunningQueue): string[] =>
  worker.arrivals.map(({ body }) => (body as { runId: string }).runId);
const queryOnly = ({ database }: RunningQueue, on: boolean): Promise<unknown> =>
  database.read((prepare) => prepare(`PRAGMA query_only = ${on ? 1 : 0}`).run());

describeTaskQueue('in process, kept in SQLite', () => {
  const running = runningQueue(newFolder());
  return Promise.resolve({
    queue: running.queue,
    pass: running.pass,
    onDelivery: (receive) => {
      running.worker.receive = receive;
    },
    outOfReach: (broken) => void queryOnly(running, broken),
  });
});

describe('the local queue’s retries', () => {
  test('after 10 seconds, doubling to 60', async () => {
    const running = runningQueue(newFolder());
    running.worker.receive = () => ({ status: 500 });
    await enqueueMany(running, 1);
    await running.pass(300_000);
    const at = running.worker.arrivals.map(({ atMs }) => atMs);
    const pauses = at.slice(1).map((each, index) => (each - at[index]!) / 1000);
    expect(pauses).toStrictEqual([10, 20, 40, 60, 60, 60]);
  });

  test('just when a 429 or 503 asks for, be it sooner', async () => {
    const running = runningQueue(newFolder());
    const answers = [{ status: 503, retryAfterSeconds: 1 }, { status: 200 }];
    running.worker.receive = () => answers.shift()!;
    await enqueueMany(running, 1);
    await running.pass(60_000);
    const [first, second] = running.worker.arrivals;
    expect(second!.atMs - first!.atMs).toBe(1000);
  });

  test('when no answer came within 630 seconds', async () => {
    const running = runningQueue(newFolder());
    running.worker.receive = () =>
      running.worker.arrivals.length === 1 ? new Promise(() => undefined) : { status: 200 };
    await enqueueMany(running, 1);
    await running.pass(639_000);
    expect(running.worker.arrivals).toHaveLength(1);
    await running.pass(10_000);
    expect(running.worker.arrivals).toHaveLength(2);
  });
});

describe('what the local queue has taken', () => {
  test('outlives a kill, also what was under way and not answered', async () => {
    const folder = newFolder();
    const killed = runningQueue(folder);
    killed.worker.receive = ({ body }) =>
      (body as { runId: string }).runId === 't1000'
        ? { status: 200 }
        : new Promise(() => undefined);
    await enqueueMany(killed, 8);
    await killed.pass(1_000);
    expect(runIds(killed)).toStrictEqual(['t1000', 't1001', 't1002', 't1003', 't1004']);
    killed.database.close();

    const next = runningQueue(folder, killed.timer);
    expect(await next.queue.enqueue(task('t1000'))).toBe('known');
    await next.pass(60_000);
    const expected = ['t1001', 't1002', 't1003', 't1004', 't1005', 't1006', 't1007'];
    expect(runIds(next).toSorted()).toStrictEqual(expected);
  });

  test('keeps its count of attempts over a restart', async () => {
    const folder = newFolder();
    const first = runningQueue(folder);
    first.worker.receive = () => ({ status: 500 });
    await enqueueMany(first, 1);
    await first.pass(35_000); // attempts at 0, 10 and 30 s
    await first.queue.stop();
    first.database.close();
    const next = runningQueue(folder, first.timer);
    await next.pass(34_000);
    expect(next.worker.arrivals).toHaveLength(0);
    await next.pass(2_000); // 40 s after the third
    expect(next.worker.arrivals).toHaveLength(1);
  });

  test('goes on though one of them is answered by nobody for long', async () => {
    const running = runningQueue(newFolder());
    running.worker.receive = ({ body }) =>
      (body as { runId: string }).runId === 't1000'
        ? new Promise(() => undefined)
        : { status: 200 };
    await enqueueMany(running, 20);
    await running.pass(1_000);
    expect(runIds(running)).toHaveLength(20);
    expect(new Set(runIds(running)).size).toBe(20);
  });

  test('stays settled though the disk was full just then', async () => {
    const running = runningQueue(newFolder());
    await enqueueMany(running, 3);
    running.worker.receive = async () => {
      await queryOnly(running, true);
      return { status: 200 };
    };
    await running.pass(5_000);
    await queryOnly(running, false);
    await running.pass(600_000);
    expect(runIds(running).toSorted()).toStrictEqual(['t1000', 't1001', 't1002']);
  });

  test('is forgotten an hour after it ended, and its name is free', async () => {
    const running = runningQueue(newFolder());
    await enqueueMany(running, 5);
    await running.pass(3_500_000);
    expect(await running.queue.enqueue(task('t1000'))).toBe('known');
    await running.pass(200_000);
    expect(await running.queue.enqueue(task('t1000'))).toBe('taken');
    const left = await running.database.read((prepare) =>
      prepare('SELECT name FROM tasks ORDER BY name').all(),
    );
    expect(left.map(({ name }) => name)).toStrictEqual(['t1000']);
  });
});

describe('the local queue goes on', () => {
  test('when its tasks can’t be read for a moment', async () => {
    const running = runningQueue(newFolder());
    const rename = (from: string, to: string): Promise<unknown> =>
      running.database.read((prepare) => prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run());
    await rename('tasks', 'away');
    expect(await running.queue.enqueue(task('t1'))).toBe('unavailable');
    await rename('away', 'tasks');
    expect(await running.queue.enqueue(task('t1'))).toBe('taken');
    await rename('tasks', 'away');
    await running.pass(3_000);
    expect(running.unexpected.length).toBeGreaterThan(0);
    await rename('away', 'tasks');
    await running.pass(3_000);
    expect(runIds(running)).toStrictEqual(['t1']);
  });

  test('until it is stopped: what is under way ends, nothing else begins', async () => {
    const running = runningQueue(newFolder());
    let finish = (): void => undefined;
    running.worker.receive = () =>
      new Promise((resolve) => {
        finish = () => {
          resolve({ status: 200 });
        };
      });
    await enqueueMany(running, 1);
    await running.pass(100);
    const stopped = running.queue.stop();
    await enqueueMany(running, 5, 'more');
    finish();
    await stopped;
    await running.pass(60_000);
    expect(runIds(running)).toStrictEqual(['t1000']);
    expect(await running.queue.enqueue(task('t1000'))).toBe('known');
  });
});
