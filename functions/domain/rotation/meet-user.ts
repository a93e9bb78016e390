import { type Account, type UserId } from '../account';
import { rightFound } from '../configuration/circuit';
import { type GoogleFailure } from '../google-failure';
import { asUserId } from '../passwords/managed-user';
import { isForeign } from '../passwords/seen-user';
import { wasMetBy } from '../run-met';
import { type Entry } from './entry';
import { givePassword } from './give-password';
import { countedAs, type Known, type MeetingPlace, type Met } from './met';
import { noteMet } from './note-met';
import { notTheirOwn } from './not-their-own';
import { hasFailed } from './run-batch';
import { type RunPorts } from './run-ports';
import { standingOf, standingOfUser, wantedSince } from './standing';

/** Meets one user: asks Google where it was not asked, and gives a password if the run wants one. */
export async function meetUser(ports: RunPorts, place: MeetingPlace, entry: Entry): Promise<Met> {
  const found = await knownOf(ports, place, entry);
  if ('met' in found) return found.met;
  const known = { ...found, putOff: entry.putOff };
  const met = await meetKnown(ports, place, known, entry.resumed);
  return met.kind === 'counted' ? { ...met, failedBefore: hasFailed(found.account) } : met;
}

async function meetKnown(
  ports: RunPorts,
  place: MeetingPlace,
  known: Known,
  resumed: boolean | undefined,
): Promise<Met> {
  const { user } = known;
  const standing = standingOfUser(known, place, ports.clock.now(), resumed);
  if (standing.kind === 'passed') return NOTHING;
  if (standing.kind === 'met') return countedAs(standing.met, user.id);
  const since = 'since' in standing ? standing.since : undefined;
  const who = { userId: user.id, user, wantedSince: since };
  if (standing.kind === 'done') return noteMet(ports, place, who, { result: 'done' });
  if (standing.kind === 'skip') {
    return noteMet(ports, place, who, { result: 'skipped', code: standing.reason });
  }
  const met = await givePassword(ports, place, { ...known, wantedSince: since });
  if (met.kind === 'counted' && met.changed) {
    await rightFound(ports.configurations, place.configuration, ports.clock.now());
  }
  return met;
}

/** The user and the account, or what became of somebody of whom they can't be had. */
async function knownOf(
  ports: RunPorts,
  place: MeetingPlace,
  entry: Entry,
): Promise<Known | { readonly met: Met }> {
  const { key, resumed } = entry;
  const id = asUserId(key);
  if (entry.unreadable) return unreadableRecord(id);
  const first = entry.account ?? (id === undefined ? undefined : await accountOf(ports, id));
  if (first === 'unreadable') return unreadableRecord(id);
  if (wasMetBy(first?.lastMet, place.run.runId)) {
    const standing = standingOf(first, place, ports.clock.now(), resumed);
    return { met: standing.kind === 'met' ? countedAs(standing.met, first?.userId) : NOTHING };
  }
  if (isForeign(first, place.configuration)) return { met: await leave(ports, place, first) };
  if (entry.user) return { user: entry.user, account: first };
  if (!(await place.throttle.turn())) return { met: { kind: 'throttled' } };
  const found = await place.directory.findUser(key);
  if (found.kind === 'failed') {
    const who = { userId: first?.userId ?? id, account: first, putOff: entry.putOff };
    return { met: await notFound(ports, place, who, found.failure) };
  }
  place.refusals.notRefused();
  const user = found.value;
  const account = user.id === first?.userId ? first : await accountOf(ports, user.id);
  return account === 'unreadable' ? unreadableRecord(user.id) : { user, account };
}

/** Google, asked for a user of another Workspace, would say that there is none. */
async function leave(
  ports: RunPorts,
  place: MeetingPlace,
  account: Account | undefined,
): Promise<Met> {
  const now = ports.clock.now();
  if (standingOf(account, place, now).kind === 'passed') return NOTHING;
  const since = wantedSince(account, place, now);
  const who = { userId: account?.userId, user: undefined, wantedSince: since };
  return noteMet(ports, place, who, { result: 'skipped', code: 'other-workspace' });
}

const NOTHING: Met = { kind: 'passed' };

async function accountOf(
  { accounts }: RunPorts,
  userId: UserId,
): Promise<Account | 'unreadable' | undefined> {
  const found = await accounts.readMany([userId]);
  return found.unreadable.length > 0 ? 'unreadable' : found.accounts[0];
}

const unreadableRecord = (userId: UserId | undefined): { readonly met: Met } => ({
  met: countedAs({ result: 'failed', code: 'record-unreadable' }, userId),
});

type Sought = Pick<Known, 'account' | 'putOff'> & { readonly userId: UserId | undefined };

/** What Google's answer to a look-up means: this user's own affair, or everybody's. */
async function notFound(
  ports: RunPorts,
  place: MeetingPlace,
  sought: Sought,
  failure: GoogleFailure,
): Promise<Met> {
  const { refusals, configuration } = place;
  const { userId, account } = sought;
  const since = wantedSince(account, place, ports.clock.now());
  const who = { userId, user: undefined, wantedSince: since };
  const met = notTheirOwn(refusals, failure, { call: 'read', ...sought, noted: who });
  if (met) return met;
  const { code } = failure;
  if (code === 'user-not-found') {
    refusals.notRefused();
    return noteMet(ports, place, who, { result: 'skipped', code });
  }
  const { retryBudget } = configuration.policy;
  return noteMet(ports, place, who, { result: 'failed', code, retryBudget });
}
