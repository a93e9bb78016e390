import { type AccountStore } from '../../ports/account-store';
import { type Policy } from '../configuration/policy';
import { type EpochMs } from '../time';

/**
 * For how many accounts the schedule has something to do at that time. With a period of 0 that is only
 * what was begun: accounts keep the turn that an earlier policy gave them, for when there is a period again.
 */
export const countDue = (
  accounts: AccountStore,
  { periodDays }: Pick<Policy, 'periodDays'>,
  at: EpochMs,
): Promise<number> => accounts.countDue({ before: at, turns: periodDays > 0 });
