import { type Clock } from '../../ports/clock';
import { type Answer, type Directory } from '../../ports/directory';
import { durationMs, type EpochMs, SECOND_MS } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry } from './entry';

/** Google's upper limit for one page. */
export const USERS_A_PAGE = 500;

/** A page older than this is listed again: a user may have become an administrator. */
const STALE_AFTER_MS = durationMs(60 * SECOND_MS);

export type ListedEntry = Entry & { readonly user: DirectoryUser };

/** What one batch lists users with. */
export type ListingBy = {
  readonly directory: Pick<Directory, 'listUsers'>;
  /** The users of one page who may be part of the run, with their accounts. */
  readonly choose: (users: readonly DirectoryUser[]) => Promise<readonly ListedEntry[]>;
  /** No further page is listed after this. */
  readonly until: EpochMs;
};

/**
 * Where a listing continues: on the page of this token. `after`: the last address passed; `passing`: users up
 * to it are passed over. `users`: how many were on the pages before.
 */
type Place = {
  readonly pageToken?: string;
  readonly after?: string;
  readonly passing?: boolean;
  readonly users: number;
};

type Page = {
  readonly pageToken?: string;
  readonly listedAt: EpochMs;
  readonly users: readonly DirectoryUser[];
  readonly nextPageToken?: string;
};

/** Some users, and the place after them; at the end of the listing, how many users it found instead. */
type Listed = {
  readonly entries: readonly ListedEntry[];
  readonly place?: string;
  readonly listedUsers?: number;
};

/**
 * Users as Google lists them, by address. Continues from a place that any worker reached: the page is read
 * again, and users up to the last address are passed over. If Google no longer accepts the page's token, the
 * listing begins again in the same way; the second time, that is a failure. A token that comes twice ends the
 * listing; the sweep finds the users it missed.
 *
 * A user renamed meanwhile may be listed twice. The accounts of a page are read when its first users are taken, so they
 * show whom the run has met. Only a user without an account or with an unreadable one may be counted twice.
 */
export class Listing {
  readonly #clock: Clock;
  /** The present page and those after it, by token. A failure is not kept. */
  readonly #pages = new Map<string | undefined, Page>();
  readonly #tokens = new Set<string>();
  /** The entries of the present page. */
  #chosen: { readonly page: Page; readonly entries: readonly ListedEntry[] } | undefined;
  #begunAnew = false;
  #hasEnded = false;
  /** Lists the pages after the present one that have the next `size` users. */
  #ahead: (size: number) => Promise<void> = () => Promise.resolve();
  /** Looks ahead. Never rejects: `take` reports what is wrong. */
  #looking = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(at: string | undefined, size: number, by: ListingBy): Promise<Answer<Listed>> {
    let place = at === undefined ? { users: 0 } : (JSON.parse(at) as Place);
    const entries: ListedEntry[] = [];
    await this.#looking;
    while (entries.length < size) {
      const listed = await this.#pageAt(place, by);
      if (listed.kind === 'failed') return entries.length > 0 ? taken(entries, place) : listed;
      const page = listed.value;
      if (page.pageToken !== place.pageToken) place = anew(place);
      const left = leftOf(page, await this.#entriesOf(page, by, entries), place);
      const some = left.slice(0, size - entries.length);
      entries.push(...some);
      const { nextPageToken } = page;
      const isLast = nextPageToken === undefined || this.#tokens.has(nextPageToken);
      const ready = left.length - some.length;
      this.#ahead = async (soon) =>
        isLast ? undefined : this.#fill(nextPageToken, soon - ready, by);
      if (some.length < left.length) return taken(entries, within(place, some));
      const users = place.users + page.users.length;
      if (isLast) return { kind: 'ok', value: { entries, listedUsers: users } };
      this.#pages.delete(page.pageToken);
      place = { ...onward(place, page), pageToken: nextPageToken, users };
      if (this.#clock.now() >= by.until) break;
    }
    return taken(entries, place);
  }

  /** Lists further pages while users are processed, as many as `size` users take if all are part of the run. */
  lookAhead(size: number): void {
    this.#looking = this.#ahead(size).catch(() => undefined);
  }

  /** Lists no further page for looking ahead. */
  end(): void {
    this.#hasEnded = true;
  }

  async #fill(first: string, missing: number, by: ListingBy): Promise<void> {
    const seen = new Set(this.#tokens);
    let token: string | undefined = first;
    for (let left = missing; left > 0; left -= USERS_A_PAGE) {
      if (this.#hasEnded || token === undefined || seen.has(token)) return;
      seen.add(token);
      const next: Answer<Page> = await this.#get(token, by);
      if (next.kind === 'failed') return;
      token = next.value.nextPageToken;
    }
  }

  async #pageAt({ pageToken }: Place, by: ListingBy): Promise<Answer<Page>> {
    const page = await this.#get(pageToken, by);
    if (page.kind === 'failed') {
      const isRefused = page.failure.code === 'input-refused' && pageToken !== undefined;
      if (!isRefused || this.#begunAnew) return page;
      this.#begunAnew = true;
      this.#tokens.clear(); // the new pages may have the same tokens
      this.#pages.clear();
      return this.#pageAt({ users: 0 }, by);
    }
    if (pageToken !== undefined) this.#tokens.add(pageToken);
    return page;
  }

  async #get(pageToken: string | undefined, by: ListingBy): Promise<Answer<Page>> {
    const known = this.#pages.get(pageToken);
    const isStale = known && Math.abs(this.#clock.now() - known.listedAt) >= STALE_AFTER_MS;
    if (known && !isStale) return { kind: 'ok', value: known };
    const token = pageToken === undefined ? {} : { pageToken };
    const listed = await by.directory.listUsers({ limit: USERS_A_PAGE, ...token });
    if (listed.kind === 'failed') return listed;
    const page = { ...listed.value, ...token, listedAt: this.#clock.now() };
    this.#pages.set(pageToken, page);
    return { kind: 'ok', value: page };
  }

  /** `before`: entries of this batch, of whom the accounts say nothing yet. */
  async #entriesOf(
    page: Page,
    by: ListingBy,
    before: readonly ListedEntry[],
  ): Promise<readonly ListedEntry[]> {
    if (this.#chosen?.page !== page) {
      const known = new Set(before.map(({ user }) => user.id));
      const chosen = await by.choose(page.users);
      this.#chosen = { page, entries: chosen.filter(({ user }) => !known.has(user.id)) };
    }
    return this.#chosen.entries;
  }
}

const taken = (entries: readonly ListedEntry[], place: Place): Answer<Listed> => ({
  kind: 'ok',
  value: { entries, place: JSON.stringify(place) },
});

/** The same page, after the last of `some`. */
const within = (place: Place, some: readonly ListedEntry[]): Place => {
  const last = some.at(-1);
  return { ...place, ...(last ? { after: address(last.user) } : {}), passing: true };
};

/** The beginning, with the users passed so far to be passed over. */
const anew = ({ after }: Place): Place => ({
  users: 0,
  ...(after === undefined ? {} : { after, passing: true }),
});

/** Past a page. A listing that began again passes users over until it reaches the last address. */
function onward({ after, passing }: Place, { users }: Page): Pick<Place, 'after' | 'passing'> {
  const addresses = users.map(address);
  const last = addresses.at(-1) ?? after;
  if (last === undefined) return {};
  const isReached = !passing || after === undefined || last >= after || addresses.includes(after);
  return isReached ? { after: last } : { after, passing: true };
}

/** The entries of a page that were not yet taken: by position on it, or else by address. */
function leftOf(
  { users }: Page,
  entries: readonly ListedEntry[],
  { after, passing }: Place,
): readonly ListedEntry[] {
  if (!passing || after === undefined) return entries;
  const at = users.findIndex((user) => address(user) === after);
  if (at === -1) return entries.filter(({ user }) => address(user) > after);
  const passed = new Set(users.slice(0, at + 1));
  return entries.filter(({ user }) => !passed.has(user));
}

const address = ({ primaryEmail }: DirectoryUser): string => primaryEmail.toLowerCase();
