import { type Account, type UserId } from '../account';
import { isTenantFailure } from '../configuration/circuit';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { isMadeAfter } from '../passwords/made-after';
import { type Outcome } from '../passwords/password-finish';
import { type Conclusion, setPassword, type SetPasswordResult } from '../passwords/set-password';
import { type Known, type MeetingPlace, type Met, type Refused } from './meet-user';
import { metDone, metFailed, metSkipped } from './met-account';
import { noteDone, noteInProgress } from './note-met';
import { isQuotaFailure } from './quota-failure';
import { type Run } from './run';
import { type RunPorts, type Told } from './run-ports';
import { type EpochMs } from '../time';

/** `wantedSince` undefined: only what is in doubt is to be confirmed. */
type Given = Known & { readonly wantedSince: EpochMs | undefined };

/**
 * Gives one user a password that is made after the run began: the very state machine of every other
 * call. Whoever has an unconfirmed candidate of before is settled first.
 */
export async function givePassword(
  ports: RunPorts,
  place: MeetingPlace,
  given: Given,
): Promise<Met> {
  if (!(await place.throttle.turn())) return { kind: 'again' };
  const result = await attempt(ports, place, given);
  const { startedAt } = place.run;
  const now = ports.clock.now();
  if (result.kind !== 'set' || isMadeAfter(result.account, startedAt, now)) {
    return metBy(ports, place, given, result);
  }
  place.refusals.note('update', 'taken');
  ports.told({ ...by(place.run), ...changeOf(given, result.account) });
  const { wantedSince } = given;
  if (wantedSince === undefined || isMadeAfter(result.account, wantedSince, now)) {
    return { kind: 'passed' };
  }
  return givePassword(ports, place, { ...given, account: result.account });
}

const by = ({ runId, startedBy }: Run): Pick<Told, 'runId' | 'startedBy'> => ({ runId, startedBy });

/** What Google took, for the audit trail: another password, or the first. */
const changeOf = (
  { user, account }: Given,
  { current }: Account,
): { userId: UserId; change: 'rotated' | 'issued'; version?: number } => ({
  userId: user.id,
  change: account?.current ? 'rotated' : 'issued',
  ...(current ? { version: current.version } : {}),
});

function attempt(ports: RunPorts, place: MeetingPlace, given: Given): Promise<SetPasswordResult> {
  const { directory, configuration } = place;
  const { user, account: seen, wantedSince } = given;
  const wanted = (account: Account | undefined): boolean =>
    wantedSince !== undefined &&
    !isMadeAfter(account, wantedSince, ports.clock.now()) &&
    !wasTakenBack(account, seen);
  return setPassword(ports, {
    directory,
    user,
    policy: configuration.policy,
    purpose: 'set',
    wanted,
    seen,
    tries: 1,
    conclude: (account, outcome) => conclusion(ports, place, given, [account, outcome]),
  });
}

/** Revoked since it was read: nobody gives it back unasked. */
const wasTakenBack = (account: Account | undefined, seen: Account | undefined): boolean =>
  account?.status === 'revoked' && seen?.status !== 'revoked';

/** What is written with the outcome of the one call. What concerns everybody is noted on nobody. */
function conclusion(
  ports: RunPorts,
  { run, configuration }: MeetingPlace,
  { user, account: seen, wantedSince }: Given,
  [account, outcome]: readonly [Account, Outcome],
): Conclusion {
  const now = ports.clock.now();
  const wanted = wantedSince !== undefined;
  const meeting = { runId: run.runId, now, orgUnitPath: user.orgUnitPath };
  if (outcome.kind === 'applied') {
    if (account.current === undefined) {
      const skip = { reason: 'no-password', wanted } as const;
      return { account: metSkipped(account, meeting, skip), events: [] };
    }
    const isNew = isMadeAfter(account, run.startedAt, now);
    return { account: isNew ? metDone(account, meeting) : account, events: [] };
  }
  const { failure } = outcome;
  if (!isOwn(failure)) return { account: asBefore(account, seen), events: [] };
  if (failure.code === 'user-not-found') {
    const skip = { reason: 'user-not-found', wanted } as const;
    return { account: metSkipped(account, { runId: run.runId, now }, skip), events: [] };
  }
  const { retryBudget } = configuration.policy;
  const failed = { code: failure.code, retryBudget, wantedSince, eventId: ports.newId() };
  return metFailed(account, meeting, failed);
}

/** Whether a failure is this user's own, and needs no judgement of others' answers. */
const isOwn = (failure: GoogleFailure): boolean =>
  !isTenantFailure(failure) && !isQuotaFailure(failure) && failure.code !== 'not-authorized';

function asBefore({ lastFailure: _, ...account }: Account, seen: Account | undefined): Account {
  return seen?.lastFailure ? { ...account, lastFailure: seen.lastFailure } : account;
}

async function metBy(
  ports: RunPorts,
  place: MeetingPlace,
  given: Given,
  result: SetPasswordResult,
): Promise<Met> {
  const { user, wantedSince } = given;
  const noted = { userId: user.id, user, wantedSince };
  switch (result.kind) {
    case 'set':
      place.refusals.note('update', 'taken');
      return { kind: 'counted', result: 'done', ...changeOf(given, result.account) };
    case 'not-wanted':
      return isMadeAfter(result.account, place.run.startedAt, ports.clock.now())
        ? noteDone(ports, place, noted)
        : { kind: 'passed' };
    case 'scrambled':
      place.refusals.note('update', 'taken');
      return { kind: 'counted', result: 'skipped', code: 'no-password', userId: user.id };
    case 'in-progress':
      if (!place.last) return { kind: 'put-off', waitMs: result.retryAfterMs };
      return noteInProgress(ports, place, { ...noted, waitMs: result.retryAfterMs });
    case 'quarantined':
      return (
        (await alreadyMet(ports, place.run, user.id)) ??
        noteInProgress(ports, place, { ...noted, waitMs: result.retryAfterMs })
      );
    case 'rejected':
    case 'unknown':
      return failedBy(ports, place, noted, result.failure);
  }
}

async function failedBy(
  ports: RunPorts,
  { run, refusals }: MeetingPlace,
  noted: Refused & { readonly userId: UserId },
  failure: GoogleFailure,
): Promise<Met> {
  if (isTenantFailure(failure)) return { kind: 'broken', failure };
  if (isQuotaFailure(failure)) return { kind: 'again' };
  if (failure.code === 'not-authorized') {
    refusals.note('update', 'refused');
    return { kind: 'refused', noted };
  }
  if (GOOGLE_FAILURES[failure.code] !== 'later') refusals.note('update', 'no');
  const { userId } = noted;
  const met = await alreadyMet(ports, run, userId);
  return met ?? { kind: 'counted', result: 'failed', code: failure.code, userId };
}

/** What was written of the user together with the outcome. */
async function alreadyMet(
  { accounts }: RunPorts,
  { runId }: Run,
  userId: UserId,
): Promise<Met | undefined> {
  const account = await accounts.read(userId);
  if (account?.lastMet?.runId !== runId) return undefined;
  const { result, code } = account.lastMet;
  return { kind: 'counted', result, userId, ...(code === undefined ? {} : { code }) };
}
