import { type AccountStore } from '../../ports/account-store';
import { type Configuration } from '../configuration/configuration';
import { lastWindowBegan } from '../configuration/window';
import { countDue } from '../passwords/count-due';
import { DAY_MS, type EpochMs, epochMs } from '../time';

export type Lateness = {
  /** Due for more than a day. */
  readonly overdue: number;
  /** Of these, the ones that have been due throughout a window. */
  readonly late: number;
};

/**
 * How many accounts rotation has left behind. A closed window is no delay: what became due after the last one began
 * may wait for the next. Nor is a wait for devices: what waited is due since that ended. Nothing is late while rotation
 * is held back on purpose: paused, or without a connection.
 */
export async function countLate(
  accounts: AccountStore,
  { connection, policy }: Configuration,
  now: EpochMs,
): Promise<Lateness> {
  const dayAgo = epochMs(now - DAY_MS);
  const overdue = await countDue(accounts, policy, dayAgo);
  if (overdue === 0 || connection === undefined || policy.paused) return { overdue, late: 0 };
  const began = policy.window === null ? dayAgo : lastWindowBegan(policy.window, now);
  const late = began < dayAgo ? await countDue(accounts, policy, began) : overdue;
  return { overdue, late };
}
