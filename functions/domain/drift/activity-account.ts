import { type AccountStore } from '../../ports/account-store';
import { type PasswordActivity } from '../../ports/activity-log';
import { type Answer, type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type DirectoryUser } from '../user';

/**
 * `unknown`: Google gave no answer. `unclear`: nothing can be done now, but perhaps later: the record can't be
 * read, or Google knows no such user, and may again.
 */
export type NoAccount = 'unknown' | 'unclear';

/** The accounts of some activities, as they are stored now. */
export type StoredAccounts = {
  /** By address in lower case: those that are stored under it now. */
  readonly named: ReadonlyMap<string, readonly Account[]>;
  readonly byId: ReadonlyMap<UserId, Account | 'unclear'>;
};

/**
 * Finds the accounts that activities are about. Google names a user by the address of that time, which may be
 * renamed or somebody else's by now, so Google is asked who has it, once for each address.
 */
export class ActivityAccounts {
  readonly #accounts: AccountStore;
  readonly #directory: Directory;
  readonly #asked = new Map<string, Promise<Answer<DirectoryUser>>>();

  constructor(accounts: AccountStore, directory: Directory) {
    this.#accounts = accounts;
    this.#directory = directory;
  }

  /** The accounts that are stored for up to 1,000 activities, in two bulk reads. */
  async storedFor(activities: readonly PasswordActivity[]): Promise<StoredAccounts> {
    const addresses = new Set(activities.flatMap((activity) => addressOf(activity) ?? []));
    const ids = new Set(activities.flatMap(({ userId }) => userId ?? []));
    const [byAddress, byId] = await Promise.all([
      addresses.size > 0 ? this.#accounts.named([...addresses]) : NONE,
      ids.size > 0 ? this.#accounts.readMany([...ids]) : NONE,
    ]);
    return {
      named: Map.groupBy(byAddress.accounts, ({ primaryEmail }) => primaryEmail.toLowerCase()),
      byId: new Map<UserId, Account | 'unclear'>(
        [byAddress, byId].flatMap(({ accounts, unreadable }) => [
          ...accounts.map((account) => [account.userId, account] as const),
          ...unreadable.map(({ userId }) => [userId, 'unclear'] as const),
        ]),
      ),
    };
  }

  /** The user's account; undefined: there is none. */
  async of(
    activity: PasswordActivity,
    stored: StoredAccounts,
  ): Promise<Account | NoAccount | undefined> {
    const { userId, at } = activity;
    if (userId !== undefined) return stored.byId.get(userId);
    const address = addressOf(activity);
    if (address === undefined) return undefined;
    const found = await this.#userNow(address);
    const former = stored.named.get(address)?.find(({ goneSince }) => !goneSince);
    if (found.kind === 'ok') {
      const isSuccessor = (found.value.createdAt ?? 0) > at;
      return isSuccessor ? former : this.#byId(found.value.id, stored);
    }
    if (isNoAnswer(found.failure)) return 'unknown';
    return former && this.#stillThere(former);
  }

  /** The address is nobody's now: the user was renamed, unless Google does not know the id either. */
  async #stillThere(account: Account): Promise<Account | NoAccount> {
    const found = await this.#userNow(account.userId);
    if (found.kind === 'ok') return account;
    return isNoAnswer(found.failure) ? 'unknown' : 'unclear';
  }

  async #byId(userId: UserId, { byId }: StoredAccounts): Promise<Account | NoAccount | undefined> {
    const known = byId.get(userId);
    if (known !== undefined) return known;
    const { accounts, unreadable } = await this.#accounts.readMany([userId]);
    return unreadable.length > 0 ? 'unclear' : accounts[0];
  }

  #userNow(userKey: string): Promise<Answer<DirectoryUser>> {
    const asked = this.#asked.get(userKey) ?? this.#directory.findUser(userKey);
    this.#asked.set(userKey, asked);
    return asked;
  }
}

const NONE = { accounts: [], unreadable: [] };

/** The address that an activity names, as accounts are found by it. */
export const addressOf = ({ address }: PasswordActivity): string | undefined =>
  address?.toLowerCase();

/** Whether the same look-up may find the user later. */
export const isNoAnswer = ({ code }: GoogleFailure): boolean =>
  GOOGLE_FAILURES[code] === 'later' || GOOGLE_FAILURES[code] === 'tenant';
