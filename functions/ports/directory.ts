import { type Connection } from '../domain/configuration/configuration';
import { type GoogleFailure } from '../domain/google-failure';
import { type Secret } from '../domain/secret';
import { type DurationMs } from '../domain/time';
import { type DirectoryUser } from '../domain/user';
import { type UserId } from '../domain/account';

/** A call that was answered, or a definite or doubtful failure. Reading calls can't leave doubt. */
export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'failed'; readonly failure: GoogleFailure };

/**
 * What became of a password that was to be sent. `applied`: with the primary address that the user has
 * at Google now, where the answer names it. `rejected`: Google gave a definite no, or nothing was
 * sent; nothing changed.
 * `unknown`: it may have been applied, or may still be (time-out, broken connection, 5xx, anything
 * that can't be read).
 */
export type SetPasswordOutcome =
  | { readonly kind: 'applied'; readonly primaryEmail?: string }
  | { readonly kind: 'rejected'; readonly failure: GoogleFailure }
  | { readonly kind: 'unknown'; readonly failure: GoogleFailure };

/** `keepsAtNextLogin`: Google stops asking this user for another password at the next sign-in. */
export type SetAlso = { readonly keepsAtNextLogin: boolean };

export type UserPage = {
  /** Those that can be read; an entry that can't be is left out, and keeps nobody else from being listed. */
  readonly users: readonly DirectoryUser[];
  readonly nextPageToken?: string;
};

/** Google's directory, signed in as the configured admin. No call retries by itself, save once after a 401. */
export interface Directory {
  /** By primary address, alias or id. A missing user is the failure `user-not-found`. */
  findUser(userKey: string): Promise<Answer<DirectoryUser>>;

  /**
   * Users by page, 1 to 500 of them, by primary address as Google sorts it; with `orgUnitPath` those of that
   * unit and the units below.
   */
  listUsers(page: {
    pageToken?: string;
    limit: number;
    orgUnitPath?: string;
  }): Promise<Answer<UserPage>>;

  /**
   * Sets a user's password: `users.update` with `{password}`, and `changePasswordAtNextLogin: false` beside
   * it only if asked to. Settles within `deadlineMs`, and
   * sends nothing after it, even if this process stood still in between.
   */
  setPassword(
    userId: UserId,
    password: Secret,
    deadlineMs: DurationMs,
    also?: SetAlso,
  ): Promise<SetPasswordOutcome>;
}

/** Signs in. Tokens and parsed keys are kept for their life. */
export interface DirectoryConnector {
  /**
   * The directory as this connection sees it. Fails with a `tenant` failure when no token can be had,
   * so that a caller finds out before it records anything.
   */
  connect(connection: Connection): Promise<Answer<Directory>>;
}
