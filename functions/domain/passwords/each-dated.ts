import { type AccountStore } from '../../ports/account-store';
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
 * Does something with every account that has this date at or before `before`, while `goOn` returns true. A
 * failure is reported and does not stop the others.
 */
export async function forEachDated(
  { accounts, unexpected }: DatedPorts,
  { date, before }: { readonly date: AccountDate; readonly before: EpochMs },
  goOn: () => boolean,
  act: (account: Account) => Promise<unknown>,
): Promise<void> {
  let place: string | undefined;
  do {
    if (!goOn()) return;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.dated({ date, before, limit: PAGE, ...from });
    await mapAtOnce(AT_ONCE, page.accounts, (account) => act(account).catch(unexpected));
    place = page.nextPageToken;
  } while (place !== undefined);
}
