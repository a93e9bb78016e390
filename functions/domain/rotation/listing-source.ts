import { type AccountStore } from '../../ports/account-store';
import { type Answer, type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { durationMs, type EpochMs, later, SECOND_MS } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry, type Taken } from './entry';

/** What Google gives in one page at most. */
export const USERS_A_PAGE = 500;

/** What Google said of a user is asked again after so long: somebody may be an administrator by then. */
export const STALE_AFTER_MS = durationMs(60 * SECOND_MS);

/** Of one page of users those whom the run may concern, with their accounts. */
export type ChooseUsers = (users: readonly DirectoryUser[]) => Promise<readonly Entry[]>;

export type ListingOptions = {
  /** Lists at the shared pace. */
  readonly listUsers: Directory['listUsers'];
  readonly choose: ChooseUsers;
  readonly now: () => EpochMs;
  /** False: there is no time to list more. */
  readonly goOn: () => boolean;
  /** Told of how many users there are, at the end of the listing. */
  readonly listed: (users: number) => void;
};

/**
 * Where a listing goes on: on the page of this token, after the address `after`. `upTo`: the greatest
 * address that was passed; by it users are passed over while a listing that began anew catches up.
 * `users`: how many were on the pages before.
 */
type Place = {
  readonly pageToken?: string;
  readonly after?: string;
  readonly upTo?: string;
  readonly catchUp?: boolean;
  readonly users: number;
};

type Page = {
  readonly pageToken?: string;
  readonly listedAt: EpochMs;
  readonly users: readonly DirectoryUser[];
  readonly entries: readonly Entry[];
  readonly nextPageToken?: string;
};

/**
 * Users as Google lists them by address. Goes on from a place, whoever listed up to there: the page is
 * read again, and users up to the last address are passed over; so they are from the beginning, if
 * Google takes the page's token no more; the second time that is a failure. A token that comes twice ends the listing: what is
 * missing then, the sweep finds. The page after this one is listed while this one's users are met.
 */
export class ListingSource {
  readonly #options: ListingOptions;
  readonly #tokens = new Set<string>();
  #begunAnew = false;
  #page: Page | undefined;
  /** How many users of the page were not taken yet. */
  #left = 0;
  /** Pages that are listed before they are taken, by token. */
  readonly #ahead = new Map<string, Promise<Answer<Page>>>();

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  async take(at: string | undefined, size: number): Promise<Answer<Taken>> {
    let place = at === undefined ? { users: 0 } : (JSON.parse(at) as Place);
    const entries: Entry[] = [];
    while (entries.length < size) {
      const listed = await this.#pageAt(place);
      if (listed.kind === 'failed') return entries.length > 0 ? taken(entries, place) : listed;
      const page = listed.value;
      if (page.pageToken !== place.pageToken) place = anew(place);
      const left = leftOf(page, place);
      const some = left.slice(0, size - entries.length);
      entries.push(...some);
      this.#left = left.length - some.length;
      if (some.length < left.length) return taken(entries, within(place, some.at(-1)));
      const users = place.users + page.users.length;
      const { nextPageToken } = page;
      if (nextPageToken === undefined || this.#tokens.has(nextPageToken)) {
        this.#options.listed(users);
        return ok({ entries, next: { source: 'put-off' } });
      }
      place = after(place, page, { pageToken: nextPageToken, users });
      if (!this.#options.goOn()) break;
    }
    return taken(entries, place);
  }

  /** Lists further pages while users are met, until `size` users are at hand. */
  lookAhead(size: number): void {
    const page = this.#page;
    if (page) this.#fill(page, size - this.#left).catch(() => undefined); // told when the page is taken
  }

  async #fill({ nextPageToken: token, ...page }: Page, missing: number): Promise<void> {
    if (token === undefined || missing <= 0 || this.#tokens.has(token)) return;
    const known = this.#ahead.get(token);
    const listing = known ?? this.#list(token, page);
    this.#ahead.set(token, listing);
    const next = await listing;
    if (next.kind === 'ok') await this.#fill(next.value, missing - next.value.entries.length);
  }

  async #pageAt({ pageToken }: Place): Promise<Answer<Page>> {
    if (this.#page && this.#page.pageToken === pageToken && this.#isFresh(this.#page)) {
      return ok(this.#page);
    }
    const ahead = await this.#takeAhead(pageToken);
    const known = ahead && (ahead.kind === 'failed' || this.#isFresh(ahead.value));
    const listed = known ? ahead : await this.#list(pageToken, this.#page);
    const refused = listed.kind === 'failed' && listed.failure.code === 'input-refused';
    const again = refused && pageToken !== undefined && !this.#begunAnew;
    if (again) {
      this.#begunAnew = true;
      this.#tokens.clear(); // its pages may have the same tokens again
    }
    const page = again ? await this.#list(undefined, undefined) : listed;
    if (page.kind === 'failed') return page;
    this.#page = page.value;
    if (page.value.pageToken !== undefined) this.#tokens.add(page.value.pageToken);
    return page;
  }

  async #takeAhead(pageToken: string | undefined): Promise<Answer<Page> | undefined> {
    const ahead = pageToken === undefined ? undefined : this.#ahead.get(pageToken);
    if (ahead === undefined) this.#ahead.clear();
    else this.#ahead.delete(pageToken ?? '');
    return ahead;
  }

  #isFresh({ listedAt }: Page): boolean {
    return this.#options.now() < later(listedAt, STALE_AFTER_MS);
  }

  /** Whoever was renamed meanwhile may be on the page before as well, and is met once. */
  async #list(
    pageToken: string | undefined,
    last: Pick<Page, 'pageToken' | 'users'> | undefined,
  ): Promise<Answer<Page>> {
    const { listUsers, choose, now } = this.#options;
    const token = pageToken === undefined ? {} : { pageToken };
    const listed = await listUsers({ limit: USERS_A_PAGE, ...token });
    if (listed.kind === 'failed') return listed;
    const page = last?.pageToken === pageToken ? undefined : last;
    const before = new Set(page?.users.map(({ id }) => id));
    const users = listed.value.users.filter(({ id }) => !before.has(id));
    const listedAt = now();
    return ok({ ...listed.value, ...token, listedAt, entries: await choose(users) });
  }
}

const ok = <Value>(value: Value): Answer<Value> => ({ kind: 'ok', value });

const taken = (entries: readonly Entry[], place: Place): Answer<Taken> =>
  ok({ entries, next: { source: 'listing', place: JSON.stringify(place) } });

/** Google took the token no more: from the beginning, past everybody who was passed. */
const anew = ({ upTo }: Place): Place => ({
  users: 0,
  ...(upTo === undefined ? {} : { upTo, catchUp: true }),
});

/** On the same page, after this user. */
function within({ catchUp: _, ...place }: Place, entry: Entry | undefined): Place {
  const last = entry?.user ? address(entry.user) : '';
  return { ...place, after: last, upTo: greater(place.upTo, last) };
}

/** On the page after this one. */
function after(
  { upTo, catchUp }: Place,
  { users }: Page,
  next: Pick<Place, 'pageToken' | 'users'>,
): Place {
  const greatest = users.map(address).reduce(greater, upTo ?? '');
  return { ...next, upTo: greatest, ...(catchUp && greatest === upTo ? { catchUp } : {}) };
}

/** The entries of a page that were not taken yet: by their place on it, or else by their address. */
function leftOf({ entries, users }: Page, place: Place): readonly Entry[] {
  const { after, upTo = '', catchUp } = place;
  if (catchUp) return entries.filter(({ user }) => !user || address(user) > upTo);
  if (after === undefined) return entries;
  const at = users.findIndex((user) => address(user) === after);
  if (at === -1) return entries.filter(({ user }) => !user || address(user) > after);
  const passed = new Set(users.slice(0, at + 1));
  return entries.filter(({ user }) => !user || !passed.has(user));
}

const address = ({ primaryEmail }: DirectoryUser): string => primaryEmail.toLowerCase();

const greater = (one = '', other: string): string => (other > one ? other : one);

/** The accounts of one page's users, each with its user. */
export async function withAccounts(
  accounts: Pick<AccountStore, 'readMany'>,
  users: readonly DirectoryUser[],
): Promise<readonly (Entry & { readonly user: DirectoryUser })[]> {
  if (users.length === 0) return [];
  const found = await accounts.readMany(users.map(({ id }) => id));
  return joined(users, found);
}

/** Users joined with what was found of their accounts; `account` null where nothing was. */
export function joined(
  users: readonly DirectoryUser[],
  found: Awaited<ReturnType<AccountStore['readMany']>>,
): readonly (Entry & { readonly user: DirectoryUser })[] {
  const accounts = new Map<UserId, Account>(found.accounts.map((each) => [each.userId, each]));
  const unreadable = new Set<UserId>(found.unreadable.map(({ userId }) => userId));
  return users.map((user) => ({
    key: user.id,
    user,
    ...(unreadable.has(user.id)
      ? { unreadable: true as const }
      : { account: accounts.get(user.id) ?? null }),
  }));
}
