import { type AccountStore, type UnreadableRecord } from '../../ports/account-store';
import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { type EpochMs } from '../time';
import { type AccountDate } from './account-dates';

export type DatedPorts = {
  readonly accounts: Pick<AccountStore, 'dated'>;
  readonly unexpected: (error: unknown) => void;
};

const PAGE = 500;
const AT_ONCE = 20;

/**
 * Does something with every account that has this date at or before `before` (and after `after`), while `goOn` returns true. A
 * failure is reported and does not stop the others. Returns whose record can't be read.
 */
export async function forEachDated(
  { accounts, unexpected }: DatedPorts,
  dates: { readonly date: AccountDate; readonly before: EpochMs; readonly after?: EpochMs },
  goOn: () => boolean,
  act: (account: Account) => Promise<unknown>,
): Promise<readonly UnreadableRecord[]> {
  const unreadable: UnreadableRecord[] = [];
  let place: string | undefined;
  do {
    if (!goOn()) break;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.dated({ ...dates, limit: PAGE, ...from });
    await mapAtOnce(AT_ONCE, page.accounts, (account) => act(account).catch(unexpected));
    unreadable.push(...page.unreadable);
    place = page.nextPageToken;
  } while (place !== undefined);
  return unreadable;
}
