import { setTimeout } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';

export type Told = { readonly userId: string; readonly password: string; readonly version: number };

/** Calls as an MDM makes them: repeats a call if the problem document allows it. */
export class PasswordClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Uploads a key. Returns the state of the verification. */
  async configure(adminUsername: string, serviceAccountKey: unknown): Promise<string> {
    const response = await fetch(`${this.#url}/v1/configuration`, {
      method: 'PUT',
      headers: { 'content-type': 'application/vnd.google-apps-passwords.configuration+json' },
      body: JSON.stringify({ adminUsername, serviceAccountKey }),
    });
    const { verification } = (await response.json()) as { verification: { state: string } };
    return verification.state;
  }

  /** Uploads the certificate and the key of an LDAP client. Returns the state of the verification. */
  async connectLdap(certificate: string, privateKey: string): Promise<string> {
    const response = await fetch(`${this.#url}/v1/secure-ldap`, {
      method: 'PUT',
      headers: { 'content-type': 'application/vnd.google-apps-passwords.configuration+json' },
      body: JSON.stringify({ certificate, privateKey }),
    });
    const { secureLdap } = (await response.json()) as {
      secureLdap: { verification: { state: string } };
    };
    return secureLdap.verification.state;
  }

  issue(user: string): Promise<Told> {
    return this.#persist('PUT', `/v1/users/${user}/password`);
  }

  read(user: string): Promise<Told> {
    return this.#persist('GET', `/v1/users/${user}/password`);
  }

  rotate(user: string): Promise<Told> {
    return this.#persist('POST', `/v1/users/${user}/password/rotation`, {
      'idempotency-key': randomUUID(),
    });
  }

  /** Starts a run of proofs of these users. Returns its id. */
  async prove(userKeys: readonly string[]): Promise<string> {
    const response = await fetch(`${this.#url}/v1/proofs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope: { userKeys } }),
    });
    return ((await response.json()) as { runId: string }).runId;
  }

  async revoke(user: string): Promise<void> {
    await this.#persist('DELETE', `/v1/users/${user}/password`);
  }

  async #persist(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    for (;;) {
      const response = await fetch(`${this.#url}${path}`, { method, headers });
      const text = await response.text();
      const body: unknown = text === '' ? {} : JSON.parse(text);
      if (response.ok) return body as Told;
      const { retry, type } = body as { retry: string; type: string };
      if (retry !== 'same-request') throw new Error(`${method} ${path}: ${type}`);
      await setTimeout(1_000 * Number(response.headers.get('retry-after') ?? 1));
    }
  }
}
