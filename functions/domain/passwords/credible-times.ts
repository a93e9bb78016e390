import { type Account } from '../account';
import { durationMs, type EpochMs, later } from '../time';
import { TIMING } from './timing';

/** Later than any lease that this clock could have given by now. */
const LONGEST_LEASE_MS = durationMs(TIMING.leaseMs + TIMING.clockSkewMs);
const LONGEST_QUARANTINE_MS = durationMs(LONGEST_LEASE_MS + TIMING.orphanArrivalMs);

/**
 * The account without what a clock that ran ahead has written: a lease that nobody can have given counts
 * as given up now, a quarantine as begun now, so neither holds anybody up for longer than the longest
 * quarantine. The same object when nothing changes; to be written when something does, or it would begin
 * anew at each look.
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
