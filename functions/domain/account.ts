import { type RunMet } from './run-met';
import { type EpochMs } from './time';

declare const brand: unique symbol;

/** Google's immutable user id (digits). An address can be renamed or given to somebody else. */
export type UserId = string & { readonly [brand]: 'UserId' };
export const userId = (value: string): UserId => value as UserId;

/** An encrypted password: base64, bound to its user id and version. */
export type Ciphertext = string & { readonly [brand]: 'Ciphertext' };
export const ciphertext = (value: string): Ciphertext => value as Ciphertext;

/** The password that Google confirmed last. */
export type CurrentPassword = {
  readonly version: number;
  /** Absent: the stored copy was destroyed at `forgottenAt`, as the policy says. Google still holds the password. */
  readonly ciphertext?: Ciphertext;
  readonly forgottenAt?: EpochMs;
  /** When it was made, before it was sent to Google. */
  readonly createdAt: EpochMs;
  /** When Google confirmed it. */
  readonly setAt: EpochMs;
};

/**
 * A password that was recorded before Google was called and is not confirmed yet.
 *
 * `sent`: a claim other than its maker may have sent it, or its outcome is unknown. Google may hold it, so no
 * refusal drops it.
 * `refused`: Google refused this password on a later try. After the quarantine, a new one may be added.
 * `purpose`: `set` becomes `current`; `scramble` belongs to a revocation and is told to nobody.
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

/**
 * Who may send a password of this account, and until when. `holder` is unique to a claim: a fencing token.
 */
export type Lease = { readonly holder: string; readonly until: EpochMs };

/**
 * `active`: Google holds `current`.
 * `unconfirmed`: there are candidates.
 * `parked`: rotation gave up, see `lastFailure`; there may be candidates. A confirmed password ends it.
 * `revoked`: the password was taken back, or forgotten only here.
 * `no-password`: the user never had one.
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

export const PROOF_RESULTS = ['works', 'refused', 'unknown'] as const;

/**
 * What a bind at Secure LDAP with this version of the password showed, when its answer came. `code`: why the
 * result is unknown.
 */
export type Proof = {
  readonly version: number;
  readonly result: (typeof PROOF_RESULTS)[number];
  readonly code?: string;
  readonly at: EpochMs;
  /** An earlier bind with this version worked. */
  readonly hasWorked?: true;
  /** Absent: this version never worked, or nothing was refused since. */
  readonly refusals?: Refusals;
};

/** Refused binds in a row of a version that had worked: when the first was answered, and how many. */
export type Refusals = { readonly first: EpochMs; readonly count: number };

/** A call that sends a password: when it may have begun, and when it could last have arrived at Google. */
export type Send = { readonly from: EpochMs; readonly until: EpochMs };

/** `activity-log`: Google's log shows it. `proof`: Secure LDAP refuses a password that had worked. */
export const DRIFT_SOURCES = ['activity-log', 'proof'] as const;

/**
 * Somebody else changed the password at Google, so the stored one no longer works. `at`: when, by Google's
 * clock; where a proof shows it, when the first bind was refused. `by`: the address of who did it; absent: Google does not say. `contested`: it happened again within
 * days, so only a call sets a password now.
 */
export type Drift = {
  readonly at: EpochMs;
  readonly by?: string;
  readonly source: (typeof DRIFT_SOURCES)[number];
  readonly contested?: true;
};

/** A change by somebody else, by the id of its activity or of its proof, so that none counts twice. */
export type ForeignChange = { readonly id: string; readonly at: EpochMs };

export const DEVICE_STATES = ['installed', 'failed'] as const;

/**
 * A device of the user, as the service that manages it told last. `version`: of the password that was installed
 * or could not be. `at`: when that was told.
 */
export type Device = {
  readonly deviceId: string;
  readonly version: number;
  readonly state: (typeof DEVICE_STATES)[number];
  readonly name?: string;
  readonly platform?: string;
  readonly at: EpochMs;
};

/** A device that was removed with `rotate=true`, known or not: the same call does nothing again for a day. */
export type LeftDevice = { readonly deviceId: string; readonly at: EpochMs };

/** A rotation that a call asked for and that is not done yet; `by`: its caller. */
export type AskedRotation = { readonly at: EpochMs; readonly by: string };

/** A rotation requested under an `Idempotency-Key`: the key's SHA-256, and the version that it got. */
export type RotationRequest = { readonly keyHash: string; readonly version: number };

/** A new password that the person made themselves in self-service: its version, and when it was recorded. */
export type OwnRotation = { readonly version: number; readonly at: EpochMs };

/** A bind that the person asked for in self-service: with which version, and when. */
export type OwnBind = { readonly version: number; readonly at: EpochMs };

/** One account's document. Its invariants are in README, "How a password survives a crash". */
export type Account = {
  readonly userId: UserId;
  readonly primaryEmail: string;
  readonly status: AccountStatus;
  readonly current?: CurrentPassword;
  readonly candidates: readonly Candidate[];
  readonly lease?: Lease;
  /** Until then an earlier call may still reach Google, so no different password is sent. */
  readonly quarantineUntil?: EpochMs;
  /** When the policy's next rotation is due; failures do not move it. Absent: never. */
  readonly nextRotationAt?: EpochMs;
  /** When to try again after a run could not give this user a password. */
  readonly retryAt?: EpochMs;
  /** Since when a new password is wanted that no run could give yet. One made after that time will do. */
  readonly wantedSince?: EpochMs;
  /** Who began the run that wanted a first password; absent: not known, or no first one is wanted. */
  readonly wantedBy?: string;
  /** When Google last found a password of this user leaked and suspended the user, by Google's clock. */
  readonly leakedAt?: EpochMs;
  /** How many runs in a row, of any kind, failed for this user; absent: none. */
  readonly failures?: number;
  /** How many more runs failed meanwhile for what may concern everybody; absent: none. */
  readonly outages?: number;
  /** The `unitKey` of the user's organisational unit at the last look-up; absent: not known yet. */
  readonly orgUnitPath?: string;
  /** The highest version ever made for this account. No version is used twice. */
  readonly lastVersion: number;
  readonly lastFailure?: LastFailure;
  /** Since when Google has answered that it knows no user with this id; absent: it knows the user. */
  readonly goneSince?: EpochMs;
  /** When Google last showed this user as an administrator: nobody is told the password. Absent: never. */
  readonly adminSeenAt?: EpochMs;
  /** The customer id that the password was issued under; null: not known. Absent: of the first release. */
  readonly customerId?: string | null;
  /** The password was forgotten only here. Google may still hold it, so it can still be taken back there. */
  readonly leftAtGoogle?: true;
  /** When it was taken back, or forgotten only here; absent: it was not, or by a former release. */
  readonly revokedAt?: EpochMs;
  /** What the last run that met this account did with it. */
  readonly lastMet?: RunMet;
  /** The last proof of a password that was current, and without candidates, before and after the bind. */
  readonly proof?: Proof;
  /** When binds of the last hour began that Google refused, or whose outcome is not recorded (yet). */
  readonly refusedBinds?: readonly EpochMs[];
  /** No run proves the password before: the last one skipped this user, or Google did not show the user. */
  readonly proofHeldUntil?: EpochMs;
  /** Our calls of the last four days that sent a password, oldest first; calls close together are one. */
  readonly sends?: readonly Send[];
  /** Absent: the stored password is not known to be changed by somebody else. */
  readonly drift?: Drift;
  /** Changes by somebody else within the last days before the newest, oldest first. */
  readonly foreignChanges?: readonly ForeignChange[];
  /** The user's devices that an MDM told of; absent: none. */
  readonly devices?: readonly Device[];
  /** Devices that left within the last day, oldest first; absent: none. */
  readonly leftDevices?: readonly LeftDevice[];
  /** A run found a device without the current password, so the policy's rotation waits (`devices/`). */
  readonly heldForDevices?: true;
  /** When that wait ended. It was no delay, so the rotation counts as due since then. */
  readonly freedAt?: EpochMs;
  /** A device that left knows the password. Its `at` is the `wantedSince` too. */
  readonly askedRotation?: AskedRotation;
  /** The `nextRotationAt` that was announced last. */
  readonly announcedTurn?: EpochMs;
  /** Its turn has come and was not announced, because the schedule does not rotate the user now. A tick looks again as if the turn came then. */
  readonly announceFrom?: EpochMs;
  /** The last few rotation requests, newest last. */
  readonly rotationRequests: readonly RotationRequest[];
  /** The person's own rotations in self-service, newest last: as many as a day allows at most. */
  readonly ownRotations?: readonly OwnRotation[];
  /** The last binds that the person asked for in self-service; older ones than a minute count no longer. */
  readonly ownBinds?: readonly OwnBind[];
  /** Counts writes. For readers only: the store has its own guard. */
  readonly revision: number;
};

/** Whether a revocation is not confirmed yet. */
export const isBeingRevoked = ({ candidates }: Account): boolean =>
  candidates.at(-1)?.purpose === 'scramble';

export const holdsPassword = ({ current, candidates }: Account): boolean =>
  current !== undefined || candidates.length > 0;

/** The customer id of the Workspace whose password is kept; absent: not known, or no password. */
export const passwordOf = (account: Account): string | undefined =>
  holdsPassword(account) ? (account.customerId ?? undefined) : undefined;

/** When this account's newest password was made, confirmed or not; absent: it has none. */
export const passwordCreatedAt = ({ current, candidates }: Account): EpochMs | undefined =>
  candidates.findLast(({ purpose }) => purpose === 'set')?.createdAt ?? current?.createdAt;
