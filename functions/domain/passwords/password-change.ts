import { type Account, type Candidate, type UserId } from '../account';
import { type EpochMs } from '../time';
import { type Claim } from './password-claim';

/** For the audit trail: a password that Google accepted or may have, or that was forgotten only here. */
export type PasswordChange = {
  readonly action: 'issued' | 'rotated' | 'revoked' | 'forgotten';
  readonly userId: UserId;
  readonly version: number;
  /** Who asked for the change, even if another call settled it: the caller, or who began the run. */
  readonly caller: string;
  readonly at: EpochMs;
  /** Nobody learned whether Google held it, and another password has replaced it since. */
  readonly unconfirmed?: true;
};

/** Receives each change when it is confirmed. */
export type ChangePorts = { readonly changed: (change: PasswordChange) => void };

/** The caller of a candidate made by the first release. */
const NOT_RECORDED = 'unknown';

/**
 * The changes of a claim that was applied at `at`: its own candidate, and the candidates that it replaces.
 * Those may have waited for a while; each is reported once, by the claim that ends it.
 */
export function changesBy(
  { account, candidate }: Pick<Claim, 'account' | 'candidate'>,
  at: EpochMs,
): readonly PasswordChange[] {
  const replaced = account.candidates.filter(({ version }) => version !== candidate.version);
  return [...neverConfirmed(account, replaced, at), changeTo(account, candidate, at)];
}

/** The changes for candidates that are given up: Google may have held them. */
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
