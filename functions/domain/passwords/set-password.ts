import { type AccountStore, type WriteOptions } from '../../ports/account-store';
import { type Directory } from '../../ports/directory';
import { type PasswordCipher } from '../../ports/password-cipher';
import { type Account, type Candidate } from '../account';
import { type PasswordEvent } from '../event';
import { type GoogleFailure, GOOGLE_FAILURES } from '../google-failure';
import { nextDue } from './due';
import { makeFresh } from './fresh-password';
import { type RandomBytes } from './password';
import { type Claim, claimPassword, type ClaimResult, quarantineLeft } from './password-claim';
import { type ChangePorts, changesBy } from './password-change';
import { finishPassword, type Outcome } from './password-finish';
import { sendCandidate, type SentTo } from './send-candidate';
import { settledByBind, type SettlingPorts } from './settle-by-bind';
import { type Policy } from '../configuration/policy';
import { policyFor } from '../configuration/policy-by-unit';
import { type Secret } from '../secret';
import { type DurationMs, durationMs, type EpochMs, SECOND_MS } from '../time';
import { TIMING } from './timing';

export type PasswordPorts = {
  readonly accounts: AccountStore;
  readonly cipher: PasswordCipher;
  readonly randomBytes: RandomBytes;
  readonly newId: () => string;
} & SettlingPorts;

export type SetPasswordRequest = {
  readonly directory: Directory;
  readonly user: SentTo;
  /** The whole policy; this user gets what it says for their unit. */
  readonly policy: Policy;
  readonly purpose: Candidate['purpose'];
  /** The connected customer; undefined: not known. */
  readonly customerId: string | undefined;
  /** Whether a new password is still needed, decided on the account inside the transaction. */
  readonly wanted: (account: Account | undefined) => boolean;
  /** The account as last read. With it, the likely password can be made before the transaction. */
  readonly seen: Account | undefined;
  readonly keyHash?: string;
  /** The person asks in self-service: a new password counts against their day. */
  readonly ownRotation?: true;
  /** Who asks for a new password. A caller that only settles an existing candidate is not recorded. */
  readonly askedBy: string;
  /** The upper limit of sends of the same password while the outcome is unknown. */
  readonly tries: number;
  /** True for a run: nobody waits for the result. */
  readonly unhurried?: boolean;
  /** Changes to write with the outcome, in the same transaction. Pure. */
  readonly conclude?: (account: Account, outcome: Outcome) => Conclusion;
};

/** The account to write, and the events to write with it. */
export type Conclusion = { readonly account: Account; readonly events: readonly PasswordEvent[] };

/** The result of the request. `account` is the document as last written. */
export type SetPasswordResult =
  | {
      readonly kind: 'set';
      readonly account: Account;
      readonly password: Secret;
      readonly askedBy: string | undefined;
      /** `issued`: the account had no password when it was claimed. */
      readonly change: 'issued' | 'rotated';
    }
  | { readonly kind: 'scrambled' }
  | { readonly kind: 'not-wanted'; readonly account: Account | undefined }
  | { readonly kind: 'in-progress'; readonly retryAfterMs: DurationMs }
  | { readonly kind: 'quarantined'; readonly retryAfterMs: DurationMs }
  | {
      readonly kind: 'rejected';
      readonly failure: GoogleFailure;
      /** The candidate may have been sent before, so it stays recorded. */
      readonly unconfirmed: boolean;
    }
  | { readonly kind: 'unknown'; readonly failure: GoogleFailure };

type FinishDecision = ReturnType<typeof finishPassword>;
type Claimed = { readonly claim: Claim; readonly password: Secret };

/** The pause between two tries of one request. The same candidate may be sent at any time. */
const PAUSE_BETWEEN_TRIES_MS = durationMs(200);

/** The upper limit of claim rounds: another caller may take the version between the read and the claim. */
const CLAIM_ROUNDS = 5;

/**
 * Sets a password at Google in four steps: claim, apply, outcome, finish. A lost reply may be settled by a bind.
 *
 * May be killed between any two awaits and called again. At every await, the password that Google holds is
 * readable from the account, as `current` or as one of `candidates`; only a confirmed scramble ends with a
 * password that nobody knows. Throws if the store or the cipher is out of reach. What was recorded stays, and
 * the next call continues from there.
 */
export async function setPassword(
  ports: PasswordPorts & ChangePorts,
  asked: SetPasswordRequest,
): Promise<SetPasswordResult> {
  const request = { ...asked, policy: policyFor(asked.policy, asked.user.orgUnitPath) };
  let triesLeft = request.tries;
  for (;;) {
    const result = await attempt(ports, request);
    if (result.kind === 'scrambled' && request.purpose === 'set') continue; // a pending revocation is finished; now set ours
    triesLeft -= 1;
    if (result.kind !== 'unknown' || triesLeft <= 0) return result;
    await ports.clock.sleep(PAUSE_BETWEEN_TRIES_MS);
  }
}

async function attempt(
  ports: PasswordPorts & ChangePorts,
  request: SetPasswordRequest,
): Promise<SetPasswordResult> {
  const holder = ports.newId();
  const claimed = await claim(ports, request, holder);
  if ('kind' in claimed) return claimed;
  const { leaseUntil, candidate } = claimed.claim;
  if (ports.clock.now() + TIMING.directoryDeadlineMs > leaseUntil) {
    // This instance stalled for too much of its lease. Nothing was sent; the lease expires.
    return { kind: 'in-progress', retryAfterMs: SECOND_MS };
  }
  const reply = await sendCandidate(request, candidate, claimed.password);
  const outcome = await settledByBind(ports, request.user, claimed, reply);
  const endedAt = ports.clock.now();
  const changes = outcome.kind === 'applied' ? changesBy(claimed.claim, endedAt) : [];
  const inTime = endedAt <= leaseUntil; // otherwise this process stalled, and may still be the only one that knows of its call
  const isOurs = inTime || (await ports.accounts.read(request.user.id))?.lease?.holder === holder;
  if (isOurs) changes.forEach(ports.changed); // before the outcome is written: after a kill in between, the change is reported again
  const due = nextDue(request.policy, endedAt, ports.randomBytes);
  const finish = await ports.accounts.transact(
    request.user.id,
    (account) => {
      const decision = finishPassword(account, {
        claim: claimed.claim,
        outcome,
        now: endedAt,
        ...(due === undefined ? {} : { nextRotationAt: due }),
      });
      return concluded(decision, request, outcome);
    },
    { ...hurryOf(request), redoable: true }, // the claim is on disk: the next call would send the same password again
  );
  if (finish.kind === 'fenced') return { kind: 'in-progress', retryAfterMs: SECOND_MS };
  if (!isOurs) changes.forEach(ports.changed);
  const { account } = finish;
  if (outcome.kind === 'rejected') return rejection(candidate, account, outcome.failure, endedAt);
  if (outcome.kind === 'unknown') return outcome;
  if (candidate.purpose === 'scramble') return { kind: 'scrambled' };
  const change = claimed.claim.account.current ? 'rotated' : 'issued';
  return { kind: 'set', account, password: claimed.password, askedBy: candidate.askedBy, change };
}

/**
 * A refused candidate that was never sent before is dropped, and Google's password is unchanged. One that may
 * have been sent stays. Once no call can arrive any more, the next call makes another beside it.
 */
function rejection(
  candidate: Candidate,
  account: Account,
  failure: GoogleFailure,
  now: EpochMs,
): SetPasswordResult {
  if (candidate.sent && GOOGLE_FAILURES[failure.code] === 'password') {
    const leftMs = Math.max(quarantineLeft(account, now), SECOND_MS);
    return { kind: 'quarantined', retryAfterMs: durationMs(leftMs) };
  }
  return { kind: 'rejected', failure, unconfirmed: candidate.sent };
}

function concluded(
  decision: FinishDecision,
  { conclude }: SetPasswordRequest,
  outcome: Outcome,
): FinishDecision {
  if (decision.write === undefined || conclude === undefined) return decision;
  const { account, events } = conclude(decision.write, outcome);
  return {
    write: account,
    events: [...(decision.events ?? []), ...events],
    result: { kind: 'finished', account },
  };
}

/** The first step, with the password to send: newly made, or decrypted from the recorded candidate. */
async function claim(
  ports: PasswordPorts,
  request: SetPasswordRequest,
  holder: string,
): Promise<Claimed | Exclude<ClaimResult, Claim | { kind: 'fresh-needed' }>> {
  let fresh = likelyFresh(request)
    ? await makeFresh(ports, request, (request.seen?.lastVersion ?? 0) + 1)
    : undefined;
  for (let round = 0; round < CLAIM_ROUNDS; round += 1) {
    const made = fresh && { version: fresh.version, ciphertext: fresh.ciphertext };
    const result = await ports.accounts.transact(
      request.user.id,
      (account) => {
        const { write, result } = claimPassword(account, {
          userId: request.user.id,
          primaryEmail: request.user.primaryEmail,
          orgUnitPath: request.user.orgUnitPath,
          holder,
          now: ports.clock.now(),
          purpose: request.purpose,
          customerId: request.customerId ?? null,
          wanted: request.wanted,
          askedBy: request.askedBy,
          ...(made ? { fresh: made } : {}),
          ...(request.keyHash === undefined ? {} : { keyHash: request.keyHash }),
          ownRotation: request.ownRotation === true,
        });
        return { ...(write ? { write } : {}), result };
      },
      hurryOf(request),
    );
    if (result.kind === 'fresh-needed') fresh = await makeFresh(ports, request, result.version);
    else if (result.kind !== 'claimed') return result;
    else {
      const { candidate } = result;
      const ours = fresh?.ciphertext === candidate.ciphertext ? fresh.password : undefined;
      const context = { userId: request.user.id, version: candidate.version };
      const password = ours ?? (await ports.cipher.decrypt(candidate.ciphertext, context));
      if (password !== undefined) return { claim: result, password };
      await giveBack(ports, request, result); // nobody can send it any more, so the next round makes another
    }
  }
  return { kind: 'in-progress', retryAfterMs: SECOND_MS };
}

const hurryOf = ({ unhurried = false }: SetPasswordRequest): WriteOptions => ({ unhurried });

/** Ends a claim whose candidate cannot be decrypted. The candidate stays recorded and counts as refused. */
const giveBack = (
  { accounts }: PasswordPorts,
  { user }: SetPasswordRequest,
  { holder, candidate: { version } }: Claim,
): Promise<void> =>
  accounts.transact(user.id, (account) => {
    if (account?.lease?.holder !== holder) return { result: undefined };
    const { lease: _, ...rest } = account;
    const candidates = account.candidates.map((each) =>
      each.version === version ? { ...each, refused: true } : each,
    );
    return { write: { ...rest, candidates }, result: undefined };
  });

const likelyFresh = ({ seen, wanted }: SetPasswordRequest): boolean =>
  (seen?.candidates.length ?? 0) === 0 && wanted(seen);
