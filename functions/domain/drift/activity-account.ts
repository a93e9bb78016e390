import { type AccountStore } from '../../ports/account-store';
import { type PasswordActivity } from '../../ports/activity-log';
import { type Answer, type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type DirectoryUser } from '../user';

/** How many accounts may have had one address: deleted users and their successors. */
const SAME_ADDRESS = 5;

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

  /** The accounts that are stored under this address now. */
  async named(address: string): Promise<readonly Account[]> {
    const { accounts } = await this.#accounts.list({ query: address, limit: SAME_ADDRESS });
    return accounts.filter((account) => account.primaryEmail.toLowerCase() === address);
  }

  /** The user's account; undefined: there is none, or Google knows no such user. `unknown`: no answer. */
  async of(
    { userId, at }: Pick<PasswordActivity, 'userId' | 'at'>,
    address: string | undefined,
    named: readonly Account[],
  ): Promise<Account | 'unknown' | undefined> {
    if (userId !== undefined) return this.#byId(userId);
    if (address === undefined) return undefined;
    const found = await this.#userNow(address);
    const former = named.find(({ goneSince }) => !goneSince);
    if (found.kind === 'ok') {
      const isSuccessor = (found.value.createdAt ?? 0) > at;
      return isSuccessor ? former : this.#byId(found.value.id);
    }
    if (isNoAnswer(found.failure)) return 'unknown';
    return former && this.#stillThere(former);
  }

  /** The address is nobody's now: the user was renamed, unless Google does not know the id either. */
  async #stillThere(account: Account): Promise<Account | 'unknown' | undefined> {
    const found = await this.#userNow(account.userId);
    if (found.kind === 'ok') return account;
    return isNoAnswer(found.failure) ? 'unknown' : undefined;
  }

  async #byId(userId: UserId): Promise<Account | undefined> {
    return (await this.#accounts.readMany([userId])).accounts[0];
  }

  #userNow(userKey: string): Promise<Answer<DirectoryUser>> {
    const asked = this.#asked.get(userKey) ?? this.#directory.findUser(userKey);
    this.#asked.set(userKey, asked);
    return asked;
  }
}

/** Whether the same look-up may find the user later. */
export const isNoAnswer = ({ code }: GoogleFailure): boolean =>
  GOOGLE_FAILURES[code] === 'later' || GOOGLE_FAILURES[code] === 'tenant';
