import { type Account, type AccountStatus, type UserId } from '../domain/account';
import { type PasswordEvent } from '../domain/event';
import { type AccountDate } from '../domain/passwords/account-dates';
import { type MadeBetween } from '../domain/passwords/daily-counts';
import { type ProofStanding } from '../domain/passwords/proof-dates';
import { type EpochMs } from '../domain/time';

/**
 * The decision of a transaction's step: the document to write (absent: leave it unchanged; null: delete it),
 * the events to put into the outbox with it, and the result for the caller.
 */
export type Step<Document, Result> = {
  readonly write?: Document | null;
  readonly events?: readonly PasswordEvent[];
  readonly result: Result;
};

/** A record that this release cannot read: edited by hand, or written by a newer release. */
export type UnreadableRecord = { readonly userId: UserId; readonly primaryEmail?: string };

/** The accounts that were found. An unreadable record does not hide the others. */
export type FoundAccounts = {
  readonly accounts: readonly Account[];
  readonly unreadable: readonly UnreadableRecord[];
};

export type AccountPage = FoundAccounts & {
  /** Opaque; absent on the last page. */
  readonly nextPageToken?: string;
  /** The requested token is not one of this store's. The page then has no accounts. */
  readonly badPageToken?: true;
};

/**
 * `redoable`: the next call would repeat this write if a power failure lost it, so nobody waits for the disk.
 * This write never survives the loss of an earlier one. `unhurried`: nobody waits for the answer, so the
 * write may be delayed by a few milliseconds and combined with others.
 */
export type WriteOptions = { readonly redoable?: boolean; readonly unhurried?: boolean };

/** Which traces of former passwords to erase, see `AccountStore.eraseTraces`. */
export type Traces = 'all' | 'forgotten';

/** Accounts by user id. Firestore in the cloud, SQLite on one machine. */
export interface AccountStore {
  /** The current account, or undefined. Strongly consistent: sees every finished `transact`. */
  read(userId: UserId): Promise<Account | undefined>;

  /** As `read`, for up to 1,000 ids, in no order. Missing accounts are left out. */
  readMany(userIds: readonly UserId[]): Promise<FoundAccounts>;

  /**
   * As `readMany`, by primary address: every account that is stored under one of these addresses, each in lower
   * case. There may be several under one address. For up to 1,000 addresses.
   */
  named(addresses: readonly string[]): Promise<FoundAccounts>;

  /**
   * Reads the account, lets `step` decide, and writes account and events together or not at all. Serialised
   * against every other `transact` on this account. `step` is pure and may run more than once. If it throws,
   * the error is passed on and nothing is written. The store sets `revision` to the read one plus 1 (1 for a
   * new account). Events without `write` are written too. An event id that is already pending is not added
   * again. Throws if the store is out of reach; the write may still have happened (a lost reply), so a caller
   * reads again before it concludes.
   */
  transact<Result>(
    userId: UserId,
    step: (account: Account | undefined) => Step<Account, Result>,
    options?: WriteOptions,
  ): Promise<Result>;

  /**
   * Accounts by ascending primary address in lower case (by code point), then by id. `query`: the beginning
   * of the address (any case), or the whole user id; empty: everybody. `proof`: the standing of the current
   * password; `drifted`: only accounts with a `drift`. `limit`: 1 to 500. A page continues where the previous
   * one ended, even if accounts were added or deleted since.
   */
  list(filter: {
    status?: AccountStatus;
    proof?: ProofStanding;
    drifted?: true;
    query?: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /**
   * Accounts of any status that are due (`passwords/due-dates.ts`) at or before `before`, longest due first,
   * then by id. `turns` false: only unfinished work is due, not the policy's rotations. Pages, tokens and
   * `limit` as in `list`. An account that is no longer due is not given again.
   */
  due(filter: DueFilter & { pageToken?: string; limit: number }): Promise<AccountPage>;

  /**
   * Up to 1,000 accounts that are due as in `due`, with a primary address in lower case from `from` to `to`,
   * both included, by code point. Sorted by address.
   */
  dueBetween(filter: DueFilter & { from: string; to: string }): Promise<FoundAccounts>;

  /**
   * Accounts whose `passwordCreatedAt` is before `before`, oldest first, then by id. `orgUnitPath`: only
   * accounts known to be in the unit with this `unitKey` or below it, and then not sorted by age. Pages,
   * tokens and `limit` as in `list`.
   */
  madeBefore(filter: {
    before: EpochMs;
    orgUnitPath?: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /**
   * Accounts written by a clock that ran ahead: with a password made after `madeAfter`, with unfinished work due
   * after `unfinishedAfter`, proved after `provedAfter`, to be proved after `unprovedAfter`, or freed after
   * `freedAfter`. In no order; `limit`: 1 to 500.
   */
  writtenAhead(filter: {
    madeAfter: EpochMs;
    unfinishedAfter: EpochMs;
    provedAfter: EpochMs;
    unprovedAfter: EpochMs;
    freedAfter: EpochMs;
    limit: number;
  }): Promise<FoundAccounts>;

  /**
   * How many accounts have a `passwordCreatedAt` after `after` and at or before `upTo`; absent: at any time.
   */
  countMade(filter: MadeBetween): Promise<number>;

  /** How many accounts have each status, including 0. */
  countByStatus(): Promise<Readonly<Record<AccountStatus, number>>>;

  /**
   * The Workspaces whose passwords are kept (`passwordOf`), by ascending id. Costs one index look-up for each
   * Workspace, however many accounts there are.
   */
  workspaces(): Promise<readonly string[]>;

  /** How many passwords of this Workspace are kept. The cost grows with that number. */
  countOfWorkspace(customerId: string): Promise<number>;

  /**
   * Accounts with a password of this Workspace, by id. Pages, tokens and `limit` as in `list`. An account
   * whose password was forgotten since is not given again.
   */
  ofWorkspace(filter: {
    customerId: string;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /** How many accounts are due as in `due`. */
  countDue(filter: DueFilter): Promise<number>;

  /**
   * Accounts whose password is to be proved at or before `before` (`unprovedAt` in `passwords/proof-dates.ts`),
   * or, with `proved`, was proved then (`provedAt`). Earliest first, then by id. Pages, tokens and `limit` as in
   * `list`. An account that was proved since is not given again.
   */
  toProve(filter: ToProveFilter & { pageToken?: string; limit: number }): Promise<AccountPage>;

  /** How many accounts are to be proved as in `toProve`. */
  countToProve(filter: ToProveFilter): Promise<number>;

  /** How many current passwords have each standing, including 0. */
  countByProof(): Promise<Readonly<Record<ProofStanding, number>>>;

  /** How many accounts have a `retryAt`: a run could not give them a password, and they are tried again. */
  countRetrying(): Promise<number>;

  /** How many accounts have a `drift`. */
  countDrifted(): Promise<number>;

  /** Accounts with a `drift`, the earliest first, then by id. Pages, tokens and `limit` as in `list`. */
  drifted(filter: { pageToken?: string; limit: number }): Promise<AccountPage>;

  /**
   * Accounts with this date (`passwords/account-dates.ts`) at or before `before`, and after `after`, the
   * earliest first, then by id. Pages, tokens and `limit` as in `list`. An account that lost the date since is not given again.
   */
  dated(filter: {
    date: AccountDate;
    before: EpochMs;
    after?: EpochMs;
    pageToken?: string;
    limit: number;
  }): Promise<AccountPage>;

  /** How many accounts have this date. */
  countDated(date: AccountDate): Promise<number>;

  /**
   * Removes what earlier versions of accounts left on this store's own disk, so that no file holds it; with
   * `forgotten`, only if an account has lost its passwords since: what a rotation replaces works no longer. In the
   * cloud there is nothing to do here: what point-in-time recovery and backups keep is in docs/operate.md.
   */
  eraseTraces(of: Traces): Promise<void>;

  /** How many devices of all accounts lack the current password. */
  countBehind(): Promise<number>;

  /** Accounts with a `lastFailure`, newest failure first; `limit`: 1 to 100. */
  recentFailures(limit: number): Promise<FoundAccounts>;

  /** The ids of all accounts with a `goneSince`, in no order. */
  goneUsers(): Promise<readonly UserId[]>;

  /**
   * Postpones an unreadable record: it is due, or to be proved, at `until`, and nothing else in it changes.
   * Does nothing if the record is readable or missing.
   */
  putOff(userId: UserId, until: EpochMs, what?: 'due' | 'proof'): Promise<void>;
}

export type ToProveFilter = { readonly before: EpochMs; readonly proved: boolean };

export type DueFilter = { readonly before: EpochMs; readonly turns: boolean };
