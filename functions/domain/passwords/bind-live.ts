import { type AccountStore } from '../../ports/account-store';
import { type BindOutcome } from '../../ports/password-prover';
import { type Proof } from '../account';
import { notedProof, trustedSince } from '../drift/refused-proofs';
import { unitKey } from '../unit-key';
import { durationMs, type EpochMs, later, SECOND_MS } from '../time';
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

/** A name that Google gave longer ago may be another user's by now, or of a user who is suspended. */
const NAMED_FOR_MS = durationMs(60 * SECOND_MS);

/** Binds that were under way when a connection was saved used the names of the one before. */
const UNDER_WAY_MS = durationMs(60 * SECOND_MS);

type BindLivePorts = BindPorts & { readonly accounts: Pick<AccountStore, 'transact'> };

/**
 * `bound`: with the outcome, and whether the account keeps it, which it does not if the password was changed
 * meanwhile. Otherwise nothing was bound. `told`: too many binds were refused, and this is the last result.
 * `changed`: another call changes the password, or its stored copy was destroyed.
 */
export type BoundLive =
  | { readonly kind: 'bound'; readonly proof: Proof; readonly kept: boolean }
  | { readonly kind: 'told'; readonly proof: Proof }
  | { readonly kind: 'changed' };

/** `namedAt`: a moment before Google gave the user. */
export type ToBind = {
  readonly user: DirectoryUser;
  readonly live: LivePassword;
  readonly namedAt: EpochMs;
};

/**
 * One bind with the current password, counted before it is sent and recorded after it, with the user's unit. The caller has taken a
 * place of the shared pace. `isProof`: whether the outcome is kept as what is known of this password. Refusals
 * that go on show that somebody else has changed it.
 */
export async function bindLive(
  ports: BindLivePorts,
  ldap: OpenLdap,
  { user, live, namedAt }: ToBind,
  isProof: (outcome: BindOutcome) => boolean = () => true,
): Promise<BoundLive> {
  const { clock, accounts, newId } = ports;
  const { userId, current, proof: known } = live.account;
  const begunAt = clock.now();
  const begun = await begin(ports, live.account, begunAt);
  if (begun === 'changed') return { kind: 'changed' };
  if (begun !== 'begun') return { kind: 'told', proof: begun };
  const bind = { password: live.password, withinMs: BIND_WITHIN_MS, known };
  const outcome = await bindUser(ports, ldap, user, bind);
  const now = clock.now();
  const proof = proofBy(outcome, current.version, now);
  const judging = {
    now,
    eventIds: [newId(), newId()],
    trusted: trustedSince(ldap.secureLdap, now),
    isNamed: begunAt <= later(namedAt, NAMED_FOR_MS) && isNameTried(known, current.version, ldap),
  } as const;
  const bound = { begunAt, outcome, proof, now };
  const kept = await accounts.transact<Proof | undefined>(
    userId,
    (stored) => {
      if (stored === undefined) return { result: undefined };
      const shown = { ...stored, orgUnitPath: unitKey(user.orgUnitPath) };
      const done = isProof(outcome) ? withBindDone(shown, bound, judging) : undefined;
      if (done === undefined) return { write: withBindCounted(shown, bound), result: undefined };
      return { write: done, ...notedProof(done, judging), result: done.proof };
    },
    { redoable: true }, // the next proof would find the same
  );
  return { kind: 'bound', proof: kept ?? proof, kept: kept !== undefined };
}

/**
 * Whether a refusal is one of the password: the user's name is known, or this version has worked since names are
 * guessed. Else it may be one of the name.
 */
function isNameTried(
  known: Proof | undefined,
  version: number,
  { guessesSince }: OpenLdap,
): boolean {
  if (guessesSince === undefined) return true;
  if (known?.version !== version) return false;
  const lastGood = known.result === 'works' ? known.at : known.refusals?.first;
  return lastGood !== undefined && lastGood > later(guessesSince, UNDER_WAY_MS);
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
      if (stored.current.ciphertext === undefined) return { result: 'changed' }; // its hour passed meanwhile
      if (!mayBind(stored, now)) return { result: lastProof(stored, version, now) };
      return { write: withBindBegun(stored, now), result: 'begun' };
    },
    { redoable: true },
  );
