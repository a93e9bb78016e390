import { durationMs } from '../../functions/domain/time';
import { type Task, type TaskQueue } from '../../functions/ports/task-queue';

/** A delivery as `rotation-worker` receives it, with a parsed body. */
export type Delivery = {
  readonly method: string;
  readonly path: string;
  readonly mediaType: string | undefined;
  readonly body: unknown;
};
export type Reply = { readonly status: number; readonly retryAfterSeconds?: number };
export type Receive = (delivery: Delivery) => Reply | Promise<Reply>;

/**
 * An empty queue with a clock that the test moves and the settings of `infra/queue.tf`: back-off of 10 s
 * doubling to 60 s, at least 100 attempts and one day, a few concurrent deliveries.
 */
export type QueueUnderTest = {
  readonly queue: TaskQueue;
  /** Sets the handler of later deliveries. */
  readonly onDelivery: (receive: Receive) => void;
  /** Moves time forward. Tasks that become due are delivered and answered. */
  readonly pass: (ms: number) => Promise<void>;
  /** Makes the queue unreachable, or reachable again. */
  readonly outOfReach: (broken: boolean) => void;
};

/** The contract of every `TaskQueue`. */
export function describeTaskQueue(name: string, newQueue: () => Promise<QueueUnderTest>): void {
  describe(`TaskQueue: ${name}`, () => {
    let under: QueueUnderTest;
    let seen: Delivery[];
    beforeEach(async () => {
      under = await newQueue();
      seen = [];
      answerWith(() => ({ status: 200 }));
    });
    const answerWith = (reply: (attempt: number) => Reply): void => {
      under.onDelivery((delivery) => {
        seen.push(delivery);
        return reply(seen.length);
      });
    };
    const task = (named: string, more: Partial<Task> = {}): Task => ({
      name: named,
      path: '/v1/rotation-tasks',
      body: { runId: named, slice: 1 },
      ...more,
    });

    test('a task arrives as a POST of its JSON', async () => {
      const body = { runId: 'r', slice: 7, note: 'zoë@bücher.example' };
      expect(await under.queue.enqueue(task('a', { body }))).toBe('taken');
      await under.pass(5_000);
      expect(seen).toStrictEqual([
        { method: 'POST', path: '/v1/rotation-tasks', mediaType: 'application/json', body },
      ]);
    });

    test.each([200, 202, 204])('after a %d it is not delivered again', async (status) => {
      answerWith(() => ({ status }));
      await under.queue.enqueue(task('a'));
      await under.pass(7_200_000);
      expect(seen).toHaveLength(1);
    });

    test.each([400, 409, 429, 500, 503])(
      'after a %d it is delivered again until a 2xx',
      async (status) => {
        answerWith((attempt) => ({ status: attempt < 3 ? status : 200 }));
        await under.queue.enqueue(task('a'));
        await under.pass(7_200_000);
        expect(seen).toHaveLength(3);
      },
    );

    test('the back-off grows: exactly four deliveries in the first minute', async () => {
      answerWith(() => ({ status: 500 }));
      await under.queue.enqueue(task('a'));
      await under.pass(9_000);
      expect(seen).toHaveLength(1);
      await under.pass(51_000);
      expect(seen.length).toBeGreaterThanOrEqual(3);
      expect(seen.length).toBeLessThanOrEqual(4);
    });

    test('a `Retry-After` is obeyed', async () => {
      answerWith((attempt) =>
        attempt === 1 ? { status: 429, retryAfterSeconds: 120 } : { status: 200 },
      );
      await under.queue.enqueue(task('a'));
      await under.pass(119_000);
      expect(seen).toHaveLength(1);
      await under.pass(600_000);
      expect(seen).toHaveLength(2);
    });

    test('a task that never succeeds is tried for a day, then dropped', async () => {
      answerWith(() => ({ status: 500 }));
      await under.queue.enqueue(task('a'));
      await under.pass(24 * 3_600_000 - 60_000);
      expect(seen.length).toBeGreaterThanOrEqual(1_400);
      await under.pass(3_600_000);
      const attempts = seen.length;
      await under.pass(48 * 3_600_000);
      expect(seen).toHaveLength(attempts);
    });

    test('a name is accepted once while its task waits, and not again just after it ended', async () => {
      expect(await under.queue.enqueue(task('a', { delayMs: durationMs(30_000) }))).toBe('taken');
      expect(await under.queue.enqueue(task('a'))).toBe('known');
      await under.pass(60_000);
      expect(seen).toHaveLength(1);
      expect(await under.queue.enqueue(task('a'))).toBe('known');
      expect(await under.queue.enqueue(task('b'))).toBe('taken');
      await under.pass(60_000);
      expect(seen).toHaveLength(2);
    });

    test('of 10 concurrent tasks under one name, one is accepted', async () => {
      const all = await Promise.all(
        Array.from({ length: 10 }, () => under.queue.enqueue(task('a'))),
      );
      expect(all.filter((each) => each === 'taken')).toHaveLength(1);
      await under.pass(60_000);
      expect(seen).toHaveLength(1);
    });

    test('a delayed task is not delivered early', async () => {
      await under.queue.enqueue(task('a', { delayMs: durationMs(45_000) }));
      await under.pass(44_000);
      expect(seen).toHaveLength(0);
      await under.pass(16_000);
      expect(seen).toHaveLength(1);
    });

    test('an unreachable queue says so, and accepts the same name later', async () => {
      under.outOfReach(true);
      expect(await under.queue.enqueue(task('a'))).toBe('unavailable');
      under.outOfReach(false);
      expect(['taken', 'known']).toContain(await under.queue.enqueue(task('a')));
      await under.pass(60_000);
      expect(seen).toHaveLength(1);
    });

    test('a slow task delays no other', async () => {
      const { promise: other, resolve: otherCame } = Promise.withResolvers<undefined>();
      under.onDelivery(async (delivery) => {
        seen.push(delivery);
        if ((delivery.body as { runId: string }).runId === 'a') await other;
        else otherCame(undefined);
        return { status: 200 };
      });
      await under.queue.enqueue(task('a'));
      await under.queue.enqueue(task('b'));
      await under.pass(600_000);
      expect(seen).toHaveLength(2);
    });

    test('at most 10 are delivered at once, and all arrive', async () => {
      let underWay = 0;
      let most = 0;
      under.onDelivery(async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        underWay -= 1;
        seen.push({ method: '', path: '', mediaType: '', body: '' });
        return { status: 200 };
      });
      for (let index = 0; index < 40; index += 1) await under.queue.enqueue(task(`t${index}`));
      await under.pass(600_000);
      expect(seen).toHaveLength(40);
      expect(most).toBeLessThanOrEqual(10);
    });
  });
}
