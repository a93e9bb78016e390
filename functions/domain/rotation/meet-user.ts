import { type Account, type UserId } from '../account';
import { isTenantFailure, rightFound } from '../configuration/circuit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { asUserId } from '../passwords/managed-user';
import { isForeign } from '../passwords/seen-user';
import { wasMetBy } from '../run-met';
import { inScope, refusal } from '../user';
import { type Entry } from './entry';
import { wasRefused } from './refusals';
import { type Run, unitOf } from './run';
import { hasFailed } from './run-batch';
import { type RunPorts } from './run-ports';
import { givePassword } from './give-password';
import { type Known, type MeetingPlace, type Met, type Noted } from './met';
import { countedAs, noteMet } from './note-met';
import { type StandingFacts, standingFacts, standingOf, wantedSince } from './standing';

/** Meets one user: asks Google where it was not asked, and gives a password if the run wants one. */
export async function meetUser(ports: RunPorts, place: MeetingPlace, entry: Entry): Promise<Met> {
  const found = await knownOf(ports, place, entry);
  if ('met' in found) return found.met;
  const facts = standingFacts(place.configuration, ports.clock.now(), entry.resumed === true);
  const met = await meetKnown(ports, place, { ...found, ...putOffBy(entry) }, facts);
  return met.kind === 'counted' ? { ...met, failedBefore: hasFailed(found.account) } : met;
}

async function meetKnown(
  ports: RunPorts,
  place: MeetingPlace,
  known: Known,
  facts: StandingFacts,
): Promise<Met> {
  const { run, configuration, adminUsername } = place;
  const { user, account } = known;
  const unit = unitOf(run.scope);
  if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return { kind: 'passed' };
  const standing = standingOf(account, run, facts);
  if (standing.kind === 'passed') return { kind: 'passed' };
  if (standing.kind === 'met') return countedAs(standing.met, user.id);
  const since = standing.kind === 'give' ? standing.since : undefined;
  const who = { userId: user.id, user, wantedSince: since };
  if (standing.kind === 'done') return noteMet(ports, place, who, { kind: 'done' });
  const reason =
    standing.kind === 'skip' ? standing.reason : refusal(user, adminUsername, configuration.policy);
  if (reason) return noteMet(ports, place, who, { kind: 'skipped', reason });
  const met = await givePassword(ports, place, { ...known, wantedSince: since });
  if (met.kind === 'counted' && met.changed) {
    await rightFound(ports.configurations, configuration, ports.clock.now());
  }
  return met;
}

/** The user and the account, or what became of somebody of whom they can't be had. */
async function knownOf(
  ports: RunPorts,
  place: MeetingPlace,
  { key, ...entry }: Entry,
): Promise<Known | { readonly met: Met }> {
  const id = asUserId(key);
  if (entry.unreadable) return { met: unreadableRecord(id) };
  const first = entry.account ?? (id === undefined ? undefined : await accountOf(ports, id));
  if (first === 'unreadable') return { met: unreadableRecord(id) };
  if (first && wasMetBy(first.lastMet, place.run.runId)) {
    const met = entry.resumed ? notedBy(place.run, first) : NOTHING;
    return { met };
  }
  if (isForeign(first, place.configuration))
    return { met: await leaveForeign(ports, place, first) };
  if (entry.user) return { user: entry.user, account: first };
  if (!(await place.throttle.turn())) return { met: { kind: 'again' } };
  const found = await place.directory.findUser(key);
  if (found.kind === 'failed') {
    return {
      met: await notFound(
        ports,
        place,
        { userId: first?.userId ?? id, account: first, ...putOffBy(entry) },
        found.failure,
      ),
    };
  }
  place.refusals.note('read', 'taken');
  const user = found.value;
  const account = user.id === first?.userId ? first : await accountOf(ports, user.id);
  return account === 'unreadable' ? { met: unreadableRecord(user.id) } : { user, account };
}

/** Google, asked for a user of another Workspace, would say that there is none. */
function leaveForeign(
  ports: RunPorts,
  place: MeetingPlace,
  account: Account | undefined,
): Promise<Met> {
  const facts = standingFacts(place.configuration, ports.clock.now(), false);
  if (standingOf(account, place.run, facts).kind === 'passed') return Promise.resolve(NOTHING);
  const since = wantedSince(account, place.run, facts);
  const who = { userId: account?.userId, user: undefined, wantedSince: since };
  return noteMet(ports, place, who, { kind: 'skipped', reason: 'other-workspace' });
}

const putOffBy = ({ putOff }: Pick<Entry, 'putOff'>): Pick<Entry, 'putOff'> =>
  putOff ? { putOff } : {};

const NOTHING: Met = { kind: 'passed' };

/** What a worker that died noted; what another run wrote over it was counted, as good as always. */
const notedBy = ({ runId }: Run, { lastMet, userId }: Account): Met =>
  lastMet?.runId === runId ? countedAs(lastMet, userId) : NOTHING;

async function accountOf(
  { accounts }: RunPorts,
  userId: UserId,
): Promise<Account | 'unreadable' | undefined> {
  const found = await accounts.readMany([userId]);
  return found.unreadable.length > 0 ? 'unreadable' : found.accounts[0];
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
  { userId, account, putOff }: Partial<Pick<Known, 'account' | 'putOff'>> & Pick<Noted, 'userId'>,
  failure: GoogleFailure,
): Promise<Met> {
  const { run, refusals, configuration, onTrial } = place;
  const { code } = failure;
  if (isTenantFailure(failure)) return { kind: 'broken', failure };
  if (isQuotaFailure(failure)) return { kind: 'again' };
  const facts = standingFacts(configuration, ports.clock.now(), false);
  const who = { userId, user: undefined, wantedSince: wantedSince(account, run, facts) };
  if (code === 'not-authorized') {
    const known = wasRefused(account, { putOff, onTrial });
    if (known) refusals.noteKnown();
    else refusals.note('read', 'refused');
    return { kind: 'refused', noted: who, known };
  }
  if (code === 'user-not-found') {
    refusals.note('read', 'no');
    return noteMet(ports, place, who, { kind: 'skipped', reason: code });
  }
  const { retryBudget } = configuration.policy;
  return noteMet(ports, place, who, { kind: 'failed', code, retryBudget, eventId: ports.newId() });
}
