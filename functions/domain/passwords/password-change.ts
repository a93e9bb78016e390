import { type Account, type Candidate, type UserId } from '../account';
import { type EpochMs } from '../time';
import { type Claim } from './password-claim';

/** A password that Google took on, or may have, or that was forgotten here alone, for the audit trail. */
export type PasswordChange = {
  readonly action: 'issued' | 'rotated' | 'revoked' | 'forgotten';
  readonly userId: UserId;
  readonly version: number;
  /** Who asked for it, whoever settled it: the caller, or who began the run. */
  readonly caller: string;
  readonly at: EpochMs;
  /** Nobody learned whether Google held it, and another one has replaced it since. */
  readonly unconfirmed?: true;
};

/** What changes are told to as they are confirmed. */
export type ChangePorts = { readonly changed: (change: PasswordChange) => void };

/** Of a candidate that the first release made. */
const NOT_RECORDED = 'unknown';

/**
 * What Google took on by the candidate of a claim that was applied at `at`. The other candidates that
 * it replaces may have been there for a while: each is told once, by the claim that ends it.
 */
export function changesBy(
  { account, candidate }: Pick<Claim, 'account' | 'candidate'>,
  at: EpochMs,
): readonly PasswordChange[] {
  const replaced = account.candidates.filter(({ version }) => version !== candidate.version);
  return [...neverConfirmed(account, replaced, at), changeTo(account, candidate, at)];
}

/** What may have been at Google by candidates that are given up. */
export const neverConfirmed = (
  account: Account,
  candidates: readonly Candidate[],
  at: EpochMs,
): readonly PasswordChange[] =>
  candidates.map((each) => ({ ...changeTo(account, each, at), unconfirmed: true }));

const changeTo = (
  { userId, current }: Account,
  { purpose, version, askedBy = NOT_RECORDED }: Candidate,
  at: EpochMs,
): PasswordChange => ({ action: actionOf(purpose, current), userId, version, caller: askedBy, at });

function actionOf(
  purpose: Candidate['purpose'],
  current: Account['current'],
): PasswordChange['action'] {
  if (purpose === 'scramble') return 'revoked';
  return current ? 'rotated' : 'issued';
}
