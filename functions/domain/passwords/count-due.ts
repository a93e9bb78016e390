import { type AccountStore } from '../../ports/account-store';
import { type Policy } from '../configuration/policy';
import { type EpochMs } from '../time';

/**
 * How many accounts are due for the schedule at that time. With a period of 0, only unfinished work counts.
 * Accounts keep the due time that an earlier policy gave them, in case a period is set again.
 */
export const countDue = (
  accounts: AccountStore,
  { periodDays }: Pick<Policy, 'periodDays'>,
  at: EpochMs,
): Promise<number> => accounts.countDue({ before: at, turns: periodDays > 0 });
