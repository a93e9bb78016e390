import { type z } from 'zod';

/** Something an administrator should know, in English. */
export type Notice = { readonly code: string; readonly message: string; readonly url?: string };

/** Where a client signs in. */
export type SignInHost = { readonly host: string; readonly ssl: boolean };

/** The user who signs in. `password` is plain text, because a client's settings contain it. */
export type SignInUser = {
  readonly userId: string;
  readonly primaryEmail: string;
  readonly password: string;
};

/** One form of a client's settings. */
export type SettingsForm = {
  readonly mediaType: string;
  /** Only for a JSON form. */
  readonly schema?: z.ZodType;
  /** Returns the value of a JSON form, or the text of a file. */
  readonly write: (user: SignInUser, host: SignInHost) => object | string;
};

/** A kind of client that signs in with a user name and a password, and the settings it needs. */
export type Client = {
  /** `GET /v1/users/{userKey}/{id}` gives its settings. Never changes. */
  readonly id: string;
  readonly operationId: string;
  readonly summary: string;
  /** Google's own host. A simulated Google uses another one. */
  readonly host: SignInHost;
  /** The first form is the default; `Accept` can name another one. */
  readonly forms: readonly [SettingsForm, ...SettingsForm[]];
  /** A notice in every user's preflight, for a client that Google no longer lets sign in. */
  readonly endedAtGoogle?: Notice;
};
