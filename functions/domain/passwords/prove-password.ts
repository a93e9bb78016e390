import { type Proof, type UserId } from '../account';
import { type Configuration } from '../configuration/configuration';
import { turnOfWaited } from '../proofs/bind-turns';
import { type EpochMs } from '../time';
import { isAdministrator } from '../user';
import { bindLive, type ToBind } from './bind-live';
import { type BindPorts, openLdap, type OpenLdap } from './bind-user';
import { ensurePassword, isSettled, type LivePassword, storedPassword } from './issue-password';
import { type CallPorts, findManagedUser, type ManagedUser, refusalOf } from './managed-user';
import { takeOwnBind } from './own-binds';
import { type PasswordFailure, SETTLE_AGAIN_MS } from './password-failure';
import { lastProof, mayBind } from './proof';

export type ProvePorts = CallPorts & BindPorts;

export type Proved = { readonly kind: 'proved'; readonly userId: UserId; readonly proof: Proof };

/** `no-place`: too many others want a bind now. Nothing was bound in any of these cases. */
export type NotProved = {
  readonly kind: 'not-proved';
  readonly reason: 'secure-ldap-off' | 'secure-ldap-failing' | 'no-place';
};

/**
 * Proves the password of one user now: binds at Secure LDAP with it, whatever the last verification said. An
 * unconfirmed candidate is settled first, as for a read but with one try, so that the call ends in time. So
 * only `current` is ever bound, even if it drifted: nobody is told more than whether it works.
 * Google is asked for the user's name first: a former address may belong to somebody else.
 *
 * After too many refused binds the last result is told, without a bind.
 */
export async function provePassword(
  ports: ProvePorts,
  userKey: string,
): Promise<Proved | NotProved | PasswordFailure> {
  const seen = await ports.configurations.read();
  if (seen.connection === undefined) return { kind: 'not-configured' };
  return withLdap(ports, seen, async (ldap) => {
    const namedAt = ports.clock.now();
    const managed = await findManagedUser(ports, userKey);
    return managed.kind === 'found' ? proveBy(ports, ldap, { managed, namedAt }) : managed;
  });
}

/**
 * As `provePassword`, for the user themselves, whom Google was asked for at `namedAt`. Who has bound often within
 * a minute is told the last result, without a bind.
 */
export const proveToSelf = (
  ports: ProvePorts,
  named: Named,
): Promise<Proved | NotProved | PasswordFailure> =>
  withLdap(ports, named.managed.open.seen, (ldap) =>
    proveBy(ports, ldap, { ...named, isOwn: true }),
  );

/** A user, and a moment before Google was asked for the user's name. `isOwn`: the user asks for the proof. */
type Named = {
  readonly managed: ManagedUser;
  readonly namedAt: EpochMs;
  readonly isOwn?: boolean;
};

/** Opens Secure LDAP. The connection is made while `prove` asks others what it needs to know before its bind. */
async function withLdap<Result>(
  ports: ProvePorts,
  seen: Configuration,
  prove: (ldap: OpenLdap) => Promise<Result>,
): Promise<Result | NotProved> {
  const ldap = await openLdap(ports, seen);
  if (ldap === 'off') return { kind: 'not-proved', reason: 'secure-ldap-off' };
  if (ldap === 'no-pair') return { kind: 'not-proved', reason: 'secure-ldap-failing' };
  const preconnection = ports.prover.preconnect(ldap.identity);
  try {
    return await prove({ ...ldap, preconnection });
  } finally {
    preconnection.close();
  }
}

async function proveBy(
  ports: ProvePorts,
  ldap: OpenLdap,
  { managed, namedAt, isOwn = false }: Named,
): Promise<Proved | NotProved | PasswordFailure> {
  const live = await liveNow(ports, managed);
  return live.kind === 'live'
    ? proveLive(ports, ldap, { user: managed.user, live, namedAt, isOwn })
    : live;
}

async function liveNow(
  ports: ProvePorts,
  managed: ManagedUser,
): Promise<LivePassword | PasswordFailure> {
  const { account, user, open } = managed;
  if (account === undefined) return { kind: 'no-password' };
  if (isAdministrator(user, open.adminUsername)) {
    return { kind: 'refused', refusal: 'admin-account' };
  }
  // Google refuses the binds of such a user, whatever the password.
  if (user.suspended || user.archived) return { kind: 'refused', refusal: 'user-suspended' };
  if (isSettled(account)) return storedPassword(ports, account, open.policy, user);
  return refusalOf(managed) ?? ensurePassword(ports, managed, { wanted: () => false, tries: 1 });
}

async function proveLive(
  ports: ProvePorts,
  ldap: OpenLdap,
  { isOwn, ...bind }: ToBind & { readonly isOwn: boolean },
): Promise<Proved | NotProved | PasswordFailure> {
  const { clock } = ports;
  const { account } = bind.live;
  const { userId } = account;
  const { version } = account.current;
  const told = (proof: Proof): Proved => ({ kind: 'proved', userId, proof });
  if (!mayBind(account, clock.now())) return told(lastProof(account, version, clock.now()));
  if (isOwn && !(await takeOwnBind(ports, account))) {
    const { proof } = account;
    return proof?.version === version ? told(proof) : { kind: 'not-proved', reason: 'no-place' };
  }
  if (!(await turnOfWaited(ports))) return { kind: 'not-proved', reason: 'no-place' };
  const bound = await bindLive(ports, ldap, bind);
  if (bound.kind !== 'changed') return told(bound.proof);
  return { kind: 'outcome-unknown', retryAfterMs: SETTLE_AGAIN_MS, changing: true };
}
