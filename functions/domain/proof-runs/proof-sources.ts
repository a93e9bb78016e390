import { type AccountPage } from '../../ports/account-store';
import { type Account } from '../account';
import { unitKey } from '../unit-key';
import { dueBefore } from '../passwords/count-due-proofs';
import { type EpochMs } from '../time';
import { type Entry, type Taken } from '../runs/entry';
import { provedSince } from './proof-standing';
import { type Cursor, type Run, unitOf, userKeysOf } from '../runs/run';
import { takesPutOff } from '../runs/run-batch';
import { type RunPorts } from '../runs/run-ports';

type Ports = Pick<RunPorts, 'accounts' | 'clock'>;

/** What one batch looks for users with. `everyDays`: of the policy; 0: nobody is proved again. */
export type ProofLooking = { readonly everyDays: number; readonly until: EpochMs };

const END: Cursor = { source: 'end' };
const PAGE = 500;

/**
 * Up to `size` users after the run's cursor, and the next cursor. All users of a run that proves are accounts,
 * so Google lists nobody: a list as it is given; who is due, first the unproved (`due`), then those proved long
 * ago (`sweep`); all or a unit by the age of the password (`sweep`). The unit is the one that the account knows. Every
 * password that is set or proved, and every run, tells it; only an account of the first release that nothing has
 * touched since has none, and a run over who is due finds it.
 */
export async function takeProofs(
  ports: Ports,
  run: Run,
  size: number,
  looking: ProofLooking,
): Promise<Taken> {
  const cursor = run.cursor ?? beginning(run);
  const { hand, putOff } = run;
  if (hand.length > 0) {
    return { entries: hand.map((key) => ({ key, resumed: true })), next: cursor };
  }
  if (takesPutOff(run)) {
    const keys = putOff.slice(0, size);
    return { entries: keys.map((key) => ({ key, putOff: true, resumed: true })), next: cursor };
  }
  const keys = userKeysOf(run.scope);
  if (cursor.source === 'end') return { entries: [], next: END };
  if (keys) return listed(keys, cursor, size);
  return storedAfter(ports, { ...run, cursor }, size, looking);
}

function beginning({ scope }: Run): Cursor {
  if (userKeysOf(scope)) return { source: 'list' };
  return { source: scope === 'due' ? 'due' : 'sweep' };
}

function listed(keys: readonly string[], { place = '0' }: Cursor, size: number): Taken {
  const end = Number(place) + size;
  const entries = keys.slice(end - size, end).map((key) => ({ key }));
  return { entries, next: end < keys.length ? { source: 'list', place: String(end) } : END };
}

async function storedAfter(
  { accounts, clock }: Ports,
  run: Run & { readonly cursor: Cursor },
  size: number,
  { everyDays, until }: ProofLooking,
): Promise<Taken> {
  const { cursor, scope, startedAt, putOff } = run;
  const proved = cursor.source === 'sweep';
  const unit = unitOf(scope);
  const read = (pageToken: string | undefined, limit: number): Promise<AccountPage> => {
    const page = { limit, ...(pageToken === undefined ? {} : { pageToken }) };
    if (scope === 'due') {
      return accounts.toProve({ ...page, proved, before: dueBefore(startedAt, proved, everyDays) });
    }
    const inUnit = unit === undefined ? {} : { orgUnitPath: unitKey(unit) };
    return accounts.madeBefore({ ...page, ...inUnit, before: startedAt });
  };
  const later = new Set(putOff);
  const isNew = (account: Account): boolean =>
    account.current?.ciphertext !== undefined &&
    !later.has(account.userId) &&
    provedSince(account, startedAt, clock.now()) === undefined;
  const entries: Entry[] = [];
  let next = cursor.place;
  if (proved && scope === 'due' && everyDays === 0) return { entries, next: END };
  do {
    const limit = Math.min(PAGE, Math.max(1, size - entries.length));
    let page = await read(next, limit);
    if (page.badPageToken) page = await read(undefined, limit); // the accounts show who was proved
    const found = page.accounts.filter(isNew);
    entries.push(...found.map((account) => ({ key: account.userId, account })));
    entries.push(
      ...page.unreadable.map(({ userId }) => ({ key: userId, account: 'unreadable' as const })),
    );
    next = page.nextPageToken;
  } while (next !== undefined && entries.length < size && clock.now() < until);
  if (next !== undefined) return { entries, next: { source: cursor.source, place: next } };
  return { entries, next: proved ? END : { source: 'sweep' } };
}
