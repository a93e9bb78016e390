import { type z } from 'zod';

/** Something an administrator should know, in English. */
export type Notice = { readonly code: string; readonly message: string; readonly url?: string };

/** Where a client signs in. */
export type SignInHost = { readonly host: string; readonly ssl: boolean };

/** Who signs in with it. `password` is revealed: a client's settings hold it. */
export type SignInUser = {
  readonly userId: string;
  readonly primaryEmail: string;
  readonly password: string;
};

/** One form of a client's settings. */
export type SettingsForm = {
  readonly mediaType: string;
  /** Of a JSON form. */
  readonly schema?: z.ZodType;
  /** A JSON form's value, or the text of a file. */
  readonly write: (user: SignInUser, host: SignInHost) => object | string;
};

/** A kind of client that signs in with a user name and a password: what it needs, and how it gets that. */
export type Client = {
  /** `GET /v1/users/{userKey}/{id}` gives its settings; never changed. */
  readonly id: string;
  readonly operationId: string;
  readonly summary: string;
  /** Google's own; a simulated Google names another. */
  readonly host: SignInHost;
  /** The first is given unless `Accept` names another one. */
  readonly forms: readonly [SettingsForm, ...SettingsForm[]];
  /** Told with every user's preflight while Google does not let it sign in. */
  readonly endedAtGoogle?: Notice;
};
