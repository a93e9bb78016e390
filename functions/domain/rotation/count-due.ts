import { type AccountStore } from '../../ports/account-store';
import { type Policy } from '../configuration/policy';
import { type EpochMs } from '../time';

/**
 * How many accounts the schedule has to rotate at that time. With a period of 0 it rotates nobody, though
 * accounts keep the turn that an earlier policy gave them, for the day when there is a period again.
 */
export const countDue = async (
  accounts: AccountStore,
  { periodDays }: Pick<Policy, 'periodDays'>,
  at: EpochMs,
): Promise<number> => (periodDays === 0 ? 0 : accounts.countDue(at));
