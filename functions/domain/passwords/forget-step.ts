import { type Step } from '../../ports/account-store';
import { type Account, holdsPassword, type UserId } from '../account';
import { type PasswordEvent } from '../event';
import { type DurationMs, durationMs, type EpochMs, later, until } from '../time';
import { withCredibleTimes } from './credible-times';
import { type CallPorts } from './managed-user';
import { neverConfirmed } from './password-change';
import { afterExpiredLease } from './password-claim';
import { tombstoneOf } from './password-finish';
import { TIMING } from './timing';

export type ForgetPorts = Pick<CallPorts, 'accounts' | 'clock' | 'newId' | 'caller' | 'changed'>;

/** How to forget an account. Pure: decides on the account as the transaction sees it. */
export type Forgetting<Other> = {
  /** The action in the audit trail. `forgotten` leaves Google unchanged: it may still hold the password. */
  readonly action: 'revoked' | 'forgotten';
  /** What to do instead of forgetting the account; undefined: forget it. */
  readonly instead: (account: Account, now: EpochMs) => Step<Account, Other> | undefined;
  /** Further changes to the tombstone. */
  readonly also?: Partial<Account>;
};

/** `changed`: false if there was nothing left to forget. */
export type Forgotten = { readonly kind: 'forgotten'; readonly changed: boolean };

type NotForgotten =
  | { readonly kind: 'no-password' }
  | { readonly kind: 'in-progress'; readonly retryAfterMs: DurationMs };

/** How long a lease holder may still send a password of this account; 0: nobody holds the lease. */
export const leaseLeft = ({ lease }: Account, now: EpochMs): DurationMs =>
  durationMs(lease ? until(now, later(lease.until, TIMING.clockSkewMs)) : 0);

/**
 * Forgets the stored passwords of an account without a call to Google. Takes the lease, so that nobody else
 * changes the password meanwhile; writes the audit line; then forgets. After a kill in between, nothing is
 * forgotten without its audit line, and a repeat forgets it once the lease has expired. The tombstone keeps
 * the quarantine, including the quarantine of an expired lease.
 */
export async function forgetAccount<Other = never>(
  ports: ForgetPorts,
  userId: UserId,
  forgetting: Forgetting<Other>,
): Promise<Forgotten | NotForgotten | Other> {
  const { accounts, clock, newId, caller, changed } = ports;
  const { action, also = {} } = forgetting;
  const holder = newId();
  const { claimed, told } = await accounts.transact<Claim<Other>>(userId, (stored) =>
    stored === undefined
      ? { result: { told: { kind: 'no-password' } } }
      : claim(stored, forgetting, { holder, now: clock.now() }),
  );
  if (claimed === undefined) return told;
  const { primaryEmail, lastVersion: version, candidates } = claimed;
  const at = clock.now();
  neverConfirmed(claimed, candidates, at).forEach(changed);
  changed({ action, userId, version, caller, at });
  const type = `password.${action}` as const;
  const event: PasswordEvent = { id: holder, type, userId, primaryEmail, version, at };
  return accounts.transact<Forgotten | NotForgotten>(userId, (account) => {
    if (account?.lease?.holder !== holder) return { result: lostTo(account) };
    const { lease: _, ...ours } = account;
    const left = action === 'forgotten' ? { leftAtGoogle: true as const } : {};
    const write = { ...tombstoneOf(ours, at), ...left, ...also };
    return { write, events: [event], result: { kind: 'forgotten', changed: true } };
  });
}

/** The account with the lease taken; or the answer, if nothing is to be forgotten. */
type Claim<Other> =
  | { readonly claimed: Account; readonly told?: undefined }
  | { readonly claimed?: undefined; readonly told: Forgotten | NotForgotten | Other };

function claim<Other>(
  stored: Account,
  { instead }: Forgetting<Other>,
  { holder, now }: { readonly holder: string; readonly now: EpochMs },
): Step<Account, Claim<Other>> {
  const account = withCredibleTimes(stored, now);
  const credible = account === stored ? {} : { write: account };
  if (account.lease?.holder === holder) return { result: { claimed: account } }; // the store repeated this step
  const other = instead(account, now);
  if (other) return { ...credible, ...other, result: { told: other.result } };
  if (!holdsPassword(account)) {
    const isOver = account.status === 'revoked';
    const told = { kind: 'forgotten', changed: false } as const;
    const write = withWishCancelled(account, now);
    return {
      ...(write === stored ? {} : { write }),
      result: { told: isOver ? told : { kind: 'no-password' } },
    };
  }
  const retryAfterMs = leaseLeft(account, now);
  if (retryAfterMs > 0) {
    return { ...credible, result: { told: { kind: 'in-progress', retryAfterMs } } };
  }
  const lease = { holder, until: later(now, TIMING.leaseMs) };
  const claimed = { ...afterExpiredLease(account), lease };
  return { write: claimed, result: { claimed } };
}

/**
 * The account of a user who has no password, without the wish for one that a failed run left: its retry would
 * give them one. The same object if there is no wish.
 */
export function withWishCancelled(account: Account, now: EpochMs): Account {
  const isWished = account.retryAt !== undefined || account.status === 'parked';
  if (!isWished || holdsPassword(account)) return account;
  const left = account.leftAtGoogle ? { leftAtGoogle: true as const } : {};
  return { ...tombstoneOf(account, now), ...left };
}

/** The lease expired meanwhile, or the store repeated the step after a commit whose reply was lost. */
const lostTo = (account: Account | undefined): Forgotten | NotForgotten =>
  account?.status === 'revoked' && !holdsPassword(account)
    ? { kind: 'forgotten', changed: true }
    : { kind: 'in-progress', retryAfterMs: TIMING.leaseMs };
