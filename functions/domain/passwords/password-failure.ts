import { type Drift } from '../account';
import { type Configuration, isDelegated, serviceAccountOf } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { type DurationMs, type EpochMs } from '../time';
import { type Refusal } from '../user';

/**
 * Whose role does not let a user be seen or changed: the service account that acts as itself, by address.
 * `orgUnitPath`: the user's unit, as far as it is known.
 */
export type OwnRole = { readonly serviceAccount: string; readonly orgUnitPath?: string };

/** Refusals that a service account's own role may be the cause of. */
const OF_A_ROLE: ReadonlySet<GoogleFailure['code']> = new Set(['not-authorized', 'user-not-found']);

/** Whose role may be the cause, without delegation; empty: another failure, or an administrator's. */
export function ownRole(
  { connection }: Pick<Configuration, 'connection'>,
  { code }: GoogleFailure,
  orgUnitPath: string | undefined,
): { readonly role?: OwnRole } {
  if (connection === undefined || isDelegated(connection) || !OF_A_ROLE.has(code)) return {};
  const serviceAccount = serviceAccountOf(connection);
  return { role: { serviceAccount, ...(orgUnitPath === undefined ? {} : { orgUnitPath }) } };
}

/**
 * Why a call about a password did not give what was asked. Each of these is an expected outcome.
 *
 * `google-failed`: Google failed before anything was recorded; nothing changed.
 * `rejected`: Google refused, and nothing changed there. `unconfirmed`: an earlier password is in doubt.
 * `outcome-unknown`: Google may hold a password that is recorded but not confirmed, or an earlier call may
 * still arrive. The same call settles it later. `changing`: another call is at it now, and this one sent
 * nothing. `again`: it was already unknown before this call.
 */
export type PasswordFailure =
  | { readonly kind: 'not-configured' }
  | { readonly kind: 'google-failed'; readonly failure: GoogleFailure; readonly role?: OwnRole }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-password' }
  /** The password was forgotten only here, and Google still accepts it. */
  | { readonly kind: 'left-at-google' }
  /** The policy keeps passwords for some hours after they are set, and those of this one are over. */
  | { readonly kind: 'retention-over'; readonly setAt: EpochMs }
  /** Somebody else changed the password at Google, so the stored one is not told. */
  | { readonly kind: 'drifted'; readonly drift: Drift }
  /** The account belongs to another Workspace. `connected`: whether the connected Workspace is known. */
  | { readonly kind: 'other-workspace'; readonly connected: boolean }
  | { readonly kind: 'in-progress'; readonly retryAfterMs: DurationMs }
  | {
      readonly kind: 'rejected';
      readonly failure: GoogleFailure;
      readonly unconfirmed: boolean;
      readonly role?: OwnRole;
    }
  | {
      readonly kind: 'outcome-unknown';
      readonly retryAfterMs: DurationMs;
      readonly changing?: boolean;
      readonly again?: boolean;
    };

/** When to ask again after an unknown outcome. The same candidate may be sent at any time. */
export const SETTLE_AGAIN_MS = 2_000 as DurationMs;
