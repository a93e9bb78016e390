import { type AccountPage, type AccountStore } from '../../ports/account-store';
import { type Answer } from '../../ports/directory';
import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { type GoogleFailure } from '../google-failure';
import { standingOf } from './rotation-mark';
import { type DecidedPage, type PlannedSkip, type PlannedTask, type Run } from './run';
import { inScope } from '../user';
import { type SeenUser } from './seen-user';
import { type UserLookup } from './user-lookup';

/** What is decided of one account: it is no part of the run, left alone, or to be rotated. */
type Decision =
  | { readonly kind: 'out' }
  | { readonly kind: 'skip'; readonly skip: PlannedSkip }
  | { readonly kind: 'task'; readonly task: PlannedTask };

export type PageRequest = {
  readonly run: Run;
  readonly lookup: UserLookup;
  /** How many accounts are read at most, 1 to 500. */
  readonly limit: number;
  /** How many may be enqueued at most. */
  readonly capacity: number;
};

/** So many accounts are looked up together; more are not, where users are asked for one by one. */
export const LOOKED_UP_TOGETHER = 100;

/** How many users are asked for side by side. */
const LOOKUPS_AT_ONCE = 10;

/**
 * Decides the next page of accounts of a run: those due, or everybody. A page that would enqueue more
 * than `capacity` ends with the last one that may be.
 */
export async function nextAccountPage(
  accounts: AccountStore,
  request: PageRequest,
): Promise<Answer<DecidedPage>> {
  const read = await readPage(accounts, request.run, request.limit);
  const decided = await decideAll(read.accounts, request);
  if (decided.kind === 'failed') return decided;
  const last = indexOfTask(decided.value, request.capacity);
  const end = last === undefined ? decided.value.length : last + 1;
  if (end === read.accounts.length) {
    return { kind: 'ok', value: pageOf(decided.value, read.nextPageToken) };
  }
  // Read again up to there: only a page's own token says where the next one begins.
  return nextAccountPage(accounts, { ...request, limit: end, capacity: Infinity });
}

async function readPage(accounts: AccountStore, run: Run, limit: number): Promise<AccountPage> {
  const ask = (place: { pageToken?: string }): Promise<AccountPage> =>
    run.scope === 'due'
      ? accounts.due({ before: run.startedAt, limit, ...place })
      : accounts.list({ limit, ...place });
  const page = await ask(run.cursor === undefined ? {} : { pageToken: run.cursor });
  return page.badPageToken ? ask({}) : page; // another release wrote the cursor
}

/**
 * Whether users are asked for one by one from now on. A run of one organisational unit has to know who
 * is in it; any other leaves whom it could not list to the worker, one call before each rotation.
 */
export const asksForEach = (lookup: UserLookup, { scope }: Run): boolean =>
  lookup.kind === 'one-by-one' || (lookup.givenUp && typeof scope === 'object');

/** Decides over all, or over the first of them if the users of the rest would be asked for one by one. */
async function decideAll(
  accounts: readonly Account[],
  { run, lookup }: PageRequest,
): Promise<Answer<readonly Decision[]>> {
  const decisions: Decision[] = [];
  let failure: GoogleFailure | undefined;
  for (let from = 0; from < accounts.length; from += LOOKED_UP_TOGETHER) {
    if (from > 0 && asksForEach(lookup, run)) break;
    const some = accounts.slice(from, from + LOOKED_UP_TOGETHER);
    const decided = await mapAtOnce(LOOKUPS_AT_ONCE, some, async (account): Promise<Decision> => {
      if (failure !== undefined || !mayBePlanned(account, run)) return OUT;
      const { userId } = account;
      if (lookup.givenUp && !asksForEach(lookup, run) && !lookup.has(userId)) {
        return { kind: 'task', task: { userId, unseen: true } };
      }
      const found = await lookup.find(userId);
      if (found.kind === 'ok') return decide(account, found.value, run);
      failure = found.failure;
      return OUT;
    });
    if (failure !== undefined) return { kind: 'failed', failure };
    decisions.push(...decided);
  }
  return { kind: 'ok', value: decisions };
}

const OUT: Decision = { kind: 'out' };

/** In the first pass whoever carries the run's mark was planned before, under another address. */
export const mayBePlanned = (account: Account, run: Run): boolean =>
  standingOf(account, run).kind === 'wanted' && (run.pass > 1 || account.mark?.runId !== run.runId);

/** What a run does with an account that it wants, by what the directory says of the user now. */
export function decide(account: Account, user: SeenUser | undefined, { scope }: Run): Decision {
  const { userId } = account;
  if (user === undefined) return { kind: 'skip', skip: { userId, reason: 'user-not-found' } };
  if (typeof scope === 'object' && 'orgUnitPath' in scope) {
    if (!inScope(user.orgUnitPath, [scope.orgUnitPath])) return OUT;
  }
  if (user.refused) return { kind: 'skip', skip: { userId, reason: user.refused } };
  return { kind: 'task', task: { userId } };
}

/** Where the `count`th task is, if there are more decisions after so many tasks. */
function indexOfTask(decisions: readonly Decision[], count: number): number | undefined {
  let tasks = 0;
  for (const [index, { kind }] of decisions.entries()) {
    if (kind === 'task') tasks += 1;
    if (tasks === count) return index;
  }
  return undefined;
}

export function pageOf(decisions: readonly Decision[], next: string | undefined): DecidedPage {
  const tasks = decisions.flatMap((each) => (each.kind === 'task' ? [each.task] : []));
  const skips = decisions.flatMap((each) => (each.kind === 'skip' ? [each.skip] : []));
  return { tasks, skips, ...(next === undefined ? {} : { next }) };
}
