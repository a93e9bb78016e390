import { type WorkspaceUser } from './user';

export type UserTablePage = {
  readonly users: readonly WorkspaceUser[];
  /** Where the next page begins; absent on the last one. */
  readonly nextSlot?: number;
};

/**
 * The users by id, primary address and alias (any case). Users keep the slot they were added in, so
 * paging stays right while users are renamed, added and removed.
 */
export class UserTable {
  readonly #slots: (WorkspaceUser | undefined)[] = [];
  readonly #slotById = new Map<string, number>();
  readonly #slotByAddress = new Map<string, number>();
  readonly #removedAddresses = new Set<string>();

  constructor(users: Iterable<WorkspaceUser>) {
    for (const user of users) this.put(user);
  }

  get size(): number {
    return this.#slotById.size;
  }

  /** By id, primary address or alias. */
  find(userKey: string): WorkspaceUser | undefined {
    const slot = this.#slotById.get(userKey) ?? this.#slotByAddress.get(userKey.toLowerCase());
    return slot === undefined ? undefined : this.#slots[slot];
  }

  /** Adds a user, or replaces the one with that id. */
  put(user: WorkspaceUser): void {
    const slot = this.#slotById.get(user.id) ?? this.#slots.length;
    const before = this.#slots[slot];
    if (before === undefined) this.#slotById.set(user.id, slot);
    if (before === undefined || !sameAddresses(before, user)) {
      if (before !== undefined) this.#forgetAddresses(before);
      for (const address of addresses(user)) {
        this.#slotByAddress.set(address, slot);
        this.#removedAddresses.delete(address);
      }
    }
    this.#slots[slot] = user;
  }

  remove(id: string): void {
    const slot = this.#slotById.get(id);
    const user = slot === undefined ? undefined : this.#slots[slot];
    if (slot === undefined || user === undefined) return;
    this.#forgetAddresses(user);
    for (const address of addresses(user)) this.#removedAddresses.add(address);
    this.#slotById.delete(id);
    this.#slots[slot] = undefined;
  }

  /** Whether a user with this address was there and was removed. */
  wasRemoved(address: string): boolean {
    return this.#removedAddresses.has(address.toLowerCase());
  }

  /** Up to `limit` users from `fromSlot` on that match, in the order in which they were added. */
  page(fromSlot: number, limit: number, matches: (user: WorkspaceUser) => boolean): UserTablePage {
    const users: WorkspaceUser[] = [];
    for (let slot = fromSlot; slot < this.#slots.length; slot += 1) {
      const user = this.#slots[slot];
      if (user === undefined || !matches(user)) continue;
      if (users.length === limit) return { users, nextSlot: slot };
      users.push(user);
    }
    return { users };
  }

  *[Symbol.iterator](): Generator<WorkspaceUser> {
    for (const user of this.#slots) if (user !== undefined) yield user;
  }

  #forgetAddresses(user: WorkspaceUser): void {
    for (const address of addresses(user)) this.#slotByAddress.delete(address);
  }
}

const addresses = (user: WorkspaceUser): string[] =>
  [user.primaryEmail, ...user.aliases].map((address) => address.toLowerCase());

const sameAddresses = (a: WorkspaceUser, b: WorkspaceUser): boolean =>
  a.primaryEmail === b.primaryEmail && a.aliases === b.aliases;
