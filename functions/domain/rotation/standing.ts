import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Directory } from '../../ports/directory';
import { type Account, passwordCreatedAt, type UserId } from '../account';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { turnAt, unfinishedAt } from '../passwords/due-dates';
import { isMadeAfter } from '../passwords/made-after';
import { asUserId } from '../passwords/managed-user';
import { isForeign } from '../passwords/seen-user';
import { type RunMet, type SkipReason, wasMetBy } from '../run-met';
import { type EpochMs } from '../time';
import { type DirectoryUser, inScope, refusal } from '../user';
import { isCountedByAnotherKey } from './counted-key';
import { type Entry } from './entry';
import { type Run, unitOf, userKeysOf } from './run';

/**
 * How an account relates to a run. `passed`: not part of it, or counted. `met`: the run's result was recorded
 * and not counted. `done`: the password it wants was made. `give`: a password made after `since` is wanted.
 * `settle`: only a candidate is to be confirmed.
 */
export type Standing =
  | { readonly kind: 'passed' | 'done' | 'settle' }
  | { readonly kind: 'give'; readonly since: EpochMs }
  | { readonly kind: 'met'; readonly met: Pick<RunMet, 'result' | 'code'> }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

/** What a standing depends on besides the account. */
export type StandingPlace = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
};

type Place = Omit<StandingPlace, 'adminUsername'>;

/** The standing of a user whom Google shows; a user who must not be changed is skipped. */
function standingOfUser(
  { user, account }: { readonly user: DirectoryUser; readonly account: Account | undefined },
  place: StandingPlace,
  now: EpochMs,
  resumed = false,
): Standing {
  const { run, configuration, adminUsername } = place;
  const unit = unitOf(run.scope);
  if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return { kind: 'passed' };
  const standing = standingOf(account, place, now, resumed);
  const isWanted = standing.kind === 'give' || standing.kind === 'settle';
  const reason = isWanted && refusal(user, adminUsername, configuration.policy);
  const decided: Standing = reason ? { kind: 'skip', reason } : standing;
  const mayBeKnown = decided.kind === 'met' || decided.kind === 'skip';
  return mayBeKnown && isCountedByAnotherKey(run, user) ? { kind: 'passed' } : decided;
}

/**
 * `resumed`: a worker that died may have processed the account; what it recorded was not counted. An account
 * of another Workspace is skipped.
 */
function standingOf(
  account: Account | undefined,
  place: Place,
  now: EpochMs,
  resumed = false,
): Standing {
  const { runId } = place.run;
  if (wasMetBy(account?.lastMet, runId)) {
    const { lastMet } = account ?? {};
    // A result that another run overwrote was almost certainly counted.
    if (!resumed || lastMet?.runId !== runId) return { kind: 'passed' };
    return { kind: 'met', met: lastMet };
  }
  const wish = wishFor(account, place, now);
  return wish.kind !== 'passed' && isForeign(account, place.configuration)
    ? { kind: 'skip', reason: 'other-workspace' }
    : wish;
}

/** What the run wants for an account that it has not processed. */
function wishFor(
  account: Account | undefined,
  { run, configuration }: Place,
  now: EpochMs,
): Standing {
  const { startedAt, kind, scope } = run;
  if (isMadeAfter(account, startedAt, now)) return { kind: 'done' };
  const named = userKeysOf(scope) !== undefined;
  if (kind === 'issue') return issueStanding(account, run, named);
  if (scope === 'due')
    return account ? dueStanding(account, run, configuration, now) : { kind: 'passed' };
  if (account !== undefined && passwordCreatedAt(account) !== undefined) {
    return { kind: 'give', since: startedAt };
  }
  return named ? { kind: 'skip', reason: 'no-password' } : { kind: 'passed' };
}

/** Only a run over a list gives a new password after a revocation. */
function issueStanding(account: Account | undefined, { startedAt }: Run, named: boolean): Standing {
  if (account?.current) {
    return named ? { kind: 'skip', reason: 'has-password' } : { kind: 'passed' };
  }
  const isScrambling = account?.candidates.at(-1)?.purpose === 'scramble';
  const takenBack = account?.status === 'revoked' || isScrambling;
  return takenBack && !named
    ? { kind: 'skip', reason: 'password-revoked' }
    : { kind: 'give', since: startedAt };
}

/** An account is due at its turn, or when a run wants it tried again; a candidate alone is only confirmed. */
function dueStanding(
  account: Account,
  { startedAt }: Run,
  { policy, disconnectedAt }: Configuration,
  now: EpochMs,
): Standing {
  const turn = policy.periodDays > 0 ? turnAt(account) : undefined;
  const unfinished = unfinishedAt(account);
  if (turn !== undefined && turn <= startedAt) return { kind: 'give', since: startedAt };
  if (unfinished === undefined || unfinished > startedAt) return { kind: 'passed' };
  const { wantedSince, candidates, current } = account;
  if (wantedSince === undefined && candidates.length > 0) return { kind: 'settle' };
  const since = wantedSince ?? startedAt;
  if (isMadeAfter(account, since, now)) return { kind: 'done' };
  const isVoid = current === undefined && disconnectedAt !== undefined && since < disconnectedAt;
  return isVoid ? { kind: 'skip', reason: 'no-password' } : { kind: 'give', since };
}

/** Since when the run wants a new password for this account; undefined: it wants none. */
export function wantedSince(
  account: Account | undefined,
  place: Place,
  now: EpochMs,
): EpochMs | undefined {
  const wish = wishFor(account, place, now);
  return wish.kind === 'give' ? wish.since : undefined;
}

/** Who an entry is, as far as known, and their standing, or why it is unknown. */
export type Person = {
  readonly userId: UserId | undefined;
  /** Undefined: Google was not asked, or did not say. */
  readonly user: DirectoryUser | undefined;
  readonly account: Account | undefined;
  readonly standing:
    | Standing
    | { readonly kind: 'unreadable' }
    | { readonly kind: 'failed'; readonly failure: GoogleFailure };
};

type IdentifyPorts = { readonly accounts: Pick<AccountStore, 'readMany'>; readonly clock: Clock };

/** Looks up a user that the source did not show, unless the account alone decides the standing. */
export async function identify(
  { accounts, clock }: IdentifyPorts,
  place: StandingPlace & { readonly directory: Pick<Directory, 'findUser'> },
  { key, resumed, ...entry }: Entry,
): Promise<Person> {
  const id = entry.user?.id ?? entry.account?.userId ?? asUserId(key);
  const nobody = { userId: id, user: undefined, account: undefined };
  const first = await accountOf(accounts, id, entry);
  if (first === 'unreadable') return { ...nobody, standing: { kind: 'unreadable' } };
  const alone = standingOf(first, place, clock.now(), resumed);
  if (isCertain(alone, place.run)) return { ...nobody, account: first, standing: alone };
  const found = entry.user ?? (await place.directory.findUser(key));
  if ('failure' in found) return { ...nobody, account: first, standing: found };
  const user = 'value' in found ? found.value : found;
  const account = user.id === id ? first : await accountOf(accounts, user.id);
  if (account === 'unreadable') {
    return { ...nobody, userId: user.id, standing: { kind: 'unreadable' } };
  }
  const standing = standingOfUser({ user, account }, place, clock.now(), resumed);
  return { userId: user.id, user, account, standing };
}

/**
 * Whether Google's answer can't change it: for a user of another Workspace, Google reports no user. Only
 * Google knows by which other keys of a list a user may have been counted.
 */
const isCertain = (standing: Standing, { scope }: Run): boolean =>
  standing.kind === 'passed' ||
  (standing.kind === 'met' && userKeysOf(scope) === undefined) ||
  (standing.kind === 'skip' && standing.reason === 'other-workspace');

async function accountOf(
  accounts: Pick<AccountStore, 'readMany'>,
  userId: UserId | undefined,
  { account, unreadable }: Pick<Entry, 'account' | 'unreadable'> = {},
): Promise<Account | 'unreadable' | undefined> {
  if (unreadable) return 'unreadable';
  if (account !== undefined || userId === undefined) return account ?? undefined;
  const found = await accounts.readMany([userId]);
  return found.unreadable.length > 0 ? 'unreadable' : found.accounts[0];
}
