import { type Account } from '../account';
import { durationMs, type EpochMs, later } from '../time';
import { TIMING } from './timing';

/** No lease that this clock gave ends later than this from now. */
const LONGEST_LEASE_MS = durationMs(TIMING.leaseMs + TIMING.clockSkewMs);
const LONGEST_QUARANTINE_MS = durationMs(LONGEST_LEASE_MS + TIMING.orphanArrivalMs);

/**
 * Corrects the lease and the quarantine if a clock that ran ahead wrote them. An impossible lease counts as
 * given up now, and an impossible quarantine as begun now, so neither blocks anybody for longer than the
 * longest quarantine. Returns the same object if nothing changes. The caller must write a changed account, or
 * the quarantine restarts at each read.
 */
export function withCredibleTimes(account: Account, now: EpochMs): Account {
  const { lease, quarantineUntil } = account;
  const wrongLease = lease !== undefined && lease.until > later(now, LONGEST_LEASE_MS);
  const wrongQuarantine =
    quarantineUntil !== undefined && quarantineUntil > later(now, LONGEST_QUARANTINE_MS);
  if (!wrongLease && !wrongQuarantine) return account;
  return {
    ...account,
    ...(wrongLease ? { lease: { ...lease, until: now } } : {}),
    ...(wrongQuarantine ? { quarantineUntil: later(now, TIMING.orphanArrivalMs) } : {}),
  };
}
