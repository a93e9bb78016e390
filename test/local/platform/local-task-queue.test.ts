import { type EpochMs, epochMs } from '../../../functions/domain/time';
import { type Task } from '../../../functions/ports/task-queue';
import { describeTaskQueue } from '../../contracts/task-queue.contract';
import { ManualTimer } from '../../fakes/manual-timer';
import { newFolder } from './new-folder';
import { type RunningQueue, runningQueue } from './running-queue';

const task = (name: string, more: Partial<Task> = {}): Task => ({
  name,
  target: 'rotation-worker',
  path: '/v1/rotation-tasks',
  body: { userId: name, runId: 'r' },
  ...more,
});
async function enqueueMany({ queue }: RunningQueue, count: number, prefix = 't'): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${1000 + index}`);
  await Promise.all(names.map((name) => queue.enqueue(task(name))));
}
const userIds = ({ worker }: RunningQueue): string[] =>
  worker.arrivals.map(({ body }) => (body as { userId: string }).userId);
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
  test('after 10 seconds, doubling to 600', async () => {
    const running = runningQueue(newFolder());
    running.worker.receive = () => ({ status: 500 });
    await enqueueMany(running, 1);
    await running.pass(2_500_000);
    const at = running.worker.arrivals.map(({ atMs }) => atMs);
    const pauses = at.slice(1).map((each, index) => (each - at[index]!) / 1000);
    expect(pauses).toStrictEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  });

  test('in even steps once the doublings are used up', async () => {
    const limits = { maxBackoffMs: 300_000, maxDoublings: 3 } as Record<string, number>;
    const running = runningQueue(newFolder(), { limits });
    running.worker.receive = () => ({ status: 500 });
    await enqueueMany(running, 1);
    await running.pass(1_200_000);
    const at = running.worker.arrivals.map(({ atMs }) => atMs);
    const pauses = at.slice(1).map((each, index) => (each - at[index]!) / 1000);
    expect(pauses).toStrictEqual([10, 20, 40, 80, 160, 240, 300, 300]);
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

  test('when no answer came within 310 seconds', async () => {
    const running = runningQueue(newFolder());
    running.worker.receive = () =>
      running.worker.arrivals.length === 1 ? new Promise(() => undefined) : { status: 200 };
    await enqueueMany(running, 1);
    await running.pass(319_000);
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
      (body as { userId: string }).userId === 't1000'
        ? { status: 200 }
        : new Promise(() => undefined);
    await enqueueMany(killed, 30);
    await killed.pass(1_000);
    expect(killed.worker.arrivals.length).toBeGreaterThan(5);
    killed.database.close();

    const next = runningQueue(folder, { timer: killed.timer });
    expect(await next.queue.enqueue(task('t1000'))).toBe('known');
    await next.pass(60_000);
    const expected = Array.from({ length: 29 }, (_, index) => `t${1001 + index}`);
    expect(userIds(next).toSorted()).toStrictEqual(expected);
  });

  test('keeps its count of attempts over a restart', async () => {
    const folder = newFolder();
    const first = runningQueue(folder);
    first.worker.receive = () => ({ status: 500 });
    await enqueueMany(first, 1);
    await first.pass(35_000); // attempts at 0, 10 and 30 s
    await first.queue.stop();
    first.database.close();
    const next = runningQueue(folder, { timer: first.timer });
    await next.pass(34_000);
    expect(next.worker.arrivals).toHaveLength(0);
    await next.pass(2_000); // 40 s after the third
    expect(next.worker.arrivals).toHaveLength(1);
  });

  test('is delivered once each, a thousand of them', async () => {
    const limits = { maxDispatchesPerSecond: 100 };
    const running = runningQueue(newFolder(), { limits });
    await enqueueMany(running, 1000);
    await running.pass(11_000);
    const arrived = userIds(running);
    expect(arrived).toHaveLength(1000);
    expect(new Set(arrived).size).toBe(1000);
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
    expect(userIds(running).toSorted()).toStrictEqual(['t1000', 't1001', 't1002']);
  });

  test('is forgotten an hour after it ended, and its name is free', async () => {
    const running = runningQueue(newFolder());
    await enqueueMany(running, 5);
    await running.pass(3_500_000);
    expect(await running.queue.enqueue(task('t1000'))).toBe('known');
    await running.pass(200_000);
    await enqueueMany(running, 1, 'next'); // names are looked through when something was settled
    await running.pass(1_000);
    expect(await running.queue.enqueue(task('t1000'))).toBe('taken');
    const left = await running.database.read((prepare) =>
      prepare('SELECT name FROM tasks ORDER BY name').all(),
    );
    expect(left.map(({ name }) => name)).toStrictEqual(['next1000', 't1000']);
  });
});

describe('how fast the local queue dispatches', () => {
  const perSecond = ({ worker, timer }: RunningQueue, seconds: number): number =>
    worker.arrivals.filter(({ atMs }) => atMs > timer.now() - seconds * 1000).length / seconds;

  test('evenly, at its limit', async () => {
    const running = runningQueue(newFolder(), { limits: { maxDispatchesPerSecond: 5 } });
    await enqueueMany(running, 60);
    await running.pass(10_000);
    const at = running.worker.arrivals.map(({ atMs }) => atMs - running.worker.arrivals[1]!.atMs);
    expect(at.slice(1, 7)).toStrictEqual([0, 200, 400, 600, 800, 1000]);
    expect(at).toHaveLength(51);
  });

  test('at the shared pace where that is slower, and not at all while it stands still', async () => {
    let pace: { perSecond: number; pausedUntil?: EpochMs } = { perSecond: 4 };
    const running = runningQueue(newFolder(), { pace: () => Promise.resolve(pace) });
    await enqueueMany(running, 500);
    await running.pass(10_000);
    expect(perSecond(running, 5)).toBeCloseTo(4, 0);
    pace = { perSecond: 4, pausedUntil: epochMs(running.timer.now() + 5_000) };
    await running.pass(4_900);
    expect(perSecond(running, 4)).toBe(0);
    pace = { perSecond: 100 };
    await running.pass(10_000);
    expect(perSecond(running, 5)).toBeCloseTo(25, 0);
  });

  test('slower while answers are 429, and as before soon after', async () => {
    const running = runningQueue(newFolder(), { limits: { maxDispatchesPerSecond: 10 } });
    running.worker.receive = () => ({ status: 429, retryAfterSeconds: 3600 });
    await enqueueMany(running, 500);
    await running.pass(20_000);
    expect(perSecond(running, 5)).toBeLessThan(2);
    running.worker.receive = () => ({ status: 200 });
    await running.pass(20_000);
    expect(perSecond(running, 5)).toBeCloseTo(10, 0);
  });

  test('no slower than the pace says while it stands still: Google’s refusal counts once', async () => {
    let pausedUntil = epochMs(0);
    const running = runningQueue(newFolder(), {
      limits: { maxDispatchesPerSecond: 10 },
      pace: () => Promise.resolve({ perSecond: 10, pausedUntil }),
    });
    await enqueueMany(running, 300);
    await running.pass(1_000);
    running.worker.receive = () => {
      pausedUntil = epochMs(running.timer.now() + 1_000);
      return { status: 429, retryAfterSeconds: 1 };
    };
    await running.pass(5_000);
    running.worker.receive = () => ({ status: 200 });
    await running.pass(3_000);
    expect(perSecond(running, 2)).toBeCloseTo(10, 0);
  });

  test('four a second while somebody waits for a password, and at once after', async () => {
    let waiting = true;
    const running = runningQueue(newFolder(), { interactive: () => waiting });
    await enqueueMany(running, 500);
    await running.pass(10_000);
    expect(perSecond(running, 5)).toBeCloseTo(4, 0);
    waiting = false;
    await running.pass(10_000);
    expect(perSecond(running, 5)).toBeCloseTo(25, 0);
  });
});

describe('the local queue goes on', () => {
  test('when the pace can’t be read', async () => {
    let broken = true;
    const running = runningQueue(newFolder(), {
      pace: () =>
        broken ? Promise.reject(new Error('no pace')) : Promise.resolve({ perSecond: 25 }),
    });
    await enqueueMany(running, 3);
    await running.pass(3_000);
    expect(running.unexpected.length).toBeGreaterThan(0);
    broken = false;
    await running.pass(3_000);
    expect(running.worker.arrivals).toHaveLength(3);
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
    await enqueueMany(running, 5, 'more');
    const stopped = running.queue.stop();
    finish();
    await stopped;
    await running.pass(60_000);
    expect(userIds(running)).toStrictEqual(['t1000']);
    expect(await running.queue.enqueue(task('t1000'))).toBe('known');
  });
});

test('a clock that is set back holds nothing up', async () => {
  class Adjusted extends ManualTimer {
    behindMs = 0;
    override now(): EpochMs {
      return epochMs(super.now() - this.behindMs);
    }
  }
  const timer = new Adjusted();
  const running = runningQueue(newFolder(), { timer, interactive: () => true });
  await enqueueMany(running, 1, 'before');
  await running.pass(1_000);
  expect(running.worker.arrivals).toHaveLength(1);
  timer.behindMs = 3_600_000;
  await enqueueMany(running, 2, 'after');
  await running.pass(2_000);
  expect(running.worker.arrivals).toHaveLength(3);
});
