import { type AccountPage } from '../../ports/account-store';
import { type Account } from '../account';
import { type EpochMs } from '../time';
import { type Clock } from '../../ports/clock';
import { type Entry } from './entry';

/** Upper limit of a page of accounts. */
const PAGE = 500;

/** How stored accounts are read. `keepsUnreadable`: whether accounts that can't be read are users of the run, too. */
export type StoredBy = {
  readonly read: (page: { limit: number; pageToken?: string }) => Promise<AccountPage>;
  readonly isNew: (entry: Entry) => boolean;
  readonly keepsUnreadable: boolean;
  readonly clock: Clock;
  readonly until: EpochMs;
};

/** Up to `size` users of the stored accounts after a place, and the next place; undefined: these were the last. */
export async function storedUsers(
  place: string | undefined,
  size: number,
  { read, isNew, keepsUnreadable, clock, until }: StoredBy,
): Promise<{ readonly entries: readonly Entry[]; readonly place: string | undefined }> {
  const entries: Entry[] = [];
  let next = place;
  do {
    const limit = Math.min(PAGE, Math.max(1, size - entries.length));
    let page = await read({ limit, ...(next === undefined ? {} : { pageToken: next }) });
    if (page.badPageToken) page = await read({ limit }); // the accounts show who was processed
    const unreadable = keepsUnreadable ? page.unreadable : [];
    const found = [...page.accounts.map(shown), ...unreadable.map(hidden)];
    entries.push(...found.filter(isNew));
    next = page.nextPageToken;
  } while (next !== undefined && entries.length < size && clock.now() < until);
  return { entries, place: next };
}

const shown = (account: Account): Entry => ({ key: account.userId, account });

const hidden = ({ userId }: AccountPage['unreadable'][number]): Entry => ({
  key: userId,
  account: 'unreadable',
});
