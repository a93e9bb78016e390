import { PacedQueue } from './paced-queue';
import { fixedWindow, type Quota, shortestMs, slidingWindow, tokenBucket } from './quota';

const TASKS = 1_000;
const CEILING = 25;

/** Ways in which Google may count 600 calls a minute. */
const QUOTAS: readonly (readonly [string, () => Quota])[] = [
  ['a window of the clock that begins just now', () => fixedWindow(60_000, 600)],
  ['a window of the clock, half over', () => fixedWindow(60_000, 600, 30_000)],
  ['a window of the clock, nearly over', () => fixedWindow(60_000, 600, 50_000)],
  ['a sliding window', () => slidingWindow(60_000, 600)],
  ['a full bucket of 600 tokens', () => tokenBucket(600, 10)],
  ['a bucket of 60 tokens', () => tokenBucket(60, 10)],
  ['a bucket of 10 tokens', () => tokenBucket(10, 10)],
  ['100 in each 10 seconds of the clock', () => fixedWindow(10_000, 100)],
];

describe.each(QUOTAS)('1,000 rotations under %s', (_, quota) => {
  test.each([20, 60, 120, 240])('take few calls and little time, at %d ms a call', (latencyMs) => {
    const queue = new PacedQueue(quota(), {
      tasks: TASKS,
      ceilingPerSecond: CEILING,
      atOnce: 10,
      latencyMs,
    });
    queue.run();
    const allowedMs = shortestMs(quota(), TASKS, CEILING);
    expect(queue.calls).toBeGreaterThanOrEqual(1_000);
    expect(queue.calls).toBeLessThanOrEqual(1_050);
    expect(queue.nowMs).toBeLessThanOrEqual(1.1 * allowedMs);
  });
});
