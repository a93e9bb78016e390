import { type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { isTenantFailure, rightFound } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { asUserId } from '../passwords/managed-user';
import { type MetResult } from '../run-met';
import { type DirectoryUser, inScope, refusal } from '../user';
import { type DurationMs } from '../time';
import { type Entry } from './entry';
import { isQuotaFailure } from './quota-failure';
import { type Refusals } from './refusals';
import { type Run, type SkipReason, unitOf } from './run';
import { type RunPorts } from './run-ports';
import { givePassword } from './give-password';
import { type Noted, noteDone, noteFailure, noteSkip } from './note-met';
import { standingOf } from './standing';
import { type Throttle } from './throttle';

/** What users of one batch are met with. */
export type MeetingPlace = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** These were in the hand of a worker that died: what it noted of them was not counted. */
  readonly resumed: boolean;
  /** The right to set passwords was missing, and this batch tries whether it is there again. */
  readonly onTrial: boolean;
  /** Nobody is put off any more. */
  readonly last: boolean;
};

/** A user at Google, with the account that is there. */
export type Known = { readonly user: DirectoryUser; readonly account: Account | undefined };

/**
 * What became of one user. `counted` is final for this run; `passed` is no part of it, or was counted
 * before. `put-off`: somebody else is at the password. `refused`: for lack of a right, whose is to be
 * judged. `again`: Google's limits. `broken`: the connection.
 */
export type Met =
  | {
      readonly kind: 'counted';
      readonly result: MetResult;
      readonly code?: string;
      readonly userId?: UserId;
      readonly change?: 'rotated' | 'issued';
      readonly version?: number;
    }
  | { readonly kind: 'passed' | 'again' }
  | { readonly kind: 'put-off'; readonly waitMs: DurationMs }
  | { readonly kind: 'refused'; readonly noted: Refused }
  | { readonly kind: 'broken'; readonly failure: GoogleFailure };

/** A refusal that waits to be judged. */
export type Refused = Noted;

/** Meets one user: asks Google where it was not asked, and gives a password if the run wants one. */
export async function meetUser(ports: RunPorts, place: MeetingPlace, entry: Entry): Promise<Met> {
  const found = await knownOf(ports, place, entry);
  return 'met' in found ? found.met : meetKnown(ports, place, found);
}

async function meetKnown(ports: RunPorts, place: MeetingPlace, known: Known): Promise<Met> {
  const { run, configuration, adminUsername } = place;
  const { user, account } = known;
  const unit = unitOf(run.scope);
  if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return { kind: 'passed' };
  const standing = standingOf(account, run, {
    now: ports.clock.now(),
    resumed: place.resumed,
    turns: configuration.policy.periodDays > 0,
  });
  if (standing.kind === 'passed') return { kind: 'passed' };
  if (standing.kind === 'met') return { kind: 'counted', ...standing.met, userId: user.id };
  const wantedSince = standing.kind === 'give' ? standing.since : undefined;
  const noted = { userId: user.id, user, wantedSince };
  if (standing.kind === 'done') return noteDone(ports, place, noted);
  const reason =
    standing.kind === 'skip' ? standing.reason : refusal(user, adminUsername, configuration.policy);
  if (reason) return noteSkip(ports, place, { ...noted, reason });
  const met = await givePassword(ports, place, { ...known, wantedSince });
  if (met.kind === 'counted' && met.change) {
    await rightFound(ports.configurations, configuration, ports.clock.now());
  }
  return met;
}

/** The user and the account, or what became of somebody of whom they can't be had. */
async function knownOf(
  ports: RunPorts,
  place: MeetingPlace,
  entry: Entry,
): Promise<Known | { readonly met: Met }> {
  if (entry.unreadable) return { met: unreadableRecord(asUserId(entry.key)) };
  let { user } = entry;
  if (user === undefined) {
    if (!(await place.throttle.turn())) return { met: { kind: 'again' } };
    const found = await place.directory.findUser(entry.key);
    if (found.kind === 'failed') return { met: await notFound(ports, place, entry, found.failure) };
    place.refusals.note('read', 'taken');
    user = found.value;
  }
  if (entry.account !== undefined) return { user, account: entry.account ?? undefined };
  const { accounts, unreadable } = await ports.accounts.readMany([user.id]);
  if (unreadable.length > 0) return { met: unreadableRecord(user.id) };
  return { user, account: accounts[0] };
}

const unreadableRecord = (userId: UserId | undefined): Met => ({
  kind: 'counted',
  result: 'failed',
  code: 'record-unreadable',
  ...(userId === undefined ? {} : { userId }),
});

/** What Google's answer to a look-up means: this user's own affair, or everybody's. */
async function notFound(
  ports: RunPorts,
  place: MeetingPlace,
  { key, account }: Entry,
  failure: GoogleFailure,
): Promise<Met> {
  const userId = account?.userId ?? asUserId(key);
  if (isTenantFailure(failure)) return { kind: 'broken', failure };
  if (isQuotaFailure(failure)) return { kind: 'again' };
  const wantedSince = account?.wantedSince ?? place.run.startedAt;
  if (failure.code === 'not-authorized') {
    place.refusals.note('read', 'refused');
    return { kind: 'refused', noted: { userId, user: undefined, wantedSince } };
  }
  if (failure.code === 'user-not-found') {
    place.refusals.note('read', 'no');
    const reason: SkipReason = 'user-not-found';
    if (userId === undefined) return { kind: 'counted', result: 'skipped', code: reason };
    return noteSkip(ports, place, { userId, user: undefined, reason, wantedSince });
  }
  return noteFailure(ports, place, {
    userId,
    user: undefined,
    code: failure.code,
    parks: true,
    wantedSince,
  });
}
