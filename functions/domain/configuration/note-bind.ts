import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type BindOutcome } from '../../ports/password-prover';
import { type BindFailure } from '../proofs/bind-failure';
import { withBinds } from './ldap-chain';
import { type KnownBinds, type SecureLdap } from './secure-ldap';
import { beginsToFail, failingEvent } from './verify-secure-ldap';

export type NoteBindPorts = {
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
  readonly newId: () => string;
};

/** Failures that every bind has, whoever's password it tries. Others may pass, or concern one user. */
const EVERYBODYS: ReadonlySet<BindFailure> = new Set([
  'ldap-certificate',
  'ldap-untrusted',
  'ldap-protocol',
]);

/**
 * What a bind adds to what binds have shown; the same object if nothing. The table of the link `ldap-bind`:
 *
 * | outcome | before one has worked | after that |
 * | --- | --- | --- |
 * | works | ok | ok |
 * | refused | waiting, with this as the reason | ok: a doubt about one password, but Google read the bind |
 * | unknown, a failure that every bind has | waiting, with the code | failing, with the code |
 * | unknown, another failure | waiting, with the code | as it was |
 */
export function bindsAfter(binds: KnownBinds, outcome: BindOutcome): KnownBinds {
  const { worked, failure: known, again } = binds;
  if (outcome.result === 'works' || (outcome.result === 'refused' && worked)) {
    return worked && known === undefined ? binds : { worked: true };
  }
  const failure = outcome.result === 'refused' ? 'refused' : outcome.failure;
  if (known === failure && !again) return binds;
  const concerns = !worked || (failure !== 'refused' && EVERYBODYS.has(failure));
  return concerns ? { worked, failure } : binds;
}

/**
 * Records what a bind shows of the connection in the link `ldap-bind`, with one event when it begins to fail.
 * `seen`: the connection that was bound with. Nothing is recorded if another one was saved since. Most binds
 * add nothing and cost no call.
 */
export async function noteBind(
  { configurations, clock, newId }: NoteBindPorts,
  seen: SecureLdap,
  outcome: BindOutcome,
): Promise<void> {
  if (bindsAfter(seen.binds, outcome) === seen.binds) return;
  const event = failingEvent(newId(), clock.now());
  await configurations.transact((current) => {
    const { secureLdap } = current;
    if (secureLdap?.keyVersion !== seen.keyVersion) return { result: undefined };
    const binds = bindsAfter(secureLdap.binds, outcome);
    if (binds === secureLdap.binds) return { result: undefined };
    const verification = withBinds(secureLdap.verification, binds);
    const write = { ...current, secureLdap: { ...secureLdap, binds, verification } };
    return { write, events: beginsToFail(secureLdap, verification, event), result: undefined };
  });
}
