import { type Directory } from '../../ports/directory';
import { type Account, isBeingRevoked, passwordCreatedAt, type UserId } from '../account';
import { type Configuration } from '../configuration/configuration';
import { type Policy } from '../configuration/policy';
import { hasTurns, policyFor } from '../configuration/policy-by-unit';
import { countBehind } from '../devices/devices-behind';
import { holdOf } from '../devices/release-held';
import { type GoogleFailure } from '../google-failure';
import { turnAt, unfinishedAt } from '../passwords/due-dates';
import { isMadeAfter } from '../passwords/made-after';
import { asUserId } from '../passwords/managed-user';
import { isForgotten } from '../passwords/retention';
import { isForeign } from '../passwords/seen-user';
import { TIMING } from '../passwords/timing';
import { type SkipReason, wasMetBy } from '../run-met';
import { DAY_MS, type EpochMs, later, latest } from '../time';
import { type DirectoryUser, inScope, refusal } from '../user';
import { namedBefore } from '../runs/named-before';
import { accountOf, type Entry, readForEntry } from '../runs/entry';
import { type Counted, type Verdict } from '../runs/met';
import { type Run, SCHEDULE, unitOf, userKeysOf } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';

/**
 * How a user relates to a run. `passed`: not part of it, or counted. `counted`: the run's result was recorded, and
 * is still to be counted. `give`: a password made after `since` is wanted; undefined: only a candidate is to be
 * confirmed. `no-turn`: the turn has come, but the policy gives none in the user's unit.
 * `unreadable`: the account. `unknown`: Google does not say who it is.
 */
export type Standing =
  | Verdict
  | Counted
  | { readonly kind: 'passed' | 'unreadable' | 'no-turn' }
  | { readonly kind: 'give'; readonly since: EpochMs | undefined }
  | { readonly kind: 'unknown'; readonly failure: GoogleFailure };

/** What a standing depends on besides the user. */
export type StandingPlace = { readonly run: Run; readonly configuration: Configuration };

const PASSED = { kind: 'passed' } as const;
const NO_TURN = { kind: 'no-turn' } as const;
const skipped = (code: SkipReason): Verdict => ({ kind: 'skipped', code });

/** Who an entry is, as far as known, and how the user relates to the run. */
export type Person = {
  readonly userId: UserId | undefined;
  /** Undefined: Google was not asked, or did not say. */
  readonly user: DirectoryUser | undefined;
  readonly account: Account | undefined;
  readonly standing: Standing;
  /** Since when a new password is wanted, whatever prevents it; undefined: at most a candidate is to be confirmed. */
  readonly wantedSince: EpochMs | undefined;
};

/** When and by which run a user was processed, and what is known of the user. */
export type Occasion = StandingPlace &
  Pick<Person, 'user' | 'account' | 'wantedSince'> & {
    readonly now: EpochMs;
    /** For `account.parked`. */
    readonly eventId: string;
  };

/** By what the entry shows. */
export function personOf(entry: Entry, place: StandingPlace, now: EpochMs): Person {
  const { user } = entry;
  const account = accountOf(entry);
  const wish = wishFor({ account, user }, place, now);
  return {
    userId: user?.id ?? account?.userId ?? asUserId(entry.key),
    user,
    account,
    standing: standingOf(entry, wish, place),
    wantedSince: wish.kind === 'give' ? wish.since : undefined,
  };
}

/**
 * An account of another Workspace and a user who must not be changed are skipped. A result that this run recorded was
 * not counted if a worker died in between. One that another run overwrote was almost certainly counted. A user to whom
 * an earlier key of a list did not lead is met by a later one.
 */
function standingOf(entry: Entry, wish: Standing, { run, configuration }: StandingPlace): Standing {
  const { user } = entry;
  const account = accountOf(entry);
  const { lastMet } = account ?? {};
  const unit = unitOf(run.scope);
  if (user && unit !== undefined && !inScope(user.orgUnitPath, [unit])) return PASSED;
  const before = user && namedBefore(entry.key, run, user);
  if (before === 'open' || (before && wish.kind !== 'give')) return PASSED;
  if (entry.account === 'unreadable') return { kind: 'unreadable' };
  if (lastMet?.runId === run.runId && entry.resumed && !before) {
    return { kind: 'counted', met: lastMet };
  }
  if (wasMetBy(lastMet, run.runId) && (!entry.resumed || before)) return PASSED; // else met, and not counted
  if (lastMet && wasMetBy(lastMet, run.runId) && wish.kind === 'passed') {
    return { kind: 'counted', met: lastMet }; // what another run met since is the last that is known
  }
  if (wish.kind !== 'passed' && isForeign(account, configuration)) {
    return skipped('other-workspace');
  }
  if (user === undefined || wish.kind !== 'give') return wish;
  const reason = refusal(user, configuration.connection?.adminUsername, configuration.policy);
  return reason ? skipped(reason) : wish;
}

/** What the run wants for an account that it has not processed. `user`: if Google was asked. */
function wishFor(
  { account, user }: Pick<Person, 'account' | 'user'>,
  { run, configuration }: StandingPlace,
  now: EpochMs,
): Standing {
  const { startedAt, kind, scope } = run;
  const from = latest(account?.askedRotation?.at, startedAt); // a device may have left since then
  if (isMadeAfter(account, from, now)) return { kind: 'done' };
  const named = userKeysOf(scope) !== undefined;
  if (kind === 'issue') return issueStanding(account, run, named, now);
  if (scope === 'due')
    return account ? dueStanding({ account, user }, run, configuration, now) : PASSED;
  if (account !== undefined && passwordCreatedAt(account) !== undefined) {
    return { kind: 'give', since: from };
  }
  return named ? skipped('no-password') : PASSED;
}

/** Only a run over a list gives a new password after a revocation, and only if it began after that. */
function issueStanding(
  account: Account | undefined,
  { startedAt }: Run,
  named: boolean,
  now: EpochMs,
): Standing {
  if (account?.current) return named ? skipped('has-password') : PASSED;
  const takenBack = account && (account.status === 'revoked' || isBeingRevoked(account));
  return takenBack && !(named && isRevokedBefore(account, startedAt, now))
    ? skipped('password-revoked')
    : { kind: 'give', since: startedAt };
}

/**
 * By a former release, or by a clock that ran ahead, a revocation left no date to go by. It is the last that was sent,
 * and a later failure leaves its own.
 */
function isRevokedBefore(
  { status, revokedAt, lastFailure, sends }: Account,
  startedAt: EpochMs,
  now: EpochMs,
): boolean {
  if (
    status === 'revoked' &&
    revokedAt !== undefined &&
    revokedAt <= later(now, TIMING.clockSkewMs)
  )
    return revokedAt < startedAt;
  const [last] = (sends ?? []).slice(-1);
  return status !== 'revoked' || lastFailure !== undefined || !last || last.from < startedAt;
}

/** An account is due at its turn, or when a run wants it tried again; a candidate alone is only confirmed. */
function dueStanding(
  { account, user }: { readonly account: Account; readonly user: DirectoryUser | undefined },
  { startedAt }: Run,
  { policy, disconnectedAt }: Configuration,
  now: EpochMs,
): Standing {
  const turn = hasTurns(policy) ? turnAt(account) : undefined;
  const isTurn = turn !== undefined && turn <= startedAt;
  // Only Google knows the unit of today.
  const hasTurn = user === undefined || policyFor(policy, user.orgUnitPath).periodDays > 0;
  const waits = isTurn && hasTurn && waitsForDevices(account, turn, policy, now);
  if (isTurn && hasTurn && !waits) return { kind: 'give', since: startedAt };
  const unfinished = unfinishedAt(account);
  if (unfinished === undefined || unfinished > startedAt) {
    if (waits) return skipped('devices');
    return isTurn ? NO_TURN : PASSED;
  }
  const { wantedSince: wanted, candidates, current } = account;
  const rests = current === undefined && isUnnamed(account, user, policy);
  if ((wanted === undefined || rests) && candidates.length > 0) {
    return { kind: 'give', since: undefined };
  }
  if (rests) return RESTS;
  const since = wanted ?? startedAt;
  if (isMadeAfter(account, since, now)) return { kind: 'done' };
  const isVoid = current === undefined && disconnectedAt !== undefined && since < disconnectedAt;
  return isVoid ? skipped('no-password') : { kind: 'give', since };
}

/** The policy's wish for a first password stands again if the policy names the user's unit again. */
const RESTS: Verdict = { kind: 'skipped', code: 'no-password', waitMs: DAY_MS };

/** The policy wanted a first password for the user, and does not name the user's unit now. */
const isUnnamed = (
  { wantedBy }: Account,
  user: DirectoryUser | undefined,
  { autoIssueOrgUnitPaths }: Policy,
): boolean =>
  wantedBy === SCHEDULE &&
  user !== undefined &&
  !autoIssueOrgUnitPaths.some((path) => inScope(user.orgUnitPath, [path]));

/** A device that never got this password will not get the next one, so its rotation waits for some days. */
const waitsForDevices = (account: Account, turn: EpochMs, policy: Policy, now: EpochMs): boolean =>
  account.current !== undefined &&
  account.drift === undefined &&
  !isForgotten(account.current, policy, account.orgUnitPath, now) && // no device can get that one any more
  countBehind(account) > 0 &&
  now < later(turn, holdOf(policy));

/** Looks up a user that the source did not show, unless the account alone decides the standing. */
export async function identify(
  ports: Pick<RunPorts, 'accounts' | 'clock'>,
  place: StandingPlace & { readonly directory: Pick<Directory, 'findUser'> },
  entry: Entry,
): Promise<Person> {
  const account = entry.account ?? (await readForEntry(ports, asUserId(entry.key)));
  const person = personOf({ ...entry, account }, place, ports.clock.now());
  if (person.user || isCertain(person.standing, place.run)) return person;
  const found = await place.directory.findUser(entry.key);
  if (found.kind === 'failed') {
    return { ...person, standing: { kind: 'unknown', failure: found.failure } };
  }
  const user = found.value;
  const own = user.id === person.userId ? account : await readForEntry(ports, user.id);
  return personOf({ ...entry, user, account: own }, place, ports.clock.now());
}

/**
 * Whether Google's answer can't change it: for a user of another Workspace, Google reports no user. Only
 * Google knows by which other keys of a list a user may have been counted.
 */
const isCertain = (standing: Standing, { scope }: Run): boolean =>
  standing.kind === 'passed' ||
  (['counted', 'unreadable'].includes(standing.kind) && userKeysOf(scope) === undefined) ||
  (standing.kind === 'skipped' && ['other-workspace', 'devices'].includes(standing.code));
