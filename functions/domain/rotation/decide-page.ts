import { type Answer } from '../../ports/directory';
import { type Account } from '../account';
import { capacityOf } from './first-wave';
import { type OpenRotation, type RotateAccountPorts } from './rotation-open';
import { type DecidedPage, type PlannedPage, type Run, type RunScope } from './run';
import { nextListPage } from './run-list-page';
import { nextAccountPage } from './run-page';
import { type EpochMs } from '../time';
import { userLookup, type UserLookup } from './user-lookup';

/** Pages of accounts: whole ones where users are listed, small ones where each is asked for. */
const PAGE = 500;
const SMALL_PAGE = 100;

/** So many runs are looked through for how many users there were. */
const RECENT = 5;

/** `at`: what it finds was so then, or later. */
type DatedLookup = { readonly users: UserLookup; readonly at: EpochMs };

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

  /** How many users there are, if they were listed. */
  get listedUsers(): number | undefined {
    return this.#lookup?.users.listedUsers;
  }

  async next(open: OpenRotation, run: Run): Promise<Answer<PlannedPage>> {
    const { accounts, clock } = this.#ports;
    const capacity = capacityOf(run, open.configuration.policy);
    const userKeys = keysOf(run.scope);
    if (userKeys) {
      const now = clock.now();
      return dated(now, await nextListPage(accounts, open, { run, userKeys, capacity }));
    }
    const { users: lookup, at } = await this.#lookupFor(open, run, capacity);
    const limit = lookup.lists ? PAGE : Math.min(SMALL_PAGE, 2 * capacity);
    return dated(at, await nextAccountPage(accounts, { run, lookup, limit, capacity }));
  }

  /** Lists a page of users for the pages that follow, in a time of waiting. False: nothing was done. */
  async lookAhead(open: OpenRotation, run: Run): Promise<boolean> {
    if (keysOf(run.scope)) return false;
    if (!this.#lookup?.users.lists) this.#lookup = undefined; // the first wave's are asked for one by one
    const { users } = await this.#lookupFor(open, run, Infinity);
    return users.ahead();
  }

  async #lookupFor(open: OpenRotation, run: Run, capacity: number): Promise<DatedLookup> {
    if (this.#lookup) return this.#lookup;
    const at = this.#ports.clock.now();
    const lately = await this.#ports.runs.recent(RECENT);
    const accounts = await this.#accountsOf(run);
    const known = [run, ...lately].find(({ listedUsers }) => listedUsers !== undefined);
    const users = userLookup(open, {
      expected: Math.min(accounts, 2 * capacity),
      usersAtLeast: known?.listedUsers ?? accounts,
      onPage: this.#onListed,
    });
    return (this.#lookup = { users, at });
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

const keysOf = (scope: RunScope): readonly string[] | undefined =>
  typeof scope === 'object' && 'userKeys' in scope ? scope.userKeys : undefined;
