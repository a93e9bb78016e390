import { type Account, type UserId } from '../../functions/domain/account';

/** A run reads so many accounts before it comes to the first of them: a batch, and pages for the next one. */
const MOST = 3_000;

/**
 * Accounts with the very texts that they were read from or written as: a text that comes again need not
 * be read again. A rotation reads each account three times within a second. One that is done with is to be
 * forgotten at once: what is kept for seconds costs the garbage collector more than it saves.
 */
export class KnownAccounts {
  readonly #known = new Map<UserId, { readonly text: unknown; readonly account: Account }>();

  /** The account, if this is its text. */
  in(id: UserId, text: unknown): Account | undefined {
    const known = this.#known.get(id);
    return known !== undefined && known.text === text ? known.account : undefined;
  }

  note(id: UserId, text: unknown, account: Account): void {
    this.#known.delete(id);
    this.#known.set(id, { text, account });
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value ?? id);
  }

  forget(id: UserId): void {
    this.#known.delete(id);
  }
}
