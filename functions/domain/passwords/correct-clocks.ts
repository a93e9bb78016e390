import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Account } from '../account';
import { policyFor } from '../configuration/policy-by-unit';
import { eachAtOnce } from '../at-once';
import { withCredibleTimes } from './credible-times';
import { nextDue } from './due';
import { PARKED_MS } from './due-dates';
import { type RandomBytes } from './password';
import { DAY_MS, durationMs, type EpochMs, epochMs, later } from '../time';
import { TIMING } from './timing';

export type CorrectClocksPorts = {
  readonly accounts: Pick<AccountStore, 'writtenAhead' | 'transact'>;
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly unexpected: (error: unknown) => void;
};

const AT_A_TIME = 500;
const AT_ONCE = 20;

/** The longest wait of unfinished work, plus one day of margin. */
const LONGEST_WAIT_MS = durationMs(PARKED_MS + DAY_MS);

/** The longest wait for a proof (`proof-dates.ts`), plus the skew. */
const LONGEST_PROOF_WAIT_MS = durationMs(DAY_MS + TIMING.clockSkewMs);

/**
 * Corrects accounts written by a clock that ran ahead. Otherwise they would not be due for a long time. A user whose
 * record can't be written holds up nobody else.
 */
export async function correctClocks(ports: CorrectClocksPorts): Promise<void> {
  const { accounts, configurations, clock, randomBytes, unexpected } = ports;
  const now = clock.now();
  const madeAfter = later(now, TIMING.clockSkewMs);
  const found = await accounts.writtenAhead({
    madeAfter,
    unfinishedAfter: later(now, LONGEST_WAIT_MS),
    provedAfter: madeAfter,
    unprovedAfter: later(now, LONGEST_PROOF_WAIT_MS),
    freedAfter: madeAfter,
    limit: AT_A_TIME,
  });
  if (found.accounts.length === 0) return;
  const { policy } = await configurations.read();
  const faults = await eachAtOnce(AT_ONCE, found.accounts, ({ userId }) =>
    accounts.transact(userId, (account) => {
      if (account === undefined) return { result: undefined };
      const at = clock.now(); // read again, so that an account written since the query does not seem to be ahead
      const turn = nextDue(policyFor(policy, account.orgUnitPath), at, randomBytes);
      return { write: corrected(account, turn, at), result: undefined };
    }),
  );
  if (faults.length > 0) unexpected(faults[0]);
}

/** Stands for an unknown creation time: the password counts as made before every moment. */
const UNKNOWN = epochMs(0);

function corrected(account: Account, turn: ReturnType<typeof nextDue>, now: EpochMs): Account {
  const isAhead = (at: EpochMs): boolean => at > later(now, TIMING.clockSkewMs);
  const { current, candidates, lastFailure, nextRotationAt, ...given } = withCredibleTimes(
    account,
    now,
  );
  const { retryAt, wantedSince, proof, proofHeldUntil, freedAt, ...rest } = given;
  const made = <Password extends { readonly createdAt: EpochMs }>(password: Password): Password =>
    isAhead(password.createdAt) ? { ...password, createdAt: UNKNOWN } : password;
  const set = current && isAhead(current.setAt) ? { ...made(current), setAt: now } : current;
  const next = set === current ? nextRotationAt : turn;
  const isHeld =
    proofHeldUntil !== undefined && proofHeldUntil <= later(now, LONGEST_PROOF_WAIT_MS);
  const longAfter = retryAt !== undefined && retryAt > later(now, LONGEST_WAIT_MS);
  return {
    ...rest,
    ...(set ? { current: made(set) } : {}),
    candidates: candidates.map(made),
    ...(next === undefined ? {} : { nextRotationAt: next }),
    ...(retryAt === undefined ? {} : { retryAt: longAfter ? now : retryAt }),
    ...(wantedSince === undefined ? {} : { wantedSince: isAhead(wantedSince) ? now : wantedSince }),
    ...(proof ? { proof: isAhead(proof.at) ? { ...proof, at: now } : proof } : {}),
    ...(isHeld ? { proofHeldUntil } : {}),
    ...(freedAt === undefined ? {} : { freedAt: isAhead(freedAt) ? now : freedAt }),
    ...(lastFailure
      ? { lastFailure: isAhead(lastFailure.at) ? { ...lastFailure, at: now } : lastFailure }
      : {}),
  };
}
