import { type Answer, type Directory } from '../../ports/directory';
import { durationMs, type EpochMs, epochMs, later, SECOND_MS } from '../time';
import { inScope, type DirectoryUser } from '../user';
import { takeDue, takeListed, takeMissed, takePutOff } from './account-sources';
import { type Entry, type Taken } from './entry';
import { joined, ListingSource, USERS_A_PAGE, withAccounts } from './listing-source';
import { type Cursor, type CursorSource, type Run, unitOf, userKeysOf } from './run';
import { isLast } from './run-batch';
import { type RunPorts } from './run-ports';
import { passwordCreatedAt } from '../account';

/** Up to so many users are asked for one by one in any case. */
const FEW = 10;

/** Looking for users ends after so long, found or not: the lane is to be kept meanwhile. */
const LOOKS_FOR_MS = durationMs(30 * SECOND_MS);

export type TakingOptions = {
  /** Lists at the shared pace. */
  readonly listUsers: Directory['listUsers'];
  /** Whether turns of the policy count as due, by the policy in force. */
  readonly turns: () => boolean;
  readonly until: EpochMs;
  readonly listed: (users: number) => void;
};

/** Takes the users of one run from where they come from, place after place. */
export class Taking {
  readonly #ports: Pick<RunPorts, 'accounts' | 'clock'>;
  readonly #options: TakingOptions;
  #listing: ListingSource | undefined;
  #until: EpochMs;

  constructor(ports: Pick<RunPorts, 'accounts' | 'clock'>, options: TakingOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#until = options.until;
  }

  /** Up to `size` users of the run after its cursor, and where it goes on then. */
  async take(run: Run, size: number, listedUsers: number | undefined): Promise<Answer<Taken>> {
    const { clock } = this.#ports;
    this.#until = epochMs(Math.min(this.#options.until, later(clock.now(), LOOKS_FOR_MS)));
    const cursor = run.cursor ?? (await this.#beginning(run, listedUsers));
    if (cursor.source !== 'listing') {
      return { kind: 'ok', value: await this.#takeFrom(cursor.source, run, cursor.place, size) };
    }
    this.#listing ??= this.#newListing(run);
    const taken = await this.#listing.take(cursor.place, size);
    const isDown = taken.kind === 'failed' && taken.failure.code === 'google-unavailable';
    return isDown && run.scope === 'due'
      ? { kind: 'ok', value: { entries: [], next: { source: 'due' } } }
      : taken;
  }

  /** Lists further users while others are met. */
  lookAhead(size: number): void {
    this.#listing?.lookAhead(size);
  }

  async #beginning({ scope }: Run, listedUsers: number | undefined): Promise<Cursor> {
    if (userKeysOf(scope)) return { source: 'list' };
    if (scope !== 'due') return { source: 'listing' };
    const { accounts, clock } = this.#ports;
    const due = await accounts.countDue({ before: clock.now(), turns: this.#options.turns() });
    const users = listedUsers ?? total(await accounts.countByStatus());
    const pages = Math.max(FEW, Math.ceil(users / USERS_A_PAGE));
    return { source: due <= pages ? 'due' : 'listing' };
  }

  async #takeFrom(
    source: Exclude<CursorSource, 'listing'>,
    run: Run,
    place: string | undefined,
    size: number,
  ): Promise<Taken> {
    const { accounts } = this.#ports;
    const options = { run, accounts, turns: this.#options.turns(), goOn: () => this.#goOn() };
    switch (source) {
      case 'due':
        return takeDue(options, place, size);
      case 'list':
        return takeListed(run, place, size);
      case 'put-off':
        return takePutOff(run, size);
      case 'sweep':
        return takeMissed(options, place, size);
      case 'end':
        return { entries: [], next: { source: 'end' } };
    }
  }

  #newListing(run: Run): ListingSource {
    const { listUsers, listed } = this.#options;
    return new ListingSource({
      listUsers,
      listed,
      now: () => this.#ports.clock.now(),
      choose: (users) => this.#choose(run, users),
      goOn: () => this.#goOn(),
    });
  }

  /** Of one page of users those whom the run may concern. Who is outside its unit is dropped unread. */
  async #choose(run: Run, users: readonly DirectoryUser[]): Promise<readonly Entry[]> {
    const { accounts } = this.#ports;
    const unit = unitOf(run.scope);
    const here = unit === undefined ? users : users.filter((user) => isIn(user, unit));
    if (run.scope === 'due') {
      const [first, last] = range(here);
      if (first === undefined || last === undefined) return [];
      const filter = { before: run.startedAt, turns: this.#options.turns(), from: first, to: last };
      const found = joined(here, await accounts.dueBetween(filter));
      return found.filter(({ account, unreadable }) => account !== null || unreadable);
    }
    const all = await withAccounts(accounts, here);
    if (run.kind === 'issue') return all.filter(({ account }) => !account?.current);
    return all.filter(
      ({ account, unreadable }) =>
        unreadable ?? (account && passwordCreatedAt(account) !== undefined),
    );
  }

  #goOn(): boolean {
    return this.#ports.clock.now() < this.#until;
  }
}

const isIn = ({ orgUnitPath }: DirectoryUser, unit: string): boolean =>
  inScope(orgUnitPath, [unit]);

/**
 * Where a run goes on whose users Google does not list, though the connection works: one after the other,
 * or with the accounts alone. Undefined: whom it concerns, only a listing says.
 */
export function withoutListing(run: Run): Cursor | undefined {
  const { kind, scope } = run;
  if (kind === 'issue' || userKeysOf(scope) || isLast(run)) return undefined;
  return { source: scope === 'due' ? 'due' : 'put-off' };
}

/** The first and the last address by code point, as accounts are ordered. */
function range(users: readonly DirectoryUser[]): readonly (string | undefined)[] {
  const addresses = users.map(({ primaryEmail }) => primaryEmail.toLowerCase()).toSorted();
  return [addresses[0], addresses.at(-1)];
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
