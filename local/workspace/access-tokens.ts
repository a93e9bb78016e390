import { randomBytes } from 'node:crypto';

/** What an access token permits. */
export type Grant = {
  readonly clientId: string;
  /** The id of the user that the service account acts as. Absent: it acts as itself. */
  readonly subjectId?: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
};

/** Google's tokens live one hour and report one second less. */
export const TOKEN_LIFE_SECONDS = 3599;

/** Expired tokens are removed once this many are kept. */
const SWEEP_AT = 5_000;

/** The access tokens issued so far, in memory: after a restart a client has to sign in again. */
export class AccessTokens {
  readonly #grants = new Map<string, Grant>();

  issue(grant: Omit<Grant, 'expiresAtMs'>, nowMs: number): string {
    if (this.#grants.size >= SWEEP_AT) this.#sweep(nowMs);
    const token = `ya29.${randomBytes(40).toString('base64url')}`;
    this.#grants.set(token, { ...grant, expiresAtMs: nowMs + TOKEN_LIFE_SECONDS * 1000 });
    return token;
  }

  /** Undefined if the token is unknown, revoked or expired. */
  find(token: string | undefined, nowMs: number): Grant | undefined {
    const grant = token === undefined ? undefined : this.#grants.get(token);
    return grant !== undefined && grant.expiresAtMs > nowMs ? grant : undefined;
  }

  revokeAll(): void {
    this.#grants.clear();
  }

  #sweep(nowMs: number): void {
    for (const [token, grant] of this.#grants) {
      if (grant.expiresAtMs <= nowMs) this.#grants.delete(token);
    }
  }
}
