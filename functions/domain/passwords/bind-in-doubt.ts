import { type AccountStore } from '../../ports/account-store';
import { type BindOutcome } from '../../ports/password-prover';
import { type Account } from '../account';
import { turnOfWaited } from '../proofs/bind-turns';
import { durationMs, until } from '../time';
import { bindUser, type BindPorts, openLdap } from './bind-user';
import { mayBind, withBindBegun, withBindCounted } from './proof';
import { type SettleByBind } from './settle-by-bind';

export type BindInDoubtPorts = BindPorts & { readonly accounts: AccountStore };

/**
 * The bind after a lost reply, with the stored connection. No bind is made, and the doubt stays, if Secure
 * LDAP is not connected, if too many binds of this user were refused, or if the shared pace has no place at
 * once: the account's lease is running.
 */
export const bindInDoubt =
  (ports: BindInDoubtPorts): SettleByBind =>
  async (user, password, withinMs) => {
    const { accounts, clock, configurations } = ports;
    const startedAt = clock.now();
    const ldap = await openLdap(ports, await configurations.read());
    if (ldap === 'off' || ldap === 'no-pair') return undefined;
    const { orgUnitPath = '/' } = user;
    if (user.orgUnitPath === undefined && ldap.secureLdap.bindName === 'dn') return undefined;
    if (!(await turnOfWaited(ports, durationMs(0)))) return undefined;
    const begunAt = clock.now();
    const begun = await accounts.transact<Account | undefined>(user.id, (account) =>
      account && mayBind(account, begunAt)
        ? { write: withBindBegun(account, begunAt), result: account }
        : { result: undefined },
    );
    const leftMs = durationMs(withinMs - until(startedAt, clock.now()));
    if (begun === undefined) return undefined;
    const bind = { password, withinMs: leftMs, known: begun.proof };
    const outcome =
      leftMs > 0 ? await bindUser(ports, ldap, { ...user, orgUnitPath }, bind) : undefined;
    const counted = { begunAt, outcome: outcome ?? NOT_SENT, now: clock.now() };
    await accounts.transact(user.id, (account) => ({
      ...(account ? { write: withBindCounted(account, counted) } : {}),
      result: undefined,
    }));
    return outcome;
  };

/** The time was up before the bind. */
const NOT_SENT: BindOutcome = { result: 'unknown', failure: 'ldap-silent' };
