import { type UserId } from '../account';

/**
 * How many users are certainly remembered. It is more than two batches and three pages: the users being
 * processed and those ready to be, when a page is listed ahead.
 */
const REMEMBERED = 10_000;

/**
 * The users that a listing gave last. A user renamed meanwhile may be listed twice, and is taken once. Of a user
 * given before these, the account shows that the run has met the user: it was recorded when the page was read.
 * So memory does not grow with the users of a run. Nothing is recorded of a user without an account whom a run
 * skips: renamed to a later address, such a user may be counted twice.
 */
export class RecentUsers {
  #before: ReadonlySet<UserId> = new Set();
  #now = new Set<UserId>();

  has(id: UserId): boolean {
    return this.#now.has(id) || this.#before.has(id);
  }

  add(id: UserId): void {
    if (this.#now.size >= REMEMBERED) {
      this.#before = this.#now;
      this.#now = new Set();
    }
    this.#now.add(id);
  }
}
