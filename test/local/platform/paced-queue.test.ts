import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { CallTraffic } from '../../../functions/domain/rotation/call-traffic';
import {
  afterAcceptance,
  afterRefusal,
  type Pace,
  paceAt,
} from '../../../functions/domain/rotation/pace';
import { durationMs } from '../../../functions/domain/time';
import { type Delivered, LocalTaskQueue } from '../../../local/platform/local-task-queue';
import { RETRIES } from '../../../local/platform/queue-limits';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteTasks } from '../../../local/platform/sqlite-tasks';
import { instantFlush } from '../../fakes/instant-flush';
import { ManualTimer } from '../../fakes/manual-timer';
import {
  fixedWindow,
  type Quota,
  shortestMs,
  slidingWindow,
  tokenBucket,
} from '../../properties/quota';
import { newFolder } from './new-folder';

const TASKS = 1_000;
const CEILING = 25;
const LATENCY_MS = 80;

/** A worker of one call to Google for each task, which learns from the answers as rotation does. */
class PacedWorker {
  calls = 0;
  done = 0;
  readonly #quota: Quota;
  readonly #timer: ManualTimer;
  readonly #traffic = new CallTraffic();
  #pace: Pace | undefined;

  constructor(quota: Quota, timer: ManualTimer) {
    this.#quota = quota;
    this.#timer = timer;
  }

  pace() {
    return paceAt(this.#pace, CEILING, this.#timer.now());
  }

  async work(): Promise<Delivered> {
    const begunAt = this.#timer.now();
    if (this.pace().pausedUntil !== undefined) return this.#later();
    this.calls += 1;
    await this.#timer.sleep(durationMs(LATENCY_MS / 2));
    const accepted = this.#quota(this.#timer.now());
    await this.#timer.sleep(durationMs(LATENCY_MS / 2));
    const now = this.#timer.now();
    if (accepted) {
      this.done += 1;
      this.#traffic.accepted(now);
      this.#pace = afterAcceptance(this.#pace, { now, begunAt }) ?? this.#pace;
      return { status: 200 };
    }
    const acceptedPerSecond = this.#traffic.acceptedPerSecond(now);
    const refusal = { now, begunAt, ceilingPerSecond: CEILING, daily: false, interactive: false };
    const learnt = acceptedPerSecond === undefined ? refusal : { ...refusal, acceptedPerSecond };
    this.#pace = afterRefusal(this.#pace, learnt) ?? this.#pace;
    return this.#later();
  }

  #later(): Delivered {
    const left = (this.#pace?.pausedUntil ?? 0) - this.#timer.now();
    const seconds = Math.max(1, Math.ceil(left / 1000)); // as `Retry-After` has them
    return { status: 429, retryAfterMs: durationMs(seconds * 1000) };
  }
}

async function rotateAll(quota: Quota): Promise<{ calls: number; ms: number }> {
  const timer = new ManualTimer(0);
  const worker = new PacedWorker(quota, timer);
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'), instantFlush);
  const queue = new LocalTaskQueue({
    tasks: sqliteTasks(database),
    limits: { ...RETRIES, maxDispatchesPerSecond: CEILING, maxConcurrentDispatches: 10 },
    timer,
    deliver: () => worker.work(),
    pace: () => Promise.resolve(worker.pace()),
    interactive: () => false,
    unexpected: (error) => {
      throw error;
    },
  });
  const names = Array.from({ length: TASKS }, (_, index) => `t${index}`);
  await Promise.all(
    names.map((name) =>
      queue.enqueue({ name, target: 'rotation-worker', path: '/v1/rotation-tasks', body: {} }),
    ),
  );
  queue.start();
  const settle = async (): Promise<void> => {
    for (let calm = 0; calm < 3; calm += 1) await turn();
  };
  while (worker.done < TASKS && timer.now() < 3_600_000) await timer.advance(100, settle);
  database.close();
  return { calls: worker.calls, ms: timer.now() };
}

// The pace alone is tried against more quotas in test/properties; here the queue dispatches by it.
test.each<[string, () => Quota]>([
  ['600 calls in each minute of the clock', () => fixedWindow(60_000, 600, 30_000)],
  ['600 calls in any minute', () => slidingWindow(60_000, 600)],
  ['a bucket of 60 tokens that fills by 10 a second', () => tokenBucket(60, 10)],
  ['10 calls in each second of the clock', () => fixedWindow(1_000, 10)],
])('1,000 rotations under %s take few calls and little time', async (_name, quota) => {
  const { calls, ms } = await rotateAll(quota());
  expect(calls / TASKS).toBeLessThanOrEqual(1.05);
  expect(ms / shortestMs(quota(), TASKS, CEILING)).toBeLessThanOrEqual(1.1);
});
