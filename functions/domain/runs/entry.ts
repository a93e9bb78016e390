import { type AccountStore } from '../../ports/account-store';
import { type Account, type UserId } from '../account';
import { wasMetBy } from '../run-met';
import { type DirectoryUser } from '../user';
import { type Cursor, type Run } from './run';

/** One user a run is about to process, with what the source has just shown. */
export type Entry = {
  /** Google's id, or for a list the key as given. */
  readonly key: string;
  /** Absent: Google must be asked. */
  readonly user?: DirectoryUser;
  /** The user's account; absent: it must be read. */
  readonly account?: Account | 'none' | 'unreadable';
  /** A worker that died may have processed this user; what it recorded was not counted. */
  readonly resumed?: true;
  /** The run put this user off before. */
  readonly putOff?: true;
};

/**
 * Some users, and where their source continues. Fewer than asked for, or none, if the time is up.
 * `listedUsers`: how many there are, known at the end of a listing.
 */
export type Taken = {
  readonly entries: readonly Entry[];
  readonly next: Cursor;
  readonly listedUsers?: number;
};

export const accountOf = ({ account }: Entry): Account | undefined =>
  typeof account === 'object' ? account : undefined;

/**
 * Whether the run has neither met this user nor put the user off, nor does an entry before name the user. A user
 * renamed meanwhile may be listed again.
 */
export function isNewTo({
  runId,
  putOff,
}: Pick<Run, 'runId' | 'putOff'>): (entry: Entry) => boolean {
  const known = new Set(putOff);
  const isFirst = (key: string): boolean => known.size < known.add(key).size;
  return (entry) => isFirst(entry.key) && !wasMetBy(accountOf(entry)?.lastMet, runId);
}

/** The account of a user whom the source did not show with one. */
export async function readForEntry(
  { accounts }: { readonly accounts: Pick<AccountStore, 'readMany'> },
  userId: UserId | undefined,
): Promise<NonNullable<Entry['account']>> {
  if (userId === undefined) return 'none';
  const found = await accounts.readMany([userId]);
  return found.unreadable.length > 0 ? 'unreadable' : (found.accounts[0] ?? 'none');
}
