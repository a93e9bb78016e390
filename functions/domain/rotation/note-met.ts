import { type Account, type UserId } from '../account';
import { emptyAccount } from '../passwords/password-claim';
import { type DirectoryUser } from '../user';
import { type Met, type MeetingPlace } from './meet-user';
import { metDone, metFailed, metInProgress, metSkipped } from './met-account';
import { type SkipReason } from './run';
import { type RunPorts } from './run-ports';
import { type DurationMs, type EpochMs } from '../time';

/**
 * Whom something is noted of, without a password being set. `userId` undefined: nothing is known of
 * them; `user` undefined: Google was not asked, or did not say. `wantedSince` undefined: no new password was wanted.
 */
export type Noted = {
  readonly userId: UserId | undefined;
  readonly user: DirectoryUser | undefined;
  readonly wantedSince: EpochMs | undefined;
};

/** Left alone; noted on the account, where there is one. */
export async function noteSkip(
  ports: RunPorts,
  place: MeetingPlace,
  { reason, ...noted }: Noted & { readonly reason: SkipReason },
): Promise<Met> {
  await noteOn(ports, place, noted, (account, meeting) => ({
    account: metSkipped(account, meeting, { reason, wanted: noted.wantedSince !== undefined }),
  }));
  return counted(noted, 'skipped', reason);
}

/** Somebody else's call has to end first. */
export async function noteInProgress(
  ports: RunPorts,
  place: MeetingPlace,
  { waitMs, ...noted }: Noted & { readonly waitMs: DurationMs },
): Promise<Met> {
  await noteOn(ports, place, noted, (account, meeting) => ({
    account: metInProgress(account, meeting, waitMs, noted.wantedSince),
  }));
  return counted(noted, 'skipped', 'in-progress');
}

/** Somebody made the password that the run wanted. */
export async function noteDone(ports: RunPorts, place: MeetingPlace, noted: Noted): Promise<Met> {
  await noteOn(ports, place, noted, (account, meeting) => ({ account: metDone(account, meeting) }));
  return counted(noted, 'done');
}

/** Tried in vain; who was to be given a first password is remembered, to be tried again. */
export async function noteFailure(
  ports: RunPorts,
  place: MeetingPlace,
  { code, parks, ...noted }: Noted & { readonly code: string; readonly parks: boolean },
): Promise<Met> {
  const eventId = ports.newId();
  const { retryBudget } = place.configuration.policy;
  const { wantedSince } = noted;
  const failed = { code, eventId, wantedSince, ...(parks ? { retryBudget } : {}) };
  const written = await noteOn(
    ports,
    place,
    noted,
    (account, meeting) => metFailed(account, meeting, failed),
    place.run.kind === 'issue',
  );
  return counted(noted, written?.status === 'parked' ? 'parked' : 'failed', code);
}

const counted = (
  { userId }: Noted,
  result: Extract<Met, { kind: 'counted' }>['result'],
  code?: string,
): Met => ({
  kind: 'counted',
  result,
  ...(code === undefined ? {} : { code }),
  ...(userId === undefined ? {} : { userId }),
});

type Note = (
  account: Account,
  meeting: { runId: string; now: ReturnType<RunPorts['clock']['now']>; orgUnitPath?: string },
) => ReturnType<typeof metFailed> | { readonly account: Account };

/** The account as written; undefined: there is none, and none was made. */
async function noteOn(
  ports: RunPorts,
  { run }: MeetingPlace,
  { userId, user }: Noted,
  note: Note,
  make = false,
): Promise<Account | undefined> {
  if (userId === undefined) return undefined;
  const meeting = {
    runId: run.runId,
    now: ports.clock.now(),
    ...(user ? { orgUnitPath: user.orgUnitPath } : {}),
  };
  return ports.accounts.transact<Account | undefined>(userId, (found) => {
    const account =
      found ?? (make && user ? emptyAccount({ ...user, userId: user.id }) : undefined);
    if (account === undefined) return { result: undefined };
    const named = user ? { ...account, primaryEmail: user.primaryEmail } : account;
    const noted = note(named, meeting);
    const events = 'events' in noted ? { events: noted.events } : {};
    return { write: noted.account, ...events, result: noted.account };
  });
}
