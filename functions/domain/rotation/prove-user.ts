import { type Directory } from '../../ports/directory';
import { type BindOutcome } from '../../ports/password-prover';
import { type Account, type UserId } from '../account';
import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { verifiedNow } from '../configuration/connection-works';
import { GOOGLE_FAILURES, type GoogleFailure, isQuotaFailure } from '../google-failure';
import { bindLive } from '../passwords/bind-live';
import { type OpenLdap } from '../passwords/bind-user';
import { livePassword } from '../passwords/issue-password';
import { asUserId } from '../passwords/managed-user';
import { type BindFailure } from '../proofs/bind-failure';
import { turnOfRun } from '../proofs/bind-turns';
import { DAY_MS, type DurationMs, durationMs, later, SECOND_MS, until } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry } from './entry';
import { type Result } from './met';
import { needOf, needOfUser, type ProofNeed, type ProofPlace, resultOf } from './proof-standing';
import { type RunWait } from './run';
import { type RunPorts } from './run-ports';

/** What the users of one batch share. `metBy`: under which key each user is processed. */
export type ProvePlace = ProofPlace & {
  readonly ldap: OpenLdap;
  readonly directory: Pick<Directory, 'findUser'>;
  readonly metBy: Map<UserId, string>;
};

/** What concerns everybody: what the runs of the lane wait for, and how long before they try again. */
export type ProofStop = { readonly wait: RunWait; readonly forMs: DurationMs };

/**
 * What became of one user. `counted`: final for this run. `silent`: no answer, which is this user's own or
 * everybody's. `stopped`: what concerns everybody, so this user is not counted.
 */
export type ProofMet =
  | { readonly kind: 'passed' }
  | { readonly kind: 'counted' | 'silent'; readonly userId?: UserId; readonly met: Result }
  | { readonly kind: 'stopped'; readonly stop: ProofStop };

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
  const known = entry.account ?? (await readOne(ports, id));
  if (known === 'unreadable') return unreadable(ports, id);
  const seen = known === 'none' ? undefined : known;
  if (seen) {
    const alone = needOf(seen, place, clock.now());
    if (alone.kind !== 'prove') return judged(ports, seen.userId, alone);
  }
  const found = await place.directory.findUser(entry.key);
  if (found.kind === 'failed') return notFound(ports, place, seen?.userId, found.failure);
  const user = found.value;
  if ((place.metBy.get(user.id) ?? entry.key) !== entry.key) return { kind: 'passed' };
  place.metBy.set(user.id, entry.key);
  const account = user.id === id ? known : await readOne(ports, user.id);
  if (account === 'unreadable') return unreadable(ports, user.id);
  const current = account === 'none' ? undefined : account;
  const need = needOfUser(user, current, place, clock.now());
  if (need.kind !== 'prove' || current === undefined) return judged(ports, user.id, need);
  return bind(ports, place, user, current);
}

async function readOne(
  { accounts }: Pick<RunPorts, 'accounts'>,
  id: UserId | undefined,
): Promise<NonNullable<Entry['account']>> {
  if (id === undefined) return 'none';
  const found = await accounts.readMany([id]);
  return found.unreadable.length > 0 ? 'unreadable' : (found.accounts[0] ?? 'none');
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
async function hold({ accounts, clock }: RunPorts, id: UserId, heldMs: DurationMs): Promise<void> {
  const proofHeldUntil = later(clock.now(), heldMs);
  await accounts.transact(id, (account) => ({
    ...(account ? { write: { ...account, proofHeldUntil } } : {}),
    result: undefined,
  }));
}

async function notFound(
  ports: RunPorts,
  { configuration }: ProvePlace,
  userId: UserId | undefined,
  failure: GoogleFailure,
): Promise<ProofMet> {
  const { configurations, clock, newId } = ports;
  const { code } = failure;
  if (isTenantFailure(failure)) {
    await openCircuit(configurations, configuration, failure, {
      now: clock.now(),
      eventId: newId(),
    });
    return { kind: 'stopped', stop: { wait: 'configuration', forMs: durationMs(0) } };
  }
  if (isQuotaFailure(failure))
    return { kind: 'stopped', stop: { wait: 'google', forMs: MINUTE_MS } };
  if (code === 'not-authorized' && !(await verifiedNow(ports))) {
    return { kind: 'stopped', stop: { wait: 'configuration', forMs: durationMs(0) } };
  }
  const whose = userId === undefined ? {} : { userId };
  const met: Result = { result: code === 'user-not-found' ? 'skipped' : 'failed', code };
  if (GOOGLE_FAILURES[code] === 'later') return { kind: 'silent', ...whose, met };
  if (userId !== undefined) await hold(ports, userId, DAY_MS);
  return { kind: 'counted', ...whose, met };
}

async function bind(
  ports: RunPorts,
  { ldap, configuration }: ProvePlace,
  user: DirectoryUser,
  account: Account,
): Promise<ProofMet> {
  const turn = await turnOfRun(ports);
  if (turn.kind === 'paused') {
    const forMs = until(ports.clock.now(), turn.until);
    return { kind: 'stopped', stop: { wait: 'google', forMs } };
  }
  const userId = user.id;
  const changed: ProofMet = {
    kind: 'counted',
    userId,
    met: { result: 'skipped', code: 'in-progress' },
  };
  const live = await livePassword(ports, account, configuration.policy, user);
  if (live.kind === 'retention-over') {
    return { kind: 'counted', userId, met: { result: 'skipped', code: 'password-forgotten' } };
  }
  if (live.kind !== 'live') return changed;
  const bound = await bindLive(ports, ldap, { user, live }, isOwn);
  if (bound.kind === 'changed') return changed;
  if (bound.kind === 'told') {
    return { kind: 'counted', userId, met: { result: 'skipped', code: 'too-many-refusals' } };
  }
  const { proof, kept } = bound;
  const { code } = proof;
  if (code === 'ldap-quota') return { kind: 'stopped', stop: { wait: 'google', forMs: MINUTE_MS } };
  if (EVERYBODYS.has(code))
    return { kind: 'stopped', stop: { wait: 'secure-ldap', forMs: BROKEN_MS } };
  if (SILENT.has(code)) return { kind: 'silent', userId, met: resultOf(proof) };
  return kept ? { kind: 'counted', userId, met: resultOf(proof) } : changed;
}
