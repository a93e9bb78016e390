import { durationMs } from '../time';

/**
 * The times that the state machine of passwords rests on (docs/decisions/0002).
 *
 * `directoryDeadlineMs`: when we give up on one call to Google. `leaseMs`: how long a claim may send;
 * a call begins only while its whole deadline fits. `lateArrivalMs`: how long after we gave up a call,
 * and reset its connection, it may still change the password at Google. `orphanArrivalMs`: the same
 * after a lease ran out, since its holder may have been killed or frozen, and a kernel goes on sending:
 * about 100 s for a dead process (Linux, tcp_orphan_retries), 15 to 20 min for one that stands still
 * (tcp_retries2). Nothing different is sent until then.
 * `clockSkewMs`: by how much the clocks of two instances may differ: a lease is taken over that much
 * later, and the other two times have as much to spare.
 */
export const TIMING = {
  directoryDeadlineMs: durationMs(10_000),
  leaseMs: durationMs(20_000),
  lateArrivalMs: durationMs(30_000),
  orphanArrivalMs: durationMs(1_200_000),
  clockSkewMs: durationMs(5_000),
} as const;
