import { type RunMet } from './run-met';
import { type EpochMs } from './time';

declare const brand: unique symbol;

/** Google's immutable id of a user (digits). An address can be renamed or given to somebody else. */
export type UserId = string & { readonly [brand]: 'UserId' };
export const userId = (value: string): UserId => value as UserId;

/** What the cipher made of a password: base64, bound to its user id and version. */
export type Ciphertext = string & { readonly [brand]: 'Ciphertext' };
export const ciphertext = (value: string): Ciphertext => value as Ciphertext;

/** The password that Google confirmed last. */
export type CurrentPassword = {
  readonly version: number;
  readonly ciphertext: Ciphertext;
  /** When it was made, before Google was asked to take it. */
  readonly createdAt: EpochMs;
  /** When Google confirmed it. */
  readonly setAt: EpochMs;
};

/**
 * A password that was recorded before Google was called and is not confirmed yet.
 *
 * `sent`: some claim other than the one that made it may have sent it, or its outcome is unknown:
 * Google may hold it, so no refusal forgets it.
 * `refused`: Google refused this very password on a later try; once the quarantine is over a fresh
 * one may be made beside it.
 * `purpose`: `set` becomes `current`; `scramble` is a revocation's, told to nobody.
 * `askedBy`: the caller who asked for it, or who began the run; absent: the first release made it.
 */
export type Candidate = {
  readonly version: number;
  readonly ciphertext: Ciphertext;
  readonly createdAt: EpochMs;
  readonly sent: boolean;
  readonly refused: boolean;
  readonly purpose: 'set' | 'scramble';
  readonly askedBy?: string;
};

/** Who may send a password of this account, and until when. `holder` is unique to one claim (a fencing token). */
export type Lease = { readonly holder: string; readonly until: EpochMs };

/**
 * `active`: `current` is what Google holds. `unconfirmed`: candidates are there. `parked`: rotation
 * gave up, see `lastFailure`; candidates may be there too; a confirmed password ends it. `revoked`:
 * scrambled and forgotten. `no-password`: never had one.
 */
export const ACCOUNT_STATUSES = [
  'active',
  'unconfirmed',
  'parked',
  'revoked',
  'no-password',
] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export type LastFailure = {
  readonly code: string;
  readonly at: EpochMs;
  readonly attempts: number;
};

/** A rotation asked for under an `Idempotency-Key`: the key's SHA-256 and the version it was given. */
export type RotationRequest = { readonly keyHash: string; readonly version: number };

/** One account’s document. What holds of it at every moment: README, "How a password survives a crash". */
export type Account = {
  readonly userId: UserId;
  readonly primaryEmail: string;
  readonly status: AccountStatus;
  readonly current?: CurrentPassword;
  readonly candidates: readonly Candidate[];
  readonly lease?: Lease;
  /** Until then an earlier call may still arrive at Google, so no different password is sent. */
  readonly quarantineUntil?: EpochMs;
  /** When the policy wants the next rotation; failures do not move it. Absent: never. */
  readonly nextRotationAt?: EpochMs;
  /** When a run that could not give this user a password wants it tried again. */
  readonly retryAt?: EpochMs;
  /** Since when a new password is wanted that no run could give yet: one made after that will do. */
  readonly wantedSince?: EpochMs;
  /** How many runs in a row, whichever, tried in vain; absent: none. */
  readonly failures?: number;
  /** The `unitKey` of where Google had the user when this service last looked; absent: not known yet. */
  readonly orgUnitPath?: string;
  /** The highest version ever made for this account; versions are never used twice. */
  readonly lastVersion: number;
  readonly lastFailure?: LastFailure;
  /** Since when Google, asked for this id, has said that it knows no such user; absent: it knows one. */
  readonly goneSince?: EpochMs;
  /** When Google last showed this user as an administrator: nobody is told the password. Absent: as none. */
  readonly adminSeenAt?: EpochMs;
  /** Google's id of the customer it was issued under; null: not known. Absent: of the first release. */
  readonly customerId?: string | null;
  /** The password was forgotten here alone: Google may hold it, so it can yet be taken back there. */
  readonly leftAtGoogle?: true;
  /** What the last run that met this account did with it. */
  readonly lastMet?: RunMet;
  /** The last few rotation requests, newest last. */
  readonly rotationRequests: readonly RotationRequest[];
  /** Counts writes; for the reader, the store has its own guard. */
  readonly revision: number;
};

export const holdsPassword = ({ current, candidates }: Account): boolean =>
  current !== undefined || candidates.length > 0;

/** The Workspace whose password is kept, by Google's id of the customer; absent: not known, or no password. */
export const passwordOf = (account: Account): string | undefined =>
  holdsPassword(account) ? (account.customerId ?? undefined) : undefined;

/** When the newest password that this account knows of was made, confirmed or not; absent: it has none. */
export const passwordCreatedAt = ({ current, candidates }: Account): EpochMs | undefined =>
  candidates.findLast(({ purpose }) => purpose === 'set')?.createdAt ?? current?.createdAt;
