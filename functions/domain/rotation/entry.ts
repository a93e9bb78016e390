import { type Account } from '../account';
import { type DirectoryUser } from '../user';
import { type Cursor } from './run';

/** One user whom a run is about to meet, with what is known from the source a moment ago. */
export type Entry = {
  /** Google's id, or of a list the key as it was given. */
  readonly key: string;
  /** Absent: Google is to be asked. */
  readonly user?: DirectoryUser;
  /** The user's account, null: there is none. Absent: it is to be read. */
  readonly account?: Account | null;
  /** Maybe a worker that died was at this user: what it noted was not counted. */
  readonly resumed?: true;
  /** The run has met this user before, and put it off. */
  readonly putOff?: true;
  /** The account's record can't be read. */
  readonly unreadable?: true;
};

/** One whom Google has listed. */
export type ListedEntry = Entry & { readonly user: DirectoryUser };

/**
 * Some users, and where their source goes on after them. There are fewer than asked for, or none, when the
 * time is up. `listedUsers`: how many there are, known at the end of a listing.
 */
export type Taken = {
  readonly entries: readonly Entry[];
  readonly next: Cursor;
  readonly listedUsers?: number;
};
