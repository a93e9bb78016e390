import { type Account } from '../account';
import { isMadeAfter } from '../passwords/made-after';
import { type Outcome } from '../passwords/password-finish';
import { type SkipReason } from '../run-met';
import { type DurationMs, type EpochMs } from '../time';
import { type DirectoryUser, isNew } from '../user';
import { isOwn } from './refusals';
import { type Run } from './run';

/**
 * What became of a user. `waitMs`: somebody else's call has to end first, which is nobody's failure.
 * `retryBudget`: so many failures in a row park an account; absent: this one does not.
 */
export type Verdict =
  | { readonly result: 'done'; readonly code?: never }
  | { readonly result: 'skipped'; readonly code: SkipReason; readonly waitMs?: DurationMs }
  | { readonly result: 'failed'; readonly code: string; readonly retryBudget?: number };

/** What a run wants for a user at a moment. `seen`: the account before the call. */
export type Wish = {
  readonly run: Run;
  readonly user: DirectoryUser;
  readonly seen: Account | undefined;
  /** Since when a new password is wanted; undefined: only what is in doubt is to be confirmed. */
  readonly since: EpochMs | undefined;
  readonly now: EpochMs;
  readonly retryBudget: number;
};

/**
 * What the outcome of a call means for the user. Undefined: nothing for this one, since a candidate of before
 * the run was confirmed, or the failure may concern everybody.
 */
export function verdictOn(account: Account, outcome: Outcome, wish: Wish): Verdict | undefined {
  if (outcome.kind === 'applied') {
    if (account.current === undefined) return { result: 'skipped', code: 'no-password' };
    return isWanted(account, wish) ? { result: 'done' } : undefined;
  }
  const { failure } = outcome;
  const { user, now, retryBudget } = wish;
  if (failure.code === 'not-authorized' && isNew(user, now)) {
    return { result: 'failed', code: 'user-not-ready', retryBudget }; // Google refuses new users, whatever the rights
  }
  if (!isOwn(failure)) return undefined;
  const { code } = failure;
  if (code === 'user-not-found') return { result: 'skipped', code };
  return { result: 'failed', code, retryBudget };
}

/**
 * Whether the password that is there is what the run is to give: one made since it is wanted, or by this
 * very call, whatever the clocks say; the first one of somebody who had none; any, where none was wanted
 * and it is new.
 */
export function isWanted(account: Account, { run, seen, since, now }: Wish): boolean {
  if (run.kind === 'issue' || (account.current?.version ?? 0) > (seen?.lastVersion ?? 0))
    return true;
  if (isMadeAfter(account, run.startedAt, now)) return true;
  return since !== undefined && isMadeAfter(account, since, now);
}

/** Whether it was revoked since it was read: nobody gives it back unasked. */
export const wasTakenBack = (account: Account | undefined, seen: Account | undefined): boolean =>
  account?.status === 'revoked' && seen?.status !== 'revoked';

/** What concerns everybody is noted on nobody. */
export function asBefore(account: Account, { kind }: Outcome, seen: Account | undefined): Account {
  if (kind === 'applied') return account;
  const { lastFailure: _, ...rest } = account;
  return seen?.lastFailure ? { ...rest, lastFailure: seen.lastFailure } : rest;
}
