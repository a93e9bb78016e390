import { type Account, type Drift, type ForeignChange } from '../account';
import { withFreed } from '../devices/devices-behind';
import { type PasswordEvent } from '../event';
import { DAY_MS, durationMs, earlier, type EpochMs, later } from '../time';
import { CLOCKS_MS } from './mended';

/** A change by somebody else, as a source of drift shows it. `id`: unique, and the same each time. */
export type FoundChange = ForeignChange & Omit<Drift, 'contested'>;

/** `eventIds`: fresh, for `password.drifted` and `account.parked`. */
export type Noting = {
  readonly now: EpochMs;
  readonly eventIds: readonly [drifted: string, parked: string];
};

/** Empty: nothing changes. */
export type Noted = {
  readonly write?: Account;
  readonly events?: readonly PasswordEvent[];
};

/** Two changes by somebody else within this time: another tool writes the same passwords. */
const CONTESTED_MS = durationMs(7 * DAY_MS);

/** The upper limit of remembered changes. */
const REMEMBERED = 20;

/** Whether the change is remembered, or older than all that still are. */
export function isRemembered(
  { foreignChanges = [] }: Account,
  { id, at }: Pick<FoundChange, 'id' | 'at'>,
): boolean {
  const [oldest] = foreignChanges;
  const isFull = oldest !== undefined && foreignChanges.length >= REMEMBERED;
  return (isFull && at < oldest.at) || foreignChanges.some((change) => change.id === id);
}

/** The account after a change by somebody else that was not known. The order of changes does not matter. */
export function drifted(account: Account, found: FoundChange, noting: Noting): Noted {
  if (isExplained(account, found)) return { write: explained(account, found) };
  const { now, eventIds } = noting;
  const { id, at, ...source } = found;
  const foreignChanges = withChange(account.foreignChanges, { id, at });
  const contested = account.drift?.contested ?? foreignChanges.length > 1;
  const known = account.drift && account.drift.at > at ? account.drift : undefined;
  const drift = { ...(known ?? { at, ...source }), ...(contested ? { contested } : {}) };
  const noted = withFreed(account, { ...account, drift, foreignChanges }, now);
  const { userId, primaryEmail, current, status } = account;
  const about = { userId, primaryEmail, at: now };
  const version = current === undefined ? {} : { version: current.version };
  const event: PasswordEvent = { id: eventIds[0], type: 'password.drifted', ...about, ...version };
  if (!contested) return { write: noted, events: [event] };
  if (account.drift?.contested) return { write: noted };
  const parked: PasswordEvent = { id: eventIds[1], type: 'account.parked', ...about };
  return {
    write: leftAlone(noted, now),
    events: status === 'parked' ? [event] : [event, parked],
  };
}

/** A change in the log from before the proofs that Google refused is what they have shown already. */
const isExplained = ({ drift }: Account, { at, source }: FoundChange): boolean =>
  drift?.source === 'proof' &&
  !drift.contested &&
  source === 'activity-log' &&
  at <= later(drift.at, CLOCKS_MS);

function explained(account: Account, { id, at, ...source }: FoundChange): Account {
  const others = withoutProof(account).foreignChanges;
  return { ...account, drift: { at, ...source }, foreignChanges: withChange(others, { id, at }) };
}

/** The id of the change that proofs of this version show. No activity has one like it. */
export const proofChangeId = (version: number): string => `proof ${version}`;

/** The account without the change that proofs of the current password show. */
export function withoutProof(account: Account): Account {
  const { foreignChanges, ...rest } = account;
  const own = proofChangeId(account.current?.version ?? 0);
  const others = foreignChanges?.filter(({ id }) => id !== own) ?? [];
  return { ...rest, ...(others.length > 0 ? { foreignChanges: others } : {}) };
}

/** Nothing more is set by itself. */
function leftAlone(account: Account, now: EpochMs): Account {
  const { retryAt, wantedSince, wantedBy, failures, outages, ...rest } = account;
  return { ...rest, status: 'parked', lastFailure: { code: 'contested', at: now, attempts: 0 } };
}

/** The changes within the time before the newest one that makes them a contest. */
function withChange(
  changes: readonly ForeignChange[] = [],
  change: ForeignChange,
): readonly ForeignChange[] {
  const all = [...changes, change].toSorted((one, other) => one.at - other.at);
  const from = earlier(all.at(-1)?.at ?? change.at, CONTESTED_MS);
  return all.filter(({ at }) => at >= from).slice(-REMEMBERED);
}
