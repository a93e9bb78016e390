import { type Account, type AccountStatus, type UserId } from '../domain/account';
import { type PasswordEvent } from '../domain/event';
import { type EpochMs } from '../domain/time';

/**
 * What a transaction's step decides: the document to write (absent: leave it as it is; null: delete
 * it), the events to put into the outbox with it, and what the caller is told.
 */
export type Step<Document, Result> = {
  readonly write?: Document | null;
  readonly events?: readonly PasswordEvent[];
  readonly result: Result;
};

export type AccountPage = {
  readonly accounts: readonly Account[];
  /** Opaque; absent on the last page. */
  readonly nextPageToken?: string;
  /** The token that was asked for is not one that this store gives; then there are no accounts. */
  readonly badPageToken?: true;
};

/**
 * `redoable`: if the machine lost this write with its power, the next call would make it again, so
 * nobody has to wait for the disk. What was written before it is never lost alone.
 */
export type WriteOptions = { readonly redoable?: boolean };

/** Accounts by user id. Firestore in the cloud, SQLite on one machine. */
export interface AccountStore {
  /** The account as it stands, or undefined. Strongly consistent: sees every finished `transact`. */
  read(userId: UserId): Promise<Account | undefined>;

  /**
   * Reads the account, lets `step` decide, writes account and events as one, or nothing at all.
   * Serialised against every other `transact` on that account. `step` is pure and may run more than
   * once; what it throws comes out as it is, and nothing is written. The store sets `revision` to the
   * read one plus 1 (1 for an account that was not there). Events without `write` are written too; an
   * event id that is pending already stays there once. Throws if the store is out of reach; the write
   * may then have happened (a lost reply), so a caller reads again before it concludes.
   */
  transact<Result>(
    userId: UserId,
    step: (account: Account | undefined) => Step<Account, Result>,
    options?: WriteOptions,
  ): Promise<Result>;

  /**
   * Accounts by ascending primary address in lower case (by code point), then by id. `query`: the
   * address begins with it (any case), or it is the whole user id; empty: everybody. `limit`: 1 to
   * 500. A page goes on from the place where the one before ended, whatever was added or deleted
   * since.
   */
  list(filter: {
    status?: AccountStatus;
    query?: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /**
   * Accounts of any status whose `nextRotationAt` is at or before `before`, the longest due first,
   * then by id. Pages, tokens and `limit` as in `list`; what is no longer due is not given again.
   */
  due(filter: { before: EpochMs; pageToken?: string; limit: number }): Promise<AccountPage>;

  /** How many accounts have each status; every status is there, 0 included. */
  countByStatus(): Promise<Readonly<Record<AccountStatus, number>>>;

  /** How many accounts have a `nextRotationAt` at or before `before`. */
  countDue(before: EpochMs): Promise<number>;

  /** Accounts that have a `lastFailure`, the newest failure first; `limit`: 1 to 100. */
  recentFailures(limit: number): Promise<readonly Account[]>;
}
