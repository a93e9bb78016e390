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

/** A record that this release can't read: changed by hand, or written by a newer one. */
export type UnreadableRecord = { readonly userId: UserId; readonly primaryEmail?: string };

/** What was found. A record that can't be read keeps nobody else from being found. */
export type FoundAccounts = {
  readonly accounts: readonly Account[];
  readonly unreadable: readonly UnreadableRecord[];
};

export type AccountPage = FoundAccounts & {
  /** Opaque; absent on the last page. */
  readonly nextPageToken?: string;
  /** The token that was asked for is not one that this store gives; then there are no accounts. */
  readonly badPageToken?: true;
};

/**
 * `redoable`: if the machine lost this write with its power, the next call would make it again, so
 * nobody has to wait for the disk. What was written before it is never lost alone. `unhurried`: nobody
 * waits for its answer; it may be written a few milliseconds later, together with others.
 */
export type WriteOptions = { readonly redoable?: boolean; readonly unhurried?: boolean };

/** Accounts by user id. Firestore in the cloud, SQLite on one machine. */
export interface AccountStore {
  /** The account as it stands, or undefined. Strongly consistent: sees every finished `transact`. */
  read(userId: UserId): Promise<Account | undefined>;

  /** As `read`, for up to 1,000 at once, in no order; those that are not there are left out. */
  readMany(userIds: readonly UserId[]): Promise<FoundAccounts>;

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
   * Accounts of any status that are due (`passwords/due-dates.ts`) at or before `before`, the longest due
   * first, then by id. `turns` false: only what was begun is due, and no turn of the policy. Pages, tokens
   * and `limit` as in `list`; what is no longer due is not given again.
   */
  due(filter: DueFilter & { pageToken?: string; limit: number }): Promise<AccountPage>;

  /**
   * Up to 1,000 accounts that are due as in `due` and whose primary address in lower case is between two,
   * by code point, both included; by address.
   */
  dueBetween(filter: DueFilter & { from: string; to: string }): Promise<FoundAccounts>;

  /**
   * Accounts whose `passwordCreatedAt` is before `before`, the oldest first, then by id. `orgUnitPath`: only of
   * the unit with this `unitKey` and those below, as far as it is known of them; then in no order of age.
   * Pages, tokens and `limit` as in `list`.
   */
  madeBefore(filter: {
    before: EpochMs;
    orgUnitPath?: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /**
   * Accounts that a clock running ahead has written: with a password made after `madeAfter`, or with
   * something begun that is to be ended after `unfinishedAfter`. In no order; `limit`: 1 to 500.
   */
  writtenAhead(filter: {
    madeAfter: EpochMs;
    unfinishedAfter: EpochMs;
    limit: number;
  }): Promise<FoundAccounts>;

  /** How many accounts have each status; every status is there, 0 included. */
  countByStatus(): Promise<Readonly<Record<AccountStatus, number>>>;

  /**
   * The Workspaces whose passwords are kept (`passwordOf`), by ascending id. Costs one look at an index for
   * each Workspace, however many accounts there are.
   */
  workspaces(): Promise<readonly string[]>;

  /** How many passwords are kept of this Workspace. Costs by those that are counted. */
  countOfWorkspace(customerId: string): Promise<number>;

  /**
   * Accounts with a password of this Workspace, by id. Pages, tokens and `limit` as in `list`; whose
   * password was forgotten since is not given again.
   */
  ofWorkspace(filter: {
    customerId: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /** How many accounts are due as in `due`. */
  countDue(filter: DueFilter): Promise<number>;

  /** How many accounts have a `retryAt`: a run could not give them a password, and they are tried again. */
  countRetrying(): Promise<number>;

  /** Accounts that have a `lastFailure`, the newest failure first; `limit`: 1 to 100. */
  recentFailures(limit: number): Promise<FoundAccounts>;

  /** The ids of all accounts that have a `goneSince`, in no order. */
  goneUsers(): Promise<readonly UserId[]>;

  /**
   * Puts off a record that can't be read: it is due at `until`, and nothing else of it changes. Does
   * nothing to one that can be read, or is not there.
   */
  putOff(userId: UserId, until: EpochMs): Promise<void>;
}

export type DueFilter = { readonly before: EpochMs; readonly turns: boolean };
