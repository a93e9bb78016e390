import { type Answer } from '../../ports/directory';
import { type UserId } from '../account';
import { type GoogleFailure } from '../google-failure';
import { type OpenRotation } from './rotation-open';
import { durationMs, type EpochMs, later, until } from '../time';
import { findSeen, type SeenUser, seenUser } from './seen-user';

/** What Google gives in one page at most. */
export const USERS_A_PAGE = 500;

/** So much of its time a planner lists at most: each one lists from the beginning. */
const LISTING_SHARE = 2 / 3;

/** When a planner lists no more, to have time left for what it is there for. */
export const lastListing = (begunAt: EpochMs, endsAt: EpochMs): EpochMs =>
  later(begunAt, durationMs(until(begunAt, endsAt) * LISTING_SHARE));

/**
 * Lists the users page by page, each when somebody is asked for who was not on the pages before.
 * Accounts and users come by address, so a page of everybody's accounts needs no more of the listing
 * than leads up to it. A listing may miss a user who is new: whom it does not have at its end is asked
 * for.
 */
export class UserListing {
  readonly kind = 'listing';
  readonly #open: OpenRotation;
  readonly #onPage: () => Promise<boolean>;
  readonly #seen = new Map<UserId, SeenUser>();
  #state: 'listing' | 'listed' | 'given-up' = 'listing';
  #pageToken: string | undefined;
  #underWay: Promise<GoogleFailure | undefined> | undefined;

  /** `onPage` is called after each page but the last; false: there is no time to list more. */
  constructor(open: OpenRotation, onPage: () => Promise<boolean>) {
    this.#open = open;
    this.#onPage = onPage;
  }

  get givenUp(): boolean {
    return this.#state === 'given-up';
  }

  has(userId: UserId): boolean {
    return this.#seen.has(userId);
  }

  get seen(): { readonly users: number; readonly all: boolean } {
    return { users: this.#seen.size, all: this.#state === 'listed' };
  }

  async find(userId: UserId): Promise<Answer<SeenUser | undefined>> {
    for (;;) {
      const user = this.#seen.get(userId);
      if (user) return { kind: 'ok', value: user };
      if (this.#state !== 'listing') return findSeen(this.#open, userId);
      const failure = await this.#nextPage();
      if (failure) return { kind: 'failed', failure };
    }
  }

  /** A page that fails is listed later, when somebody needs it. */
  async ahead(): Promise<boolean> {
    return this.#state === 'listing' && (await this.#nextPage()) === undefined && !this.givenUp;
  }

  /** Several may wait for the same page. */
  #nextPage(): Promise<GoogleFailure | undefined> {
    this.#underWay ??= this.#list().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #list(): Promise<GoogleFailure | undefined> {
    const from = this.#pageToken === undefined ? {} : { pageToken: this.#pageToken };
    const page = await this.#open.directory.listUsers({ limit: USERS_A_PAGE, ...from });
    if (page.kind === 'failed') return page.failure;
    for (const user of page.value.users) this.#seen.set(user.id, seenUser(this.#open, user));
    this.#pageToken = page.value.nextPageToken;
    if (this.#pageToken === undefined) this.#state = 'listed';
    else if (!(await this.#onPage())) this.#state = 'given-up';
    return undefined;
  }
}
