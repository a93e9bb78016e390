import { type AccountPage, type AccountStore, type FoundAccounts } from '../../ports/account-store';
import { type Answer, type Directory } from '../../ports/directory';
import { type Account, passwordCreatedAt, type UserId } from '../account';
import { unitKey } from '../org-unit-path';
import { wasMetBy } from '../run-met';
import { durationMs, type EpochMs, epochMs, later, SECOND_MS } from '../time';
import { type DirectoryUser, inScope } from '../user';
import { type Entry, type ListedEntry, type Taken, withoutKnown } from './entry';
import { type Listing, ListingSource, USERS_A_PAGE } from './listing-source';
import { type Cursor, type Run, unitOf, userKeysOf } from './run';
import { isLast, takesPutOff } from './run-batch';
import { type RunPorts } from './run-ports';

/** Up to this many due users are always looked up one by one. */
const FEW = 10;

/** Time limit of one search for users, so that the lane's lease is kept. */
const LOOKS_FOR_MS = durationMs(30 * SECOND_MS);

/** What one batch looks for users with. */
export type Looking = {
  /** Lists at the shared pace. */
  readonly listUsers: Directory['listUsers'];
  /** Whether turns of the policy count as due. */
  readonly turns: boolean;
  /** Users in the last complete listing; undefined: unknown. */
  readonly listedUsers?: number | undefined;
};

type ReadPage = (place: string | undefined, limit: number) => Promise<AccountPage>;

/** Where the users of one run come from, source by source. */
export class Sources {
  readonly #ports: Pick<RunPorts, 'accounts' | 'clock'>;
  readonly #run: Run;
  readonly #until: EpochMs;
  readonly #listing: ListingSource;
  #listed: Listing | undefined;

  /** Only constant fields of `run` are used. */
  constructor(ports: Pick<RunPorts, 'accounts' | 'clock'>, run: Run, until: EpochMs) {
    this.#ports = ports;
    this.#run = run;
    this.#until = until;
    this.#listing = new ListingSource(ports.clock);
  }

  /** Up to `size` users after the run's cursor, and the next cursor. */
  async take(run: Run, size: number, looking: Looking): Promise<Answer<Taken>> {
    const taken = await this.#taken(run, size, looking);
    return taken.kind === 'ok' ? ok(withoutKnown(taken.value, run)) : taken;
  }

  async #taken(run: Run, size: number, looking: Looking): Promise<Answer<Taken>> {
    const until = epochMs(Math.min(this.#until, later(this.#ports.clock.now(), LOOKS_FOR_MS)));
    const cursor = run.cursor ?? (await this.#beginning(looking));
    const { source, place } = cursor;
    if (takesPutOff(run)) return ok(this.#putOff(run, size, cursor));
    if (source === 'listing') {
      const choose = (users: readonly DirectoryUser[]) => this.#choose(users, looking.turns);
      this.#listed = { listUsers: looking.listUsers, choose, until };
      return this.#listing.take(place, size, this.#listed);
    }
    switch (source) {
      case 'due':
        return ok(await this.#due(place, size, looking));
      case 'list':
        return ok(this.#named(Number(place ?? 0), size));
      case 'put-off':
        return ok({ entries: [], next: this.#afterPutOff() });
      case 'sweep':
        return ok(await this.#missed(place, size, looking, until));
      case 'end':
        return ok({ entries: [], next: { source: 'end' } });
    }
  }

  /** Lists further users while others are processed. */
  lookAhead(size: number): void {
    if (this.#listed) this.#listing.lookAhead(size, this.#listed);
  }

  async #beginning({ turns, listedUsers }: Looking): Promise<Cursor> {
    const { scope } = this.#run;
    if (userKeysOf(scope)) return { source: 'list' };
    if (scope !== 'due') return { source: 'listing' };
    const { accounts, clock } = this.#ports;
    const due = await accounts.countDue({ before: clock.now(), turns });
    const users = listedUsers ?? total(await accounts.countByStatus());
    const pages = Math.max(FEW, Math.ceil(users / USERS_A_PAGE));
    return { source: due <= pages ? 'due' : 'listing' };
  }

  /** The users of one page who may be part of the run. Users outside its unit are dropped unread. */
  async #choose(users: readonly DirectoryUser[], turns: boolean): Promise<readonly ListedEntry[]> {
    const { accounts } = this.#ports;
    const { scope, kind, startedAt } = this.#run;
    const unit = unitOf(scope);
    const here = users.filter(({ orgUnitPath }) => !unit || inScope(orgUnitPath, [unit]));
    const addresses = here.map(({ primaryEmail }) => primaryEmail.toLowerCase()).toSorted(); // account order
    const [from, to] = [addresses[0], addresses.at(-1)];
    if (from === undefined || to === undefined) return [];
    const found =
      scope === 'due'
        ? await accounts.dueBetween({ before: startedAt, turns, from, to })
        : await accounts.readMany(here.map(({ id }) => id));
    const all = joined(here, found);
    if (kind === 'issue') return all.filter(({ account }) => !account?.current);
    return all.filter(
      ({ account, unreadable }) =>
        unreadable ?? (account && (scope === 'due' || passwordCreatedAt(account) !== undefined)),
    );
  }

  /** Due accounts, longest due first; Google is asked for each user. */
  async #due(place: string | undefined, size: number, { turns }: Looking): Promise<Taken> {
    const page = await fromPlace(this.#readDue(turns), place, size);
    return { entries: entriesOf(page), next: nextOf('due', page) };
  }

  /** The keys of a list, as given. */
  #named(begin: number, size: number): Taken {
    const keys = userKeysOf(this.#run.scope) ?? [];
    const entries = keys.slice(begin, begin + size).map((key) => ({ key }));
    const end = begin + entries.length;
    const next = { source: 'list', place: String(end) } as const;
    return { entries, next: end < keys.length ? next : { source: 'put-off' } };
  }

  /** Users put off before: another call was at work on them, maybe in a worker that was killed. */
  #putOff({ putOff }: Run, size: number, cursor: Cursor): Taken {
    const entries = putOff
      .slice(0, size)
      .map((key) => ({ key, putOff: true, resumed: true }) as const);
    const isUsedUp = cursor.source === 'put-off' && entries.length === putOff.length;
    return { entries, next: isUsedUp ? this.#afterPutOff() : cursor };
  }

  /** A sweep finds no user without an account, and a list already names all its users. */
  #afterPutOff(): Cursor {
    const { kind, scope } = this.#run;
    return { source: kind === 'issue' || userKeysOf(scope) ? 'end' : 'sweep' };
  }

  /**
   * Accounts that a run wants and has not processed: renamed during the listing, no longer listed, or due
   * without having been listed. Google is asked for each.
   */
  async #missed(
    begin: string | undefined,
    size: number,
    { turns }: Looking,
    until: EpochMs,
  ): Promise<Taken> {
    const { scope, runId } = this.#run;
    const read = scope === 'due' ? this.#readDue(turns) : this.#readMadeBefore();
    const unmet = ({ lastMet }: Account): boolean => !wasMetBy(lastMet, runId);
    const entries: Entry[] = [];
    let place = begin;
    for (;;) {
      const page = await fromPlace(read, place, Math.max(1, size - entries.length));
      // A due run puts off unreadable accounts it has seen; other runs can't tell which they have seen.
      const unreadable = scope === 'due' ? page.unreadable : [];
      entries.push(...entriesOf({ accounts: page.accounts.filter(unmet), unreadable }));
      const next = nextOf('sweep', page);
      place = next.place;
      const isOver = next.source === 'end' || this.#ports.clock.now() >= until;
      if (isOver || entries.length >= size) return { entries, next };
    }
  }

  #readDue(turns: boolean): ReadPage {
    const due = { before: this.#run.startedAt, turns };
    return (place, limit) => this.#ports.accounts.due({ ...due, limit, ...from(place) });
  }

  #readMadeBefore(): ReadPage {
    const unit = unitOf(this.#run.scope);
    const made = {
      before: this.#run.startedAt,
      ...(unit === undefined ? {} : { orgUnitPath: unitKey(unit) }),
    };
    return (place, limit) => this.#ports.accounts.madeBefore({ ...made, limit, ...from(place) });
  }
}

/**
 * Where a run continues if Google does not list its users although the connection works: user by user, or
 * with the accounts alone. Undefined: only a listing shows its users.
 */
export function withoutListing(run: Run): Cursor | undefined {
  const { kind, scope } = run;
  if (kind === 'issue' || userKeysOf(scope) || isLast(run)) return undefined;
  return { source: scope === 'due' ? 'due' : 'put-off' };
}

const ok = (value: Taken): Answer<Taken> => ({ kind: 'ok', value });

const from = (place: string | undefined): { readonly pageToken?: string } =>
  place === undefined ? {} : { pageToken: place };

/** A place that this release's store rejects starts again; the accounts show who was processed. */
async function fromPlace(
  read: ReadPage,
  place: string | undefined,
  size: number,
): Promise<AccountPage> {
  const limit = Math.min(500, size);
  const page = await read(place, limit);
  return page.badPageToken ? read(undefined, limit) : page;
}

const entriesOf = ({ accounts, unreadable }: FoundAccounts): Entry[] => [
  ...accounts.map((account) => ({ key: account.userId, account })),
  ...unreadable.map(({ userId }) => ({ key: userId, unreadable: true as const })),
];

function nextOf(source: 'due' | 'sweep', { nextPageToken }: AccountPage): Cursor {
  if (nextPageToken !== undefined) return { source, place: nextPageToken };
  return { source: source === 'due' ? 'put-off' : 'end' };
}

/** Users with their accounts; `account` is null where there is none. */
function joined(
  users: readonly DirectoryUser[],
  found: Awaited<ReturnType<AccountStore['readMany']>>,
): readonly ListedEntry[] {
  const accounts = new Map<UserId, Account>(found.accounts.map((each) => [each.userId, each]));
  const unreadable = new Set<UserId>(found.unreadable.map(({ userId }) => userId));
  return users.map((user) => {
    const account = accounts.get(user.id) ?? null;
    const isUnreadable = unreadable.has(user.id);
    return { key: user.id, user, ...(isUnreadable ? { unreadable: isUnreadable } : { account }) };
  });
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
