import { type Account, type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { isMadeAfter } from '../passwords/made-after';
import { type Outcome } from '../passwords/password-finish';
import { setPassword, type SetPasswordResult } from '../passwords/set-password';
import { type EpochMs } from '../time';
import { isNew } from '../user';
import { countedAs, type Known, type MeetingPlace, type Met } from './met';
import { metAccount, type Verdict } from './met-account';
import { noteMet } from './note-met';
import { isOwn, notTheirOwn } from './not-their-own';
import { type Run } from './run';
import { type RunPorts } from './run-ports';

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
  if (!(await place.throttle.turn())) return { kind: 'throttled' };
  const result = await attempt(ports, place, given);
  if (result.kind !== 'set' || isWanted(ports, place.run, given, result.account)) {
    return metBy(ports, place, given, result);
  }
  place.refusals.passwordTaken();
  if (given.wantedSince === undefined) return { kind: 'passed' };
  return givePassword(ports, place, { ...given, account: result.account });
}

/**
 * Whether the password that is there is what the run is to give: one made since it is wanted, or by this
 * very call, whatever the clocks say; the first one of somebody who had none; any, where none was wanted
 * and it is new.
 */
function isWanted(
  { clock }: Pick<RunPorts, 'clock'>,
  { kind, startedAt }: Run,
  { account: seen, wantedSince }: Given,
  account: Account,
): boolean {
  if (kind === 'issue' || (account.current?.version ?? 0) > (seen?.lastVersion ?? 0)) return true;
  const now = clock.now();
  if (isMadeAfter(account, startedAt, now)) return true;
  return wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
}

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
    customerId: connectedCustomer(configuration),
    wanted,
    seen,
    tries: 1,
    askedBy: place.run.startedBy,
    unhurried: true,
    conclude: (account, outcome) => {
      const verdict = verdictOf(ports, place, given, { account, outcome });
      if (verdict === 'nobodys') return { account: asBefore(account, seen), events: [] };
      if (verdict === 'older') return { account, events: [] };
      const { runId } = place.run;
      const meeting = { runId, now: ports.clock.now(), eventId: ports.newId(), wantedSince };
      const shown = { user, seeing: configuration };
      const gone = verdict.code === 'user-not-found';
      return metAccount(account, gone ? meeting : { ...meeting, seen: shown }, verdict);
    },
  });
}

/** Revoked since it was read: nobody gives it back unasked. */
const wasTakenBack = (account: Account | undefined, seen: Account | undefined): boolean =>
  account?.status === 'revoked' && seen?.status !== 'revoked';

/** What the outcome of the one call means. `older`: a candidate of before the run was confirmed. */
function verdictOf(
  ports: RunPorts,
  { run, configuration }: MeetingPlace,
  given: Given,
  { account, outcome }: { readonly account: Account; readonly outcome: Outcome },
): Verdict | 'older' | 'nobodys' {
  if (outcome.kind === 'applied') {
    if (account.current === undefined) return { result: 'skipped', code: 'no-password' };
    return isWanted(ports, run, given, account) ? { result: 'done' } : 'older';
  }
  const tooNew = isTooNew(ports, given, outcome.failure);
  const code = tooNew ? 'user-not-ready' : outcome.failure.code;
  if (!tooNew && !isOwn(outcome.failure)) return 'nobodys';
  if (code === 'user-not-found') return { result: 'skipped', code };
  const { retryBudget } = configuration.policy;
  return { result: 'failed', code, retryBudget };
}

/** Google refuses new users for a while, whatever the rights. */
const isTooNew = (
  { clock }: Pick<RunPorts, 'clock'>,
  { user }: Pick<Given, 'user'>,
  { code }: GoogleFailure,
): boolean => code === 'not-authorized' && isNew(user, clock.now());

/** What concerns everybody is noted on nobody. */
function asBefore({ lastFailure: _, ...account }: Account, seen: Account | undefined): Account {
  return seen?.lastFailure ? { ...account, lastFailure: seen.lastFailure } : account;
}

async function metBy(
  ports: RunPorts,
  place: MeetingPlace,
  given: Given,
  result: SetPasswordResult,
): Promise<Met> {
  const { run, refusals } = place;
  const { user, wantedSince } = given;
  const who = { userId: user.id, user, wantedSince };
  switch (result.kind) {
    case 'set':
      refusals.passwordTaken();
      return { ...countedAs({ result: 'done' }, user.id), changed: true };
    case 'not-wanted': {
      const met = await alreadyMet(ports, place, user.id);
      if (met) return met;
      return isMadeAfter(result.account, run.startedAt, ports.clock.now())
        ? noteMet(ports, place, who, { result: 'done' })
        : { kind: 'passed' };
    }
    case 'scrambled':
      refusals.passwordTaken();
      return countedAs({ result: 'skipped', code: 'no-password' }, user.id);
    case 'in-progress':
    case 'quarantined': {
      const waitMs = result.retryAfterMs;
      if (result.kind === 'in-progress' && !place.last) return { kind: 'put-off', waitMs };
      const verdict = { result: 'skipped', code: 'in-progress', waitMs } as const;
      return (await alreadyMet(ports, place, user.id)) ?? noteMet(ports, place, who, verdict);
    }
    case 'rejected':
    case 'unknown':
      return failedBy(ports, place, given, result.failure);
  }
}

async function failedBy(
  ports: RunPorts,
  place: MeetingPlace,
  given: Given,
  failure: GoogleFailure,
): Promise<Met> {
  const { user, wantedSince } = given;
  if (!isTooNew(ports, given, failure)) {
    const noted = { userId: user.id, user, wantedSince };
    const met = notTheirOwn(place.refusals, failure, { call: 'update', ...given, noted });
    if (met) return met;
    if (GOOGLE_FAILURES[failure.code] !== 'later') place.refusals.notRefused();
  }
  const met = await alreadyMet(ports, place, user.id);
  return met ?? countedAs({ result: 'failed', code: failure.code }, user.id);
}

/** What was written of the user together with the outcome. */
async function alreadyMet(
  { accounts }: RunPorts,
  { run }: MeetingPlace,
  userId: UserId,
): Promise<Met | undefined> {
  const lastMet = (await accounts.read(userId))?.lastMet;
  return lastMet?.runId === run.runId ? countedAs(lastMet, userId) : undefined;
}
