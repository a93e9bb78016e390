import { type Answer } from '../../ports/directory';
import { type Account } from '../account';
import { capacityOf } from './first-wave';
import { type OpenRotation, type RotateAccountPorts } from './rotation-open';
import { type DecidedPage, type PlannedPage, type Run, userKeysOf } from './run';
import { nextListPage } from './run-list-page';
import { asksForEach, LOOKED_UP_TOGETHER, nextAccountPage } from './run-page';
import { type EpochMs } from '../time';
import { userLookup, type UserLookup } from './user-lookup';

/** A page of accounts where users are listed; where each is asked for, it is `LOOKED_UP_TOGETHER`. */
const PAGE = 500;

/** So many runs are looked through for how many users there were. */
const RECENT = 5;

/** `at`: what it finds was so then, or later. `known`: so many users there were at least. */
type DatedLookup = {
  readonly users: UserLookup;
  readonly at: EpochMs;
  /** For how many accounts it was chosen. */
  readonly capacity: number;
  readonly known?: number;
};

/**
 * Decides pages of runs, one after another, over what the directory says of the users; lists them at
 * most once.
 */
export class PageDecider {
  readonly #ports: Pick<RotateAccountPorts, 'accounts' | 'runs' | 'clock'>;
  readonly #onListed: () => Promise<boolean>;
  #lookup: DatedLookup | undefined;

  /** `onListed` is called after each page of users; false: there is no time to list more. */
  constructor(
    ports: Pick<RotateAccountPorts, 'accounts' | 'runs' | 'clock'>,
    onListed: () => Promise<boolean>,
  ) {
    this.#ports = ports;
    this.#onListed = onListed;
  }

  /** So many users there are at least, as far as they were listed now or lately. */
  get usersAtLeast(): number | undefined {
    if (!this.#lookup) return undefined;
    const { users, known = 0 } = this.#lookup;
    const atLeast = users.seen.all ? users.seen.users : Math.max(known, users.seen.users);
    return atLeast > 0 ? atLeast : undefined;
  }

  async next(open: OpenRotation, run: Run): Promise<Answer<PlannedPage>> {
    const { accounts, clock } = this.#ports;
    const capacity = capacityOf(run, open.configuration.policy);
    const userKeys = userKeysOf(run.scope);
    if (userKeys) {
      const now = clock.now();
      return dated(now, await nextListPage(accounts, open, { run, userKeys, capacity }));
    }
    const { users: lookup, at } = await this.#lookupFor(open, run, capacity);
    const few = asksForEach(lookup, run);
    const limit = few ? Math.min(LOOKED_UP_TOGETHER, 2 * capacity) : PAGE;
    return dated(at, await nextAccountPage(accounts, { run, lookup, limit, capacity }));
  }

  /** Lists a page of users for the pages that follow, in a time of waiting. False: nothing was done. */
  async lookAhead(open: OpenRotation, run: Run): Promise<boolean> {
    if (userKeysOf(run.scope)) return false;
    const { users } = await this.#lookupFor(open, run, Infinity);
    return users.ahead();
  }

  async #lookupFor(open: OpenRotation, run: Run, capacity: number): Promise<DatedLookup> {
    const before = this.#lookup;
    // The few of the first wave are asked for one by one; that is no way to look up all others.
    if (before?.users.kind === 'listing' || (before && capacity <= before.capacity)) return before;
    const at = this.#ports.clock.now();
    const lately = await this.#ports.runs.recent(RECENT);
    const accounts = await this.#accountsOf(run);
    const known = [run, ...lately].find(
      ({ listedUsers }) => listedUsers !== undefined,
    )?.listedUsers;
    const users = userLookup(open, {
      expected: Math.min(accounts, 2 * capacity),
      usersAtLeast: known ?? accounts,
      onPage: this.#onListed,
    });
    return (this.#lookup = { users, at, capacity, ...(known === undefined ? {} : { known }) });
  }

  async #accountsOf(run: Run): Promise<number> {
    if (run.scope === 'due') return this.#ports.accounts.countDue(run.startedAt);
    const counts: Partial<Record<Account['status'], number>> =
      await this.#ports.accounts.countByStatus();
    return (counts.active ?? 0) + (counts.unconfirmed ?? 0) + (counts.parked ?? 0);
  }
}

const dated = (decidedAt: EpochMs, page: Answer<DecidedPage>): Answer<PlannedPage> =>
  page.kind === 'failed' ? page : { kind: 'ok', value: { ...page.value, decidedAt } };
