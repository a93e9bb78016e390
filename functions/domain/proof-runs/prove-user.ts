import { type Directory } from '../../ports/directory';
import { type BindOutcome } from '../../ports/password-prover';
import { type Account, type UserId } from '../account';
import { isReplaced, isTenantFailure, openCircuit } from '../configuration/circuit';
import { verifiedNow } from '../configuration/connection-works';
import { isAnswered } from '../configuration/is-answered';
import { GOOGLE_FAILURES, type GoogleFailure, isQuotaFailure } from '../google-failure';
import { bindLive, type ToBind } from '../passwords/bind-live';
import { type OpenLdap } from '../passwords/bind-user';
import { openedPassword } from '../passwords/issue-password';
import { asUserId } from '../passwords/managed-user';
import { type BindFailure } from '../proofs/bind-failure';
import { turnOfRun } from '../proofs/bind-turns';
import { DAY_MS, type DurationMs, durationMs, later, SECOND_MS } from '../time';
import { type Entry, readForEntry } from '../runs/entry';
import { gateOf } from '../runs/free-runs';
import { type Result } from '../runs/met';
import { unitKey } from '../unit-key';
import {
  needOf,
  needOfUser,
  type ProofNeed,
  type ProofPlace,
  type ProofResult,
  resultOf,
} from './proof-standing';
import { type RunWait } from '../runs/run';
import { isStuck } from '../runs/run-batch';
import { type RunPorts } from '../runs/run-ports';

/**
 * What the users of one batch share. `halt`: what was found to concern everybody, so that nobody else is bound.
 */
export type ProvePlace = ProofPlace & {
  readonly ldap: OpenLdap;
  readonly directory: Pick<Directory, 'findUser' | 'listUsers'>;
  readonly halt: { stop?: ProofStop };
};

/** What concerns everybody: what the runs of the lane wait for, and how long before they try again. */
export type ProofStop = { readonly wait: RunWait; readonly forMs: DurationMs };

/** No answer, which is this user's own or everybody's. `of`: who gave none, Google's directory or somebody else. */
export type Silent = {
  readonly kind: 'silent';
  readonly of: 'look-up' | 'other';
  readonly userId?: UserId;
  readonly met: Result;
};

/**
 * What became of one user. `counted`: final for this run; `bound`: Secure LDAP gave an answer about this user.
 * `stopped`: what concerns everybody, so this user is not counted; `of`: whose bind showed it.
 */
export type ProofMet =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'counted';
      readonly userId?: UserId;
      readonly met: ProofResult;
      readonly bound?: true;
    }
  | Silent
  | { readonly kind: 'stopped'; readonly stop: ProofStop; readonly of?: OwnMet };

/** What the answer to a user's bind would be of this user alone. */
type OwnMet = { readonly userId: UserId; readonly met: ProofResult };

/** How long runs wait for somebody to repair the connection to Secure LDAP. The schedule's tick tries, too. */
export const BROKEN_MS = durationMs(900 * SECOND_MS);
const MINUTE_MS = durationMs(60 * SECOND_MS);

/** Failures that every bind has, whoever's password it tries. */
const EVERYBODYS: ReadonlySet<string | undefined> = new Set<BindFailure>([
  'ldap-certificate',
  'ldap-untrusted',
  'ldap-protocol',
  'ldap-unreachable',
]);

/** Failures that may be everybody's if nobody of a batch has another answer. */
const SILENT: ReadonlySet<string | undefined> = new Set<BindFailure>([
  'ldap-busy',
  'ldap-unavailable',
  'ldap-silent',
  'ldap-closed',
  'ldap-unreadable',
]);

/** Whether a bind says something of this user. */
const isOwn = (outcome: BindOutcome): boolean =>
  outcome.result !== 'unknown' ||
  (outcome.failure !== 'ldap-quota' &&
    !EVERYBODYS.has(outcome.failure) &&
    !SILENT.has(outcome.failure));

/** Proves the password of one user of a run, if it is current and nothing is in doubt. */
export async function proveUser(
  ports: RunPorts,
  place: ProvePlace,
  entry: Entry,
): Promise<ProofMet> {
  const { clock } = ports;
  const id = asUserId(entry.key);
  const known = entry.account ?? (await readForEntry(ports, id));
  if (known === 'unreadable') return unreadable(ports, id);
  const seen = known === 'none' ? undefined : known;
  if (seen) {
    const alone = needOf(seen, place, clock.now());
    if (alone.kind !== 'prove') return judged(ports, seen.userId, alone);
  }
  const namedAt = clock.now();
  const found = await place.directory.findUser(entry.key);
  if (found.kind === 'failed') return notFound(ports, place, seen?.userId, found.failure);
  const user = found.value;
  const account = user.id === id ? known : await readForEntry(ports, user.id);
  if (account === 'unreadable') return unreadable(ports, user.id);
  const current = account === 'none' ? undefined : account;
  const need = needOfUser({ ...entry, user }, current, place, clock.now());
  if (need.kind !== 'prove' || current === undefined) return judged(ports, user.id, need);
  return bind(ports, place, { user, namedAt }, current);
}

async function judged(ports: RunPorts, userId: UserId, need: ProofNeed): Promise<ProofMet> {
  if (need.kind !== 'met') return { kind: 'passed' };
  if (need.heldMs !== undefined) await hold(ports, userId, need.heldMs);
  return { kind: 'counted', userId, met: need.met };
}

/** A record that can't be read is tried again in a day. */
async function unreadable(
  { accounts, clock, unexpected }: RunPorts,
  userId: UserId | undefined,
): Promise<ProofMet> {
  const met: Result = { result: 'failed', code: 'record-unreadable' };
  if (userId === undefined) return { kind: 'counted', met };
  await accounts.putOff(userId, later(clock.now(), DAY_MS), 'proof').catch(unexpected);
  return { kind: 'counted', userId, met };
}

/** A user who can't be proved now would otherwise come again in every run of the schedule. */
export async function hold(
  { accounts, clock }: Pick<RunPorts, 'accounts' | 'clock'>,
  id: UserId,
  heldMs: DurationMs,
  also: (account: Account) => Partial<Account> = () => ({}),
): Promise<void> {
  const proofHeldUntil = later(clock.now(), heldMs);
  await accounts.transact(id, (account) => ({
    ...(account ? { write: { ...account, ...also(account), proofHeldUntil } } : {}),
    result: undefined,
  }));
}

async function notFound(
  ports: RunPorts,
  place: ProvePlace,
  userId: UserId | undefined,
  failure: GoogleFailure,
): Promise<ProofMet> {
  const { configurations, clock, newId } = ports;
  const { configuration, run } = place;
  const { code } = failure;
  if (isTenantFailure(failure)) {
    await openCircuit(configurations, configuration, failure, {
      now: clock.now(),
      eventId: newId(),
    });
    return { kind: 'stopped', stop: { wait: 'configuration', forMs: durationMs(0) } };
  }
  if (isQuotaFailure(failure) && !(isStuck(run, clock.now()) && (await isAnswered(place))))
    return { kind: 'stopped', stop: { wait: 'google', forMs: MINUTE_MS } };
  const isAll =
    code === 'not-authorized' &&
    ((await isReplaced(configurations, configuration)) || !(await verifiedNow(ports)));
  if (isAll) {
    return { kind: 'stopped', stop: { wait: 'configuration', forMs: durationMs(0) } };
  }
  const whose = userId === undefined ? {} : { userId };
  const met: Result = { result: code === 'user-not-found' ? 'skipped' : 'failed', code };
  if (GOOGLE_FAILURES[code] === 'later') return { kind: 'silent', of: 'look-up', ...whose, met };
  if (userId !== undefined) await hold(ports, userId, DAY_MS);
  return { kind: 'counted', ...whose, met };
}

async function bind(
  ports: RunPorts,
  place: ProvePlace,
  { user, namedAt }: Pick<ToBind, 'user' | 'namedAt'>,
  account: Account,
): Promise<ProofMet> {
  const userId = user.id;
  const live = await openedPassword(ports, account, place.configuration.policy, user);
  if (live.kind === 'sealed') return sealed(ports, userId);
  if (live.kind === 'retention-over') {
    const orgUnitPath = unitKey(user.orgUnitPath); // by this unit a tick destroys the copy
    await hold(ports, userId, DAY_MS, (now) =>
      now.orgUnitPath === account.orgUnitPath ? { orgUnitPath } : {},
    );
    return { kind: 'counted', userId, met: { result: 'skipped', code: 'password-forgotten' } };
  }
  if (live.kind !== 'live') return changedBy(userId);
  const turn = await turnOfRun(ports);
  if (turn.kind === 'paused') {
    return { kind: 'stopped', stop: { wait: 'google', forMs: turn.forMs } };
  }
  const stop = place.halt.stop ?? closedBy(ports, place);
  if (stop) return { kind: 'stopped', stop };
  const bound = await bindLive(ports, place.ldap, { user, live, namedAt }, isOwn);
  if (bound.kind === 'changed') return changedBy(userId);
  if (bound.kind === 'told') {
    return { kind: 'counted', userId, met: { result: 'skipped', code: 'too-many-refusals' } };
  }
  const { proof, kept } = bound;
  const { code } = proof;
  const of = { userId, met: resultOf(proof) };
  if (code === 'ldap-quota')
    return { kind: 'stopped', stop: { wait: 'google', forMs: MINUTE_MS }, of };
  if (EVERYBODYS.has(code))
    return { kind: 'stopped', stop: { wait: 'secure-ldap', forMs: BROKEN_MS }, of };
  if (SILENT.has(code)) return { kind: 'silent', of: 'other', ...of };
  const met = kept ? resultOf(proof) : IN_PROGRESS;
  return { kind: 'counted', userId, met, bound: true };
}

const IN_PROGRESS: Result = { result: 'skipped', code: 'in-progress' };

/** Another call changes the password. */
const changedBy = (userId: UserId): ProofMet => ({ kind: 'counted', userId, met: IN_PROGRESS });

/** The place of a bind may come after the window of proofs has closed. */
function closedBy({ clock }: RunPorts, { run, configuration }: ProvePlace): ProofStop | undefined {
  const wait = gateOf(run, configuration, clock.now());
  return wait && { wait, forMs: durationMs(0) };
}

/** Nobody can open this password any more, so this user alone fails. */
async function sealed(ports: RunPorts, userId: UserId): Promise<ProofMet> {
  ports.unexpected(new Error('A stored password cannot be decrypted.'));
  await hold(ports, userId, DAY_MS);
  return { kind: 'counted', userId, met: { result: 'failed', code: 'platform-failed' } };
}
