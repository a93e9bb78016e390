import { durationMs } from '../time';

/**
 * The times that the state machine of passwords relies on (docs/decisions/0002).
 *
 * `directoryDeadlineMs`: the deadline of one call to Google.
 * `bindDeadlineMs`: the deadline of the bind that follows a lost reply. It too must fit into the lease.
 * `leaseMs`: how long a claim may send. A call begins only if its whole deadline fits.
 * `lateArrivalMs`: how long a call may still change the password at Google after we gave it up and reset its
 * connection.
 * `orphanArrivalMs`: the same after an expired lease. Its holder may have been killed or frozen while the
 * kernel goes on sending: about 100 s for a dead process (Linux, tcp_orphan_retries), 15 to 20 min for a
 * frozen one (tcp_retries2). No different password is sent until then.
 * `clockSkewMs`: how far the clocks of two instances may differ. A lease is taken over that much later, and
 * the other two times have that much to spare.
 */
export const TIMING = {
  directoryDeadlineMs: durationMs(10_000),
  bindDeadlineMs: durationMs(2_000),
  leaseMs: durationMs(20_000),
  lateArrivalMs: durationMs(30_000),
  orphanArrivalMs: durationMs(1_200_000),
  clockSkewMs: durationMs(5_000),
} as const;
