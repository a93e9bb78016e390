import { durationMs } from './time';

/**
 * The times that the state machine of passwords rests on (docs/decisions/0002).
 *
 * `directoryDeadlineMs`: when we give up on one call to Google. `leaseMs`: how long a claim may send;
 * a call begins only while its whole deadline fits. `lateArrivalMs`: how long after we gave up a call
 * may still change the password at Google; nothing different is sent until then. Google names no
 * such bound, so this is three times our own deadline.
 */
export const TIMING = {
  directoryDeadlineMs: durationMs(10_000),
  leaseMs: durationMs(20_000),
  lateArrivalMs: durationMs(30_000),
} as const;
