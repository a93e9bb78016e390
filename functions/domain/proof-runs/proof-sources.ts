import { unitKey } from '../unit-key';
import { dueBefore } from '../passwords/count-due-proofs';
import { type EpochMs } from '../time';
import { type Entry, type Taken } from '../runs/entry';
import { END, givenUsers } from '../runs/given-users';
import { provedSince } from './proof-standing';
import { type Cursor, type Run, unitOf, userKeysOf } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';
import { type StoredBy, storedUsers } from '../runs/stored-users';

type Ports = Pick<RunPorts, 'accounts' | 'clock'>;

/** What one batch looks for users with. `everyDays`: of the policy; 0: nobody is proved again. */
export type ProofLooking = { readonly everyDays: number; readonly until: EpochMs };

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
  return (
    givenUsers(run, cursor, size) ?? (await storedAfter(ports, { ...run, cursor }, size, looking))
  );
}

function beginning({ scope }: Run): Cursor {
  if (userKeysOf(scope)) return { source: 'list' };
  return { source: scope === 'due' ? 'due' : 'sweep' };
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
  const read: StoredBy['read'] = (page) => {
    if (scope === 'due') {
      return accounts.toProve({ ...page, proved, before: dueBefore(startedAt, proved, everyDays) });
    }
    const inUnit = unit === undefined ? {} : { orgUnitPath: unitKey(unit) };
    return accounts.madeBefore({ ...page, ...inUnit, before: startedAt });
  };
  const later = new Set(putOff);
  const isNew = ({ key, account }: Entry): boolean =>
    typeof account !== 'object' ||
    (account.current?.ciphertext !== undefined &&
      !later.has(key) &&
      provedSince(account, startedAt, clock.now()) === undefined);
  if (proved && scope === 'due' && everyDays === 0) return { entries: [], next: END };
  const by = { read, isNew, keepsUnreadable: true, clock, until };
  const { entries, place } = await storedUsers(cursor.place, size, by);
  if (place !== undefined) return { entries, next: { source: cursor.source, place } };
  return { entries, next: proved ? END : { source: 'sweep' } };
}
