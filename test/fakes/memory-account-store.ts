import {
  type Account,
  ACCOUNT_STATUSES,
  type AccountStatus,
  type UserId,
} from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { type MarkOutcome } from '../../functions/domain/run-mark';
import { type EpochMs } from '../../functions/domain/time';
import {
  type AccountPage,
  type AccountStore,
  type Step,
} from '../../functions/ports/account-store';

/** Accounts in memory, for the many thousand runs of the interleaving tests; held to the same contract. */
export class MemoryAccountStore implements AccountStore {
  readonly #accounts = new Map<UserId, Account>();
  readonly events: PasswordEvent[] = [];

  readonly #watch: (account: Account) => void;

  /** `watch` sees every document as it is written. */
  constructor(watch: (account: Account) => void = () => undefined) {
    this.#watch = watch;
  }

  read(userId: UserId): Promise<Account | undefined> {
    return Promise.resolve(this.peek(userId));
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
      const found = this.#accounts.get(userId);
      step(found); // may run more than once
      const { write, events = [], result } = step(found);
      if (write === null) this.#accounts.delete(userId);
      else if (write) {
        const revision = (found?.revision ?? 0) + 1;
        this.#accounts.set(userId, structuredClone({ ...write, revision }));
        this.#watch(write);
      }
      this.events.push(...events);
      return result;
    });
  }

  list(filter: Parameters<AccountStore['list']>[0]): Promise<AccountPage> {
    const query = filter.query?.toLowerCase();
    const all = [...this.#accounts.values()]
      .filter(({ status }) => filter.status === undefined || status === filter.status)
      .filter(
        ({ primaryEmail, userId }) =>
          query === undefined || primaryEmail.toLowerCase().startsWith(query) || userId === query,
      );
    return Promise.resolve(
      page(all, filter, (account) => [account.primaryEmail.toLowerCase(), account.userId]),
    );
  }

  due(filter: Parameters<AccountStore['due']>[0]): Promise<AccountPage> {
    const all = [...this.#accounts.values()].filter(
      ({ nextRotationAt }) => nextRotationAt !== undefined && nextRotationAt <= filter.before,
    );
    return Promise.resolve(
      page(all, filter, ({ nextRotationAt = 0, userId }) => [
        String(nextRotationAt).padStart(16, '0'),
        userId,
      ]),
    );
  }

  countByStatus(): Promise<Readonly<Record<AccountStatus, number>>> {
    const counts = Object.fromEntries(
      ACCOUNT_STATUSES.map((status) => [
        status,
        [...this.#accounts.values()].filter((account) => account.status === status).length,
      ]),
    );
    return Promise.resolve(counts as Record<AccountStatus, number>);
  }

  countDue(before: EpochMs): Promise<number> {
    const due = [...this.#accounts.values()].filter(
      ({ nextRotationAt }) => nextRotationAt !== undefined && nextRotationAt <= before,
    );
    return Promise.resolve(due.length);
  }

  recentFailures(limit: number): Promise<readonly Account[]> {
    const failed = [...this.#accounts.values()].filter(({ lastFailure }) => lastFailure);
    const newestFirst = failed.toSorted(
      (one, other) => (other.lastFailure?.at ?? 0) - (one.lastFailure?.at ?? 0),
    );
    return Promise.resolve(newestFirst.slice(0, limit));
  }

  /** How many accounts carry a mark of this run, for the runs in memory. */
  countMarks(runId: string): Promise<Readonly<Record<MarkOutcome, number>>> {
    const counts = { done: 0, failed: 0, parked: 0, skipped: 0 };
    for (const { mark } of this.#accounts.values()) {
      if (mark?.runId === runId) counts[mark.outcome] += 1;
    }
    return Promise.resolve(counts);
  }
}

type SortKey = readonly [string, string];

function page(
  accounts: readonly Account[],
  { pageToken, limit }: { pageToken?: string; limit: number },
  keyOf: (account: Account) => SortKey,
): AccountPage {
  const after = pageToken === undefined ? undefined : decodeToken(pageToken);
  if (after === 'bad') return { accounts: [], badPageToken: true };
  const sorted = accounts
    .map((account) => ({ account, key: keyOf(account) }))
    .filter(({ key }) => after === undefined || compare(key, after) > 0)
    .sort((one, other) => compare(one.key, other.key));
  const last = sorted[limit - 1];
  return {
    accounts: sorted.slice(0, limit).map(({ account }) => account),
    ...(last && sorted.length > limit ? { nextPageToken: JSON.stringify(last.key) } : {}),
  };
}

function decodeToken(token: string): SortKey | 'bad' {
  const key = /^\["([^"]*)","([^"]*)"\]$/.exec(token);
  return key?.[1] === undefined || key[2] === undefined ? 'bad' : [key[1], key[2]];
}

function compare(one: SortKey, other: SortKey): number {
  const at = one[0] === other[0] ? 1 : 0;
  if (one[at] === other[at]) return 0;
  return one[at] < other[at] ? -1 : 1;
}
