import { type DurationMs, durationMs } from '../../functions/domain/time';

/**
 * The retry rules of the cloud queue, in Cloud Tasks' terms (RetryConfig, v2; infra/queue.tf). A task is
 * given up only when both limits are reached: the number of attempts and the retry duration.
 */
export const RETRIES = {
  maxAttempts: 100,
  maxRetryDurationMs: durationMs(86_400_000),
  minBackoffMs: durationMs(10_000),
  maxBackoffMs: durationMs(60_000),
  maxDoublings: 3,
} as const;

/** The back-off after this many failed attempts. It reaches the longest pause before the last doubling. */
export function backoffMs(attempts: number): DurationMs {
  const { minBackoffMs, maxBackoffMs, maxDoublings } = RETRIES;
  return durationMs(
    Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempts - 1, maxDoublings)),
  );
}

/** Whether a task is given up. */
export const isUsedUp = (attempts: number, triedForMs: number): boolean =>
  attempts >= RETRIES.maxAttempts && triedForMs >= RETRIES.maxRetryDurationMs;

/** A name is free again this long after its task ended (v2 proto of Cloud Tasks). */
export const NAME_MEMORY_MS = 3_600_000;
