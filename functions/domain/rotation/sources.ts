import { type Answer, type Directory } from '../../ports/directory';
import { type Account, passwordCreatedAt } from '../account';
import { unitKey } from '../unit-key';
import { type EpochMs } from '../time';
import { type DirectoryUser, inScope } from '../user';
import { isNewTo, type Taken } from '../runs/entry';
import { END, givenUsers } from '../runs/given-users';
import { type ListedEntry, type Listing, USERS_A_PAGE } from '../runs/listing';
import { type Cursor, type Run, unitOf, userKeysOf } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';
import { type StoredBy, storedUsers } from '../runs/stored-users';

/** Up to this many due users are always looked up one by one. */
const FEW = 10;

type Ports = Pick<RunPorts, 'accounts' | 'clock'>;

/** What one batch looks for users with. */
export type Looking = {
  /** The run's listing, as far as this process has read it. */
  readonly listing: Listing;
  readonly directory: Pick<Directory, 'listUsers'>;
  /** Whether turns of the policy count as due. */
  readonly turns: boolean;
  /** Users in the last complete listing; undefined: unknown. */
  readonly listedUsers?: number | undefined;
  /** Limits the search for users, so that the lane's lease is kept. */
  readonly until: EpochMs;
};

/** Up to `size` users after the run's cursor, and the next cursor. */
export async function takeUsers(
  ports: Ports,
  run: Run,
  size: number,
  looking: Looking,
): Promise<Answer<Taken>> {
  const cursor = run.cursor ?? (await beginning(ports, run, looking));
  const given = givenUsers(run, cursor, size);
  if (given) return { kind: 'ok', value: given };
  if (cursor.source !== 'listing') return storedAfter(ports, run, size, { ...looking, ...cursor });
  const choose = (users: readonly DirectoryUser[]) => chosen(ports, run, looking.turns, users);
  const listed = await looking.listing.take(cursor.place, size, { ...looking, choose });
  if (listed.kind === 'failed') return listed;
  const { place, ...found } = listed.value;
  const next = place === undefined ? afterFirst(run) : { ...cursor, place };
  return { kind: 'ok', value: { ...found, entries: found.entries.filter(isNewTo(run)), next } };
}

/**
 * The scope's own source. Who is due is listed where that takes fewer calls than asking for each; else the sweep
 * finds them.
 */
async function beginning(
  { accounts, clock }: Ports,
  { scope }: Run,
  { turns, listedUsers }: Looking,
): Promise<Cursor> {
  if (userKeysOf(scope)) return { source: 'list' };
  if (scope !== 'due') return { source: 'listing' };
  const due = await accounts.countDue({ before: clock.now(), turns });
  const counts = listedUsers === undefined ? Object.values(await accounts.countByStatus()) : [];
  const users = counts.reduce((sum, count) => sum + count, listedUsers ?? 0);
  return { source: due <= Math.max(FEW, Math.ceil(users / USERS_A_PAGE)) ? 'sweep' : 'listing' };
}

/**
 * Where a run continues after its scope's own source, or if Google does not list its users. A sweep finds no user
 * without an account, and a list already names all its users.
 */
export const afterFirst = ({ kind, scope }: Pick<Run, 'kind' | 'scope'>): Cursor =>
  kind === 'issue' || userKeysOf(scope) ? END : { source: 'sweep' };

/** The users of one page who may be part of the run. Users outside its unit are dropped unread. */
async function chosen(
  { accounts }: Ports,
  { scope, kind, startedAt }: Run,
  turns: boolean,
  users: readonly DirectoryUser[],
): Promise<readonly ListedEntry[]> {
  const unit = unitOf(scope);
  const here = users.filter(({ orgUnitPath }) => !unit || inScope(orgUnitPath, [unit]));
  const addresses = here.map(({ primaryEmail }) => primaryEmail.toLowerCase()).toSorted(); // account order
  const [from, to] = [addresses[0], addresses.at(-1)];
  if (from === undefined || to === undefined) return [];
  const found =
    scope === 'due'
      ? await accounts.dueBetween({ before: startedAt, turns, from, to })
      : await accounts.readMany(here.map(({ id }) => id));
  const known = new Map(found.accounts.map((account) => [account.userId, account]));
  const unreadable = new Set(found.unreadable.map(({ userId }) => userId));
  const isMeant = (account: Account | undefined): boolean => {
    if (kind === 'issue') return !account?.current;
    return account !== undefined && (scope === 'due' || passwordCreatedAt(account) !== undefined);
  };
  return here.flatMap((user): ListedEntry[] => {
    const account = known.get(user.id);
    if (unreadable.has(user.id)) return [{ key: user.id, user, account: 'unreadable' }];
    return isMeant(account) ? [{ key: user.id, user, account: account ?? 'none' }] : [];
  });
}

/**
 * Accounts that a run wants and has not processed: all that are due, or those that a listing did not show or
 * that were renamed meanwhile. Google is asked for each.
 */
async function storedAfter(
  { accounts, clock }: Ports,
  run: Run,
  size: number,
  { source, place, turns, until }: Cursor & Pick<Looking, 'turns' | 'until'>,
): Promise<Answer<Taken>> {
  const { scope, startedAt: before } = run;
  const unit = unitOf(scope);
  const inUnit = unit === undefined ? {} : { orgUnitPath: unitKey(unit) };
  const read: StoredBy['read'] = (page) =>
    scope === 'due'
      ? accounts.due({ ...page, before, turns })
      : accounts.madeBefore({ ...page, before, ...inUnit });
  const isNew = isNewTo(run);
  // A due run puts off unreadable accounts it has seen; other runs can't tell which they have seen.
  const by = { read, isNew, keepsUnreadable: scope === 'due', clock, until };
  const { entries, place: after } = await storedUsers(place, size, by);
  const next = after === undefined ? END : { source, place: after };
  return { kind: 'ok', value: { entries, next } };
}
