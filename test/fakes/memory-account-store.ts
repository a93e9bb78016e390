import { storedAccount } from '../../functions/adapters/stored-current';
import { readAccount } from '../../functions/adapters/stored-document';
import {
  type Account,
  ACCOUNT_STATUSES,
  type AccountStatus,
  passwordCreatedAt,
  passwordOf,
  type UserId,
} from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { countBehind } from '../../functions/domain/devices/devices-behind';
import { ACCOUNT_DATES, type AccountDate } from '../../functions/domain/passwords/account-dates';
import { type MadeBetween } from '../../functions/domain/passwords/daily-counts';
import { dueAt, unfinishedAt } from '../../functions/domain/passwords/due-dates';
import {
  PROOF_STANDINGS,
  type ProofStanding,
  proofStanding,
  provedAt,
  unprovedAt,
} from '../../functions/domain/passwords/proof-dates';
import { type EpochMs, epochMs } from '../../functions/domain/time';
import {
  type AccountPage,
  type AccountStore,
  type DueFilter,
  type FoundAccounts,
  type Step,
  type ToProveFilter,
} from '../../functions/ports/account-store';
import {
  addressKey,
  addressOf,
  countedBy,
  isWithin,
  momentKey,
  type Paging,
  pageOf,
  sorted,
} from './memory-page';
import { readableCopy } from './readable-copy';

/** Accounts in memory, for thousands of interleavings. Meets the same contract as the real stores. */
export class MemoryAccountStore implements AccountStore {
  /** Accounts whose record can't be read, with their due time if they were put off. Filled by `spoil`. */
  readonly unreadable = new Map<UserId, EpochMs | undefined>();
  /** Accounts whose record can't be written, as if it were too large. */
  readonly unwritable = new Set<UserId>();
  readonly #proofPutOff = new Map<UserId, EpochMs>();
  readonly events: PasswordEvent[] = [];
  readonly #accounts = new Map<UserId, Account>();
  readonly #watch: (account: Account) => void;

  /** `watch` sees every document as it is written. */
  constructor(watch: (account: Account) => void = () => undefined) {
    this.#watch = watch;
  }

  /** Makes the record unreadable. Queries still find it by its old values. */
  spoil(userId: UserId): void {
    this.unreadable.set(userId, undefined);
  }

  read(userId: UserId): Promise<Account | undefined> {
    return Promise.resolve().then(() => this.#readable(userId));
  }

  readMany(userIds: readonly UserId[]): Promise<FoundAccounts> {
    const there = [...new Set(userIds)].map((userId) => this.#accounts.get(userId));
    return Promise.resolve(this.#found(there.filter((account) => account !== undefined)));
  }

  named(addresses: readonly string[]): Promise<FoundAccounts> {
    const all = new Set(addresses);
    const isNamed = (account: Account): boolean => all.has(addressOf(account));
    return Promise.resolve(this.#found(this.#all().filter(isNamed)));
  }

  /** The account without an await, for a test that looks between two steps. */
  peek(userId: UserId): Account | undefined {
    return this.#accounts.get(userId);
  }

  transact<Result>(
    userId: UserId,
    step: (account: Account | undefined) => Step<Account, Result>,
  ): Promise<Result> {
    return Promise.resolve().then(() => {
      if (this.unwritable.has(userId)) throw new Error('too large');
      const found = this.#readable(userId);
      step(found); // a step may run more than once
      const { write, events = [], result } = step(found);
      if (write === null) this.#accounts.delete(userId);
      else if (write) {
        const kept = { ...write, revision: (found?.revision ?? 0) + 1 };
        this.#accounts.set(userId, readableCopy(kept, readAccount, storedAccount));
        this.#watch(write);
      }
      this.events.push(...events);
      return result;
    });
  }

  list(filter: Parameters<AccountStore['list']>[0]): Promise<AccountPage> {
    const query = filter.query?.toLowerCase();
    const all = this.#all()
      .filter(({ status }) => filter.status === undefined || status === filter.status)
      .filter((account) => filter.proof === undefined || proofStanding(account) === filter.proof)
      .filter(({ drift }) => !filter.drifted || drift !== undefined)
      .filter(
        ({ primaryEmail, userId }) =>
          query === undefined || primaryEmail.toLowerCase().startsWith(query) || userId === query,
      );
    return Promise.resolve(this.#page(all, filter, addressKey));
  }

  due(filter: Parameters<AccountStore['due']>[0]): Promise<AccountPage> {
    const key = momentKey((account) => this.#dueAt(account, filter.turns));
    return Promise.resolve(this.#page(this.#due(filter), filter, key));
  }

  dueBetween({ from, to, ...filter }: Parameters<AccountStore['dueBetween']>[0]) {
    const between = this.#due(filter).filter((account) => {
      const address = account.primaryEmail.toLowerCase();
      return address >= from && address <= to;
    });
    return Promise.resolve(this.#found(sorted(between, addressKey).slice(0, 1_000)));
  }

  madeBefore(filter: Parameters<AccountStore['madeBefore']>[0]): Promise<AccountPage> {
    const { before, orgUnitPath: unit } = filter;
    const all = this.#all().filter((account) => {
      const madeAt = passwordCreatedAt(account);
      return madeAt !== undefined && madeAt < before && isWithin(account, unit);
    });
    return Promise.resolve(this.#page(all, filter, momentKey(passwordCreatedAt)));
  }

  countMade({ after = epochMs(-1), upTo = epochMs(Infinity) }: MadeBetween): Promise<number> {
    const made = this.#all().map((account) => passwordCreatedAt(account) ?? -1);
    return Promise.resolve(made.filter((at) => at > after && at <= upTo).length);
  }

  writtenAhead(filter: Parameters<AccountStore['writtenAhead']>[0]): Promise<FoundAccounts> {
    const ahead = this.#all().filter(
      (account) =>
        (passwordCreatedAt(account) ?? 0) > filter.madeAfter ||
        (this.#dueAt(account, false) ?? 0) > filter.unfinishedAfter ||
        (provedAt(account) ?? 0) > filter.provedAfter ||
        (unprovedAt(account) ?? 0) > filter.unprovedAfter ||
        (account.freedAt ?? 0) > filter.freedAfter,
    );
    return Promise.resolve(this.#found(ahead.slice(0, filter.limit)));
  }

  countByStatus(): Promise<Readonly<Record<AccountStatus, number>>> {
    const all = this.#all().map(({ status }) => status);
    return Promise.resolve(countedBy(ACCOUNT_STATUSES, all));
  }

  workspaces(): Promise<readonly string[]> {
    const all = this.#all()
      .map(passwordOf)
      .filter((id) => id !== undefined);
    return Promise.resolve([...new Set(all)].sort());
  }

  countOfWorkspace(customerId: string): Promise<number> {
    const theirs = this.#all().filter((account) => passwordOf(account) === customerId);
    return Promise.resolve(theirs.length);
  }

  ofWorkspace(filter: Parameters<AccountStore['ofWorkspace']>[0]): Promise<AccountPage> {
    const theirs = this.#all().filter((account) => passwordOf(account) === filter.customerId);
    return Promise.resolve(this.#page(theirs, filter, ({ userId }) => ` ${userId}`));
  }

  countDue(filter: DueFilter): Promise<number> {
    return Promise.resolve(this.#due(filter).length);
  }

  toProve(filter: Parameters<AccountStore['toProve']>[0]): Promise<AccountPage> {
    const key = momentKey((account) => this.#toProveAt(account, filter.proved));
    return Promise.resolve(this.#page(this.#toProve(filter), filter, key));
  }

  countToProve(filter: ToProveFilter): Promise<number> {
    return Promise.resolve(this.#toProve(filter).length);
  }

  countByProof(): Promise<Readonly<Record<ProofStanding, number>>> {
    return Promise.resolve(countedBy(PROOF_STANDINGS, this.#all().map(proofStanding)));
  }

  countRetrying(): Promise<number> {
    return Promise.resolve(this.#all().filter(({ retryAt }) => retryAt !== undefined).length);
  }

  countDrifted(): Promise<number> {
    return Promise.resolve(this.#drifted().length);
  }

  drifted(filter: Parameters<AccountStore['drifted']>[0]): Promise<AccountPage> {
    const key = momentKey(({ drift }) => drift?.at);
    return Promise.resolve(this.#page(this.#drifted(), filter, key));
  }

  dated(filter: Parameters<AccountStore['dated']>[0]): Promise<AccountPage> {
    const at = ACCOUNT_DATES[filter.date];
    const { before, after = 0 } = filter;
    const all = this.#all().filter((account) => {
      const date = at(account);
      return date !== undefined && date <= before && date > after;
    });
    return Promise.resolve(this.#page(all, filter, momentKey(at)));
  }

  countDated(date: AccountDate): Promise<number> {
    const dated = this.#all().filter((account) => ACCOUNT_DATES[date](account) !== undefined);
    return Promise.resolve(dated.length);
  }

  eraseTraces(): Promise<void> {
    return Promise.resolve();
  }

  countBehind(): Promise<number> {
    return Promise.resolve(this.#all().reduce((sum, account) => sum + countBehind(account), 0));
  }

  recentFailures(limit: number): Promise<FoundAccounts> {
    const failed = this.#all().filter(({ lastFailure }) => lastFailure);
    const newestFirst = failed.toSorted(
      (one, other) => (other.lastFailure?.at ?? 0) - (one.lastFailure?.at ?? 0),
    );
    return Promise.resolve(this.#found(newestFirst.slice(0, limit)));
  }

  goneUsers(): Promise<readonly UserId[]> {
    const gone = this.#all().filter(({ goneSince }) => goneSince !== undefined);
    return Promise.resolve(gone.map(({ userId }) => userId));
  }

  putOff(userId: UserId, until: EpochMs, what: 'due' | 'proof' = 'due'): Promise<void> {
    if (this.unreadable.has(userId)) {
      (what === 'due' ? this.unreadable : this.#proofPutOff).set(userId, until);
    }
    return Promise.resolve();
  }

  readonly #drifted = (): Account[] => this.#all().filter(({ drift }) => drift !== undefined);

  readonly #all = (): Account[] => [...this.#accounts.values()];

  /** Throws an `UnreadableDocument`, as the real stores do. */
  #readable(userId: UserId): Account | undefined {
    return this.unreadable.has(userId)
      ? readAccount('accounts', 'spoilt')
      : this.#accounts.get(userId);
  }

  #found(all: readonly Account[]): FoundAccounts {
    const spoilt = all.filter(({ userId }) => this.unreadable.has(userId));
    const unreadable = spoilt.map(({ userId, primaryEmail }) => ({
      userId,
      primaryEmail: primaryEmail.toLowerCase(),
    }));
    return { accounts: all.filter((account) => !spoilt.includes(account)), unreadable };
  }

  #page(all: Account[], paging: Paging, key: (account: Account) => string): AccountPage {
    const page = pageOf(all, paging, key);
    if (page === undefined) return { accounts: [], unreadable: [], badPageToken: true };
    const { found, ...next } = page;
    return { ...this.#found(found), ...next };
  }

  #dueAt(account: Account, turns: boolean): EpochMs | undefined {
    return this.unreadable.get(account.userId) ?? (turns ? dueAt(account) : unfinishedAt(account));
  }

  #toProveAt(account: Account, proved: boolean): EpochMs | undefined {
    const putOff = this.#proofPutOff.get(account.userId);
    if (putOff !== undefined) return proved ? undefined : putOff;
    return proved ? provedAt(account) : unprovedAt(account);
  }

  #toProve({ before, proved }: ToProveFilter): Account[] {
    return this.#until(before, (account) => this.#toProveAt(account, proved));
  }

  #due({ before, turns }: DueFilter): Account[] {
    return this.#until(before, (account) => this.#dueAt(account, turns));
  }

  #until(before: EpochMs, dateOf: (account: Account) => EpochMs | undefined): Account[] {
    return this.#all().filter((account) => (dateOf(account) ?? Infinity) <= before);
  }
}
