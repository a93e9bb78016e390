import { type Connection } from '../domain/configuration/configuration';
import { type GoogleFailure } from '../domain/google-failure';
import { type Secret } from '../domain/secret';
import { type DurationMs } from '../domain/time';
import { type DirectoryUser } from '../domain/user';
import { type UserId } from '../domain/account';

/** The value that a call returned, or its failure, definite or not. A read never leaves doubt. */
export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'failed'; readonly failure: GoogleFailure };

/**
 * The outcome of sending a password.
 *
 * `applied`: Google accepted it. `primaryEmail`: the user's primary address at Google now, if the answer
 * names it.
 * `rejected`: Google definitely refused, or nothing was sent; nothing changed.
 * `unknown`: it may have been applied, or may still be (time-out, broken connection, 5xx, unreadable answer).
 */
export type SetPasswordOutcome =
  | { readonly kind: 'applied'; readonly primaryEmail?: string }
  | { readonly kind: 'rejected'; readonly failure: GoogleFailure }
  | { readonly kind: 'unknown'; readonly failure: GoogleFailure };

/** `keepsAtNextLogin`: Google stops asking this user for another password at the next sign-in. */
export type SetAlso = { readonly keepsAtNextLogin: boolean };

export type UserPage = {
  /** The readable entries. An unreadable entry is left out and does not hide the others. */
  readonly users: readonly DirectoryUser[];
  readonly nextPageToken?: string;
};

/** Google's directory, signed in as the configured admin. A call is sent again only once, after a 401. */
export interface Directory {
  /** By primary address, alias or id. A missing user is the failure `user-not-found`. */
  findUser(userKey: string): Promise<Answer<DirectoryUser>>;

  /**
   * A page of 1 to 500 users by primary address, as Google sorts it. `orgUnitPath`: only users of that unit
   * and the units below.
   */
  listUsers(page: {
    pageToken?: string;
    limit: number;
    orgUnitPath?: string;
  }): Promise<Answer<UserPage>>;

  /**
   * Sets a user's password: `users.update` with `{password}`, and `changePasswordAtNextLogin: false` with it
   * only if asked to. Settles within `deadlineMs` and sends nothing after that, even if this process was
   * frozen meanwhile.
   */
  setPassword(
    userId: UserId,
    password: Secret,
    deadlineMs: DurationMs,
    also?: SetAlso,
  ): Promise<SetPasswordOutcome>;
}

/** Signs in. Tokens and parsed keys are cached for their lifetime. */
export interface DirectoryConnector {
  /**
   * The directory as this connection sees it. Fails with a `tenant` failure if there is no token, so that a
   * caller learns this before it records anything.
   */
  connect(connection: Connection): Promise<Answer<Directory>>;
}
