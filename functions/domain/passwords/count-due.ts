import { type AccountStore } from '../../ports/account-store';
import { type Policy } from '../configuration/policy';
import { hasTurns } from '../configuration/policy-by-unit';
import { type EpochMs } from '../time';

/**
 * How many accounts are due for the schedule at that time. With a period of 0 everywhere, only unfinished work
 * counts. Accounts keep the due time that an earlier policy gave them, in case a period is set again.
 */
export const countDue = (accounts: AccountStore, policy: Policy, at: EpochMs): Promise<number> =>
  accounts.countDue({ before: at, turns: hasTurns(policy) });
