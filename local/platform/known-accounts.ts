import { type Account, type UserId } from '../../functions/domain/account';

/**
 * The most accounts that a run reads before it reaches the first of them: a batch, and pages for the next
 * batch.
 */
const MOST = 3_000;

/**
 * A cache of parsed accounts, each with the exact text that it was read from or written as. An unchanged text
 * need not be parsed again: a rotation reads each account three times within a second. Forget an account as
 * soon as it is finished: objects kept for seconds cost more in garbage collection than they save.
 */
export class KnownAccounts {
  readonly #known = new Map<UserId, { readonly text: unknown; readonly account: Account }>();

  /** Returns the account if its text is unchanged. */
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
