import { type AccountStore } from '../../ports/account-store';
import { DAY_MS, durationMs, earlier, type EpochMs } from '../time';

/** Who was proved is due again some days later. */
export const dueBefore = (at: EpochMs, proved: boolean, everyDays: number): EpochMs =>
  proved ? earlier(at, durationMs(everyDays * DAY_MS)) : at;

/** How many users a run of proofs over who is due would take at that time. */
export async function countDueProofs(
  accounts: Pick<AccountStore, 'countToProve'>,
  everyDays: number,
  at: EpochMs,
): Promise<number> {
  const count = (proved: boolean): Promise<number> =>
    accounts.countToProve({ proved, before: dueBefore(at, proved, everyDays) });
  const [unproved, proved] = await Promise.all([count(false), everyDays > 0 ? count(true) : 0]);
  return unproved + proved;
}
