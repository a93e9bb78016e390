import { type Secret } from '../domain/secret';
import { type DurationMs } from '../domain/time';
import { type BindFailure } from '../domain/proofs/bind-failure';

/** What Google's Secure LDAP asks of a client before any bind: both are PEM. */
export type LdapIdentity = { readonly certificate: string; readonly privateKey: Secret };

/** A simple bind: a user's name there (an address or a DN), and the password to try. */
export type Bind = { readonly name: string; readonly password: Secret };

/**
 * The answer to one bind. `works`: result code 0. `refused`: 49, a doubt about the password. `unknown`: any
 * other answer, or none; it says nothing of the password. `sent`: the password went out, and no readable answer
 * came: Google may have refused it.
 */
export type BindOutcome =
  | { readonly result: 'works' }
  | { readonly result: 'refused' }
  | { readonly result: 'unknown'; readonly failure: BindFailure; readonly sent?: true };

/**
 * A connection that is opened before its bind. `bind`: as `PasswordProver.bind`, at most once; it opens a connection
 * of its own if this one is not open, or has ended. `close`: to be called in any case.
 */
export type Preconnection = {
  bind(bind: Bind, withinMs: DurationMs): Promise<BindOutcome>;
  close(): void;
};

/** Binds at Google's Secure LDAP. Nothing is searched, nothing is retried, and no vendor error passes. */
export interface PasswordProver {
  /**
   * Opens a connection and closes it again: TLS with SNI, a trusted chain, the client certificate. Returns the
   * reason if there is none. Under TLS 1.3 a refused certificate may show only in a bind.
   */
  connect(identity: LdapIdentity, withinMs: DurationMs): Promise<BindFailure | undefined>;

  /**
   * One bind on a connection of its own. An empty password is never sent: it would be an anonymous bind, which
   * can answer 0; throws before the socket opens.
   */
  bind(identity: LdapIdentity, bind: Bind, withinMs: DurationMs): Promise<BindOutcome>;

  /** Begins to open a connection for a bind that is likely to follow, which then need not wait for it. */
  preconnect(identity: LdapIdentity): Preconnection;
}
