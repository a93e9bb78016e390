import { type AccountStore } from '../../ports/account-store';
import { type BindOutcome } from '../../ports/password-prover';
import { type Proof } from '../account';
import { type DirectoryUser } from '../user';
import { type BindPorts, bindUser, type OpenLdap } from './bind-user';
import { isSettled, type LivePassword } from './issue-password';
import {
  BIND_WITHIN_MS,
  lastProof,
  mayBind,
  proofBy,
  withBindBegun,
  withBindCounted,
  withBindDone,
} from './proof';

type BindLivePorts = BindPorts & { readonly accounts: Pick<AccountStore, 'transact'> };

/**
 * `bound`: with the outcome, and whether the account keeps it, which it does not if the password was changed
 * meanwhile. Otherwise nothing was bound. `told`: too many binds were refused, and this is the last result.
 * `changed`: another call changes the password.
 */
export type BoundLive =
  | { readonly kind: 'bound'; readonly proof: Proof; readonly kept: boolean }
  | { readonly kind: 'told'; readonly proof: Proof }
  | { readonly kind: 'changed' };

/**
 * One bind with the current password, counted before it is sent and recorded after it. The caller has taken a
 * place of the shared pace. `isProof`: whether the outcome is kept as what is known of this password.
 */
export async function bindLive(
  ports: BindLivePorts,
  ldap: OpenLdap,
  { user, live }: { readonly user: DirectoryUser; readonly live: LivePassword },
  isProof: (outcome: BindOutcome) => boolean = () => true,
): Promise<BoundLive> {
  const { clock, accounts } = ports;
  const { userId, current } = live.account;
  const begunAt = clock.now();
  const begun = await begin(ports, live.account, begunAt);
  if (begun === 'changed') return { kind: 'changed' };
  if (begun !== 'begun') return { kind: 'told', proof: begun };
  const bind = { password: live.password, withinMs: BIND_WITHIN_MS };
  const outcome = await bindUser(ports, ldap, user, bind);
  const now = clock.now();
  const proof = proofBy(outcome, current.version, now);
  const kept = await accounts.transact<boolean>(
    userId,
    (stored) => {
      if (stored === undefined) return { result: false };
      const write = isProof(outcome)
        ? withBindDone(stored, { begunAt, outcome, proof, now })
        : withBindCounted(stored, { begunAt, outcome, now });
      return { write, result: write.proof === proof };
    },
    { redoable: true }, // the next proof would find the same
  );
  return { kind: 'bound', proof, kept };
}

/** Counts the bind before it is sent, so that concurrent proofs can't exceed the limit together. */
const begin = (
  { accounts }: Pick<BindLivePorts, 'accounts'>,
  { userId, current: { version } }: LivePassword['account'],
  now: Proof['at'],
): Promise<Proof | 'begun' | 'changed'> =>
  accounts.transact<Proof | 'begun' | 'changed'>(
    userId,
    (stored) => {
      if (stored?.current?.version !== version || !isSettled(stored)) return { result: 'changed' };
      if (!mayBind(stored, now)) return { result: lastProof(stored, version, now) };
      return { write: withBindBegun(stored, now), result: 'begun' };
    },
    { redoable: true },
  );
