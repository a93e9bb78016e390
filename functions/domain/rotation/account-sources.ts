import { type AccountPage, type AccountStore, type FoundAccounts } from '../../ports/account-store';
import { type Account } from '../account';
import { unitKey } from '../org-unit-path';
import { wasMetBy } from '../run-met';
import { type Entry, type Taken } from './entry';
import { type Cursor, type Run, unitOf, userKeysOf } from './run';

export type AccountSourceOptions = {
  readonly run: Run;
  readonly accounts: Pick<AccountStore, 'due' | 'madeBefore'>;
  /** Whether turns of the policy count as due. */
  readonly turns: boolean;
  readonly goOn: () => boolean;
};

type ReadPage = (place: string | undefined, limit: number) => Promise<AccountPage>;

/** Accounts that are due, the longest due first; Google is asked for each user. */
export async function takeDue(
  { run, accounts, turns }: AccountSourceOptions,
  place: string | undefined,
  size: number,
): Promise<Taken> {
  const page = await fromPlace(dueAtStart(run, accounts, turns), place, size);
  return { entries: entriesOf(page), next: nextOf('due', page) };
}

/**
 * Accounts that a run has not met although it wants them: renamed while users were listed, no longer
 * listed, or due without having been listed. Google is asked for each.
 */
export async function takeMissed(
  { run, accounts, turns, goOn }: AccountSourceOptions,
  begin: string | undefined,
  size: number,
): Promise<Taken> {
  const unit = unitOf(run.scope);
  const read: ReadPage =
    run.scope === 'due'
      ? dueAtStart(run, accounts, turns)
      : (pageToken, limit) =>
          accounts.madeBefore({
            before: run.startedAt,
            limit,
            ...(unit === undefined ? {} : { orgUnitPath: unitKey(unit) }),
            ...(pageToken === undefined ? {} : { pageToken }),
          });
  const unmet = ({ lastMet }: Account): boolean => !wasMetBy(lastMet, run.runId);
  const entries: Entry[] = [];
  let place = begin;
  for (;;) {
    const page = await fromPlace(read, place, Math.max(1, size - entries.length));
    // Of the unreadable ones only who is still due was not met; nobody can note that on the others.
    const unreadable = run.scope === 'due' ? page.unreadable : [];
    entries.push(...entriesOf({ accounts: page.accounts.filter(unmet), unreadable }));
    const next = nextOf('sweep', page);
    place = next.place;
    if (next.source === 'end' || entries.length >= size || !goOn()) return { entries, next };
  }
}

/** The keys of a list, as they were given. */
export function takeListed({ scope }: Run, place: string | undefined, size: number): Taken {
  const keys = userKeysOf(scope) ?? [];
  const begin = Number(place ?? 0);
  const entries = keys.slice(begin, begin + size).map((key) => ({ key }));
  const end = begin + entries.length;
  const goesOn = end < keys.length;
  return { entries, next: goesOn ? { source: 'list', place: String(end) } : { source: 'put-off' } };
}

/**
 * Users whom the run put off before, since somebody else was at them: maybe a worker that died. Then comes
 * the sweep, where the scope has one.
 */
export function takePutOff(run: Run, size: number): Taken {
  // Two keys of a list may be one user's, whom the first was counted by.
  const resumed = userKeysOf(run.scope) ? {} : { resumed: true as const };
  const entries = run.putOff
    .slice(0, size)
    .map((key) => ({ key, putOff: true as const, ...resumed }));
  const goesOn = entries.length < run.putOff.length;
  return { entries, next: { source: goesOn ? 'put-off' : afterPutOff(run) } };
}

/** Who has no password is in no account, and a list says itself who is in it. */
const afterPutOff = ({ kind, scope }: Run): Cursor['source'] =>
  kind === 'issue' || userKeysOf(scope) ? 'end' : 'sweep';

const dueAtStart =
  (run: Run, accounts: Pick<AccountStore, 'due'>, turns: boolean): ReadPage =>
  (pageToken, limit) =>
    accounts.due({
      before: run.startedAt,
      turns,
      limit,
      ...(pageToken === undefined ? {} : { pageToken }),
    });

/** A place that this release's store does not take begins anew: who was met is known by their accounts. */
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
