import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type BindOutcome } from '../../ports/password-prover';
import { type Proof, type UserId } from '../account';
import { type PasswordEvent } from '../event';
import { type BindFailure } from '../proofs/bind-failure';
import { type EpochMs } from '../time';
import { withBinds } from './ldap-chain';
import { type KnownBinds, type SecureLdap } from './secure-ldap';
import { beginsToFail, failingEvent } from './verify-secure-ldap';

export type NoteBindPorts = {
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
  readonly newId: () => string;
};

/** The user of a bind, and the last proof that is known of this user. */
export type Bound = { readonly userId: UserId; readonly known: Proof | undefined };

/** Failures that every bind has, whoever's password it tries. Others may pass, or concern one user. */
const EVERYBODYS: ReadonlySet<BindFailure> = new Set([
  'ldap-certificate',
  'ldap-untrusted',
  'ldap-protocol',
]);

/** So many different users in a row without an answer about their passwords are everybody's trouble. */
const UNANSWERED_IN_A_ROW = 5;

/**
 * What a bind adds to what binds have shown; the same object if nothing. The table of the link `ldap-bind`:
 *
 * | outcome | before one has worked | after that |
 * | --- | --- | --- |
 * | works | ok | ok; as it was, if too many were refused and nobody has checked again |
 * | refused | waiting, with this as the reason | ok: a doubt about one password, but Google read the bind; as it was, if too many were refused |
 * | unknown, a failure that every bind has | waiting, with the code | failing, with the code |
 * | unknown, a full quota | waiting, with the code | as it was |
 * | unknown, another failure | waiting, with the code | as it was; failing, with the code, at the fifth user in a row |
 *
 * A user who had that failure at the last proof, too, says nothing of others.
 */
export function bindsAfter(binds: KnownBinds, outcome: BindOutcome, bound: Bound): KnownBinds {
  const { worked, failure: known, again, unanswered } = binds;
  if (outcome.result !== 'unknown') {
    const isRefused = outcome.result === 'refused';
    if (isRefused && !worked) return known === 'refused' ? binds : failing(binds, 'refused');
    const isKept = worked && known === 'refused' && (isRefused || !again);
    return isKept || (worked && known === undefined && !unanswered) ? binds : answered(binds);
  }
  const { failure } = outcome;
  if (known === failure && !again) return binds;
  if (!worked || EVERYBODYS.has(failure)) return failing(binds, failure);
  return failure === 'ldap-quota' ? binds : withUnanswered(binds, failure, bound);
}

const answered = ({ manyRefusedAt }: KnownBinds): KnownBinds => ({
  worked: true,
  ...(manyRefusedAt === undefined ? {} : { manyRefusedAt }),
});

const failing = (
  { worked, manyRefusedAt }: KnownBinds,
  failure: NonNullable<KnownBinds['failure']>,
): KnownBinds => ({
  worked,
  failure,
  ...(manyRefusedAt === undefined ? {} : { manyRefusedAt }),
});

function withUnanswered(
  binds: KnownBinds,
  failure: BindFailure,
  { userId, known }: Bound,
): KnownBinds {
  const { unanswered = [], failure: before, again } = binds;
  const isFailing = before !== undefined && !again;
  if (isFailing || known?.code === failure || unanswered.includes(userId)) return binds;
  const users = [...unanswered, userId];
  return users.length >= UNANSWERED_IN_A_ROW
    ? failing(binds, failure)
    : { ...binds, unanswered: users };
}

/**
 * Records what a bind shows of the connection in the link `ldap-bind`, with one event when it begins to fail,
 * and returns the connection as it is then. `seen`: the connection that was bound with. Nothing is recorded if
 * another one was saved since. Most binds add nothing and cost no call.
 */
export async function noteBind(
  ports: NoteBindPorts,
  seen: SecureLdap,
  outcome: BindOutcome,
  bound: Bound,
): Promise<SecureLdap> {
  if (bindsAfter(seen.binds, outcome, bound) === seen.binds) return seen;
  return change(ports, seen, (binds) => bindsAfter(binds, outcome, bound));
}

/** Whether Google refused too many of the passwords that a run proved. */
export type RunOfBinds = { readonly refused: 'many' | 'few'; readonly startedAt: EpochMs };

/**
 * Records what a run shows of the connection: many refusals of passwords that had worked fail the link
 * `ldap-bind`, once for each run, until a run has few. Most runs add nothing and cost no call.
 */
export async function noteRun(
  ports: NoteBindPorts,
  seen: SecureLdap,
  run: RunOfBinds,
): Promise<void> {
  const now = ports.clock.now();
  if (bindsAfterRun(seen.binds, run, now) === seen.binds) return;
  await change(ports, seen, (binds) => bindsAfterRun(binds, run, now));
}

function bindsAfterRun(
  binds: KnownBinds,
  { refused, startedAt }: RunOfBinds,
  now: EpochMs,
): KnownBinds {
  const { worked, failure, manyRefusedAt } = binds;
  if (!worked) return binds;
  if (refused === 'few') return failure === 'refused' ? answered(binds) : binds;
  const isKnown = manyRefusedAt !== undefined && manyRefusedAt >= startedAt && manyRefusedAt <= now;
  return isKnown ? binds : { worked, failure: 'refused', manyRefusedAt: now };
}

async function change(
  { configurations, clock, newId }: NoteBindPorts,
  seen: SecureLdap,
  to: (binds: KnownBinds) => KnownBinds,
): Promise<SecureLdap> {
  const event = failingEvent(newId(), clock.now());
  return configurations.transact<SecureLdap>((current) => {
    const { secureLdap } = current;
    if (secureLdap?.keyVersion !== seen.keyVersion) return { result: seen };
    const binds = to(secureLdap.binds);
    if (binds === secureLdap.binds) return { result: secureLdap };
    const next = {
      ...secureLdap,
      binds,
      verification: withBinds(secureLdap.verification, binds),
    };
    const events: PasswordEvent[] = beginsToFail(secureLdap, next.verification, event);
    return { write: { ...current, secureLdap: next }, events, result: next };
  });
}
