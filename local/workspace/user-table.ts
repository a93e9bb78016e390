import { AddressOrder } from './address-order';
import { type WorkspaceUser } from './user';

export type UserTablePage<Place> = {
  readonly users: readonly WorkspaceUser[];
  /** The position where the next page starts; absent on the last page. */
  readonly next?: Place;
};

/**
 * The users by id, primary address and alias (case-insensitive). A user keeps its slot, so paging stays
 * correct while users are renamed, added and removed.
 */
export class UserTable {
  readonly #slots: (WorkspaceUser | undefined)[] = [];
  readonly #slotById = new Map<string, number>();
  readonly #slotByAddress = new Map<string, number>();
  readonly #removedAddresses = new Set<string>();
  readonly #byAddress = new AddressOrder(() => this.#primaryAddresses());

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
      this.#byAddress.changed();
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
    this.#byAddress.changed();
  }

  /** Whether a user with this address existed and was removed. */
  wasRemoved(address: string): boolean {
    return this.#removedAddresses.has(address.toLowerCase());
  }

  /** Up to `limit` matching users, starting at the slot, in the order in which they were added. */
  page(
    fromSlot: number,
    limit: number,
    matches: (user: WorkspaceUser) => boolean,
  ): UserTablePage<number> {
    const users: WorkspaceUser[] = [];
    for (let slot = fromSlot; slot < this.#slots.length; slot += 1) {
      const user = this.#slots[slot];
      if (user === undefined || !matches(user)) continue;
      if (users.length === limit) return { users, next: slot };
      users.push(user);
    }
    return { users };
  }

  /** The same ordered by primary address, starting after the given one. */
  pageByAddress(
    after: string,
    limit: number,
    matches: (user: WorkspaceUser) => boolean,
  ): UserTablePage<string> {
    const users: WorkspaceUser[] = [];
    let last = after;
    for (const address of this.#byAddress.after(after)) {
      const user = this.find(address);
      if (user === undefined || !matches(user)) continue;
      if (users.length === limit) return { users, next: last };
      users.push(user);
      last = address;
    }
    return { users };
  }

  *[Symbol.iterator](): Generator<WorkspaceUser> {
    for (const user of this.#slots) if (user !== undefined) yield user;
  }

  *#primaryAddresses(): Generator<string> {
    for (const { primaryEmail } of this) yield primaryEmail.toLowerCase();
  }

  #forgetAddresses(user: WorkspaceUser): void {
    for (const address of addresses(user)) this.#slotByAddress.delete(address);
  }
}

const addresses = (user: WorkspaceUser): string[] =>
  [user.primaryEmail, ...user.aliases].map((address) => address.toLowerCase());

const sameAddresses = (a: WorkspaceUser, b: WorkspaceUser): boolean =>
  a.primaryEmail === b.primaryEmail && a.aliases === b.aliases;
