import { randomBytes, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { USER_FIELDS } from '../functions/adapters/google/directory-user';
import { DIRECTORY_SCOPE } from '../functions/domain/configuration/delegation';
import { population } from '../local/workspace/population';
import { type WorkspaceUser } from '../local/workspace/user';
import { newFolder } from './disk';
import { callHttp, callJson, type HttpAnswer } from './http-call';
import { OwnProcess } from './own-process';

export type KeyFile = {
  readonly client_email: string;
  readonly private_key: string;
  readonly private_key_id: string;
};

/** Its Secure LDAP, with what a client needs. All certificates are in PEM. */
export type SecureLdap = {
  readonly url: string;
  readonly servername: string;
  readonly ca: string;
  readonly caFile: string;
  readonly certificate: string;
  readonly privateKey: string;
};

export type GoogleUser = { readonly id: string; readonly primaryEmail: string };

export type GoogleStats = {
  readonly calls: Readonly<Record<string, number>>;
  readonly replies: Readonly<Record<string, number>>;
  readonly lastCallAtMs: number;
  readonly passwordChanges: { readonly byUser: Readonly<Record<string, number>> };
  readonly binds: { readonly total: number; readonly byCode: Readonly<Record<string, number>> };
};

export const ADMIN = 'admin@example.com';

/** The simulated Google Workspace in its own process, in memory. */
export class Google {
  readonly url: string;
  readonly process: OwnProcess;
  /** The users whose password may be set: no administrators, nobody suspended or archived. */
  readonly users: readonly GoogleUser[];
  #token = '';

  private constructor(url: string, process: OwnProcess, users: readonly GoogleUser[]) {
    this.url = url;
    this.process = process;
    this.users = users;
  }

  /** Starts it with this many users whose password may be set, plus one in twenty whose password may not. */
  static async start(wanted: number, { secureLdap = false } = {}): Promise<Google> {
    const { users, inAll } = populationWith(wanted);
    const process = new OwnProcess('the simulated Google', [
      ...['--import', 'tsx', 'local/workspace/main.ts'],
      ...['--users', String(inAll)],
      ...(secureLdap ? ['--ldap-port', '0'] : []),
    ]);
    const [, url] = await process.printed(/^(http:\S+)$/m);
    return new Google(url!, process, users);
  }

  /** Its Secure LDAP, if it was started with it, with another client certificate. */
  async secureLdap(): Promise<SecureLdap> {
    const [, url] = await this.process.printed(/^(ldaps:\S+)$/m);
    const { servername, ca } = (await this.#control('GET', 'ldap/server')) as SecureLdap;
    const files = (await this.#control('POST', 'ldap/certificates', {})) as SecureLdap;
    const { certificate, privateKey } = files;
    const caFile = join(newFolder(), 'ca.pem');
    writeFileSync(caFile, ca);
    return { url: url!, servername, ca, caFile, certificate, privateKey };
  }

  /** Sets the latency of later calls. */
  async setLatency(ms: number): Promise<void> {
    await this.#control('PUT', 'latency', { minMs: ms, maxMs: ms });
  }

  async setQuota(queriesPerMinute: number | undefined): Promise<void> {
    await this.#control('PUT', 'quota', queriesPerMinute === undefined ? {} : { queriesPerMinute });
  }

  /** How many binds a second its Secure LDAP takes; null: any number. */
  async setBindQuota(bindsPerSecond: number | null): Promise<void> {
    await this.#control('PUT', 'ldap', { bindsPerSecond });
  }

  async keyFile(): Promise<KeyFile> {
    return (await this.#control('POST', 'keys', {})) as KeyFile;
  }

  async stats(): Promise<GoogleStats> {
    return (await this.#control('GET', 'stats')) as GoogleStats;
  }

  /** Resets the counters. */
  async forgetStats(): Promise<void> {
    await this.#control('DELETE', 'stats');
  }

  /** Whether it holds this password for the user. */
  async holds({ id }: GoogleUser, password: string): Promise<boolean> {
    const checked = await this.#control('POST', `users/${id}/password-check`, { password });
    return (checked as { matches: boolean }).matches;
  }

  /** Signs in for `readUser` and `setPassword`. Returns the token. */
  async signIn(): Promise<string> {
    const { client_email, private_key, private_key_id } = await this.keyFile();
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: client_email,
      sub: ADMIN,
      scope: DIRECTORY_SCOPE,
      aud: 'https://oauth2.googleapis.com/token',
      iat: now,
      exp: now + 3600,
    };
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${part({ alg: 'RS256', kid: private_key_id })}.${part(claims)}`;
    const assertion = `${content}.${sign('RSA-SHA256', Buffer.from(content), private_key).toString('base64url')}`;
    const answer = await callHttp({
      method: 'POST',
      url: `${this.url}/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
      }).toString(),
    });
    this.#token = (JSON.parse(answer.text) as { access_token: string }).access_token;
    return this.#token;
  }

  /** The call with which the service looks up a user, made directly. */
  readUser(key: string): Promise<HttpAnswer> {
    return callHttp({
      method: 'GET',
      url: `${this.#userUrl(key)}?fields=${encodeURIComponent(USER_FIELDS)}`,
      headers: { authorization: `Bearer ${this.#token}` },
    });
  }

  /** The call with which the service sets a password, made directly. */
  setPassword(key: string): Promise<HttpAnswer> {
    const body = JSON.stringify({ password: randomBytes(18).toString('base64url') });
    return callHttp({
      method: 'PUT',
      url: `${this.#userUrl(key)}?fields=id`,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body,
    });
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  #userUrl(key: string): string {
    return `${this.url}/admin/directory/v1/users/${encodeURIComponent(key)}`;
  }

  #control(method: string, resource: string, body?: unknown): Promise<unknown> {
    return callJson(method, `${this.url}/control/${resource}`, body);
  }
}

/** The simulated domain with this many users whose password may be set, and its total number of users. */
function populationWith(wanted: number): {
  readonly users: readonly GoogleUser[];
  readonly inAll: number;
} {
  const users: GoogleUser[] = [];
  let inAll = 0;
  for (const user of population(Infinity)) {
    if (users.length === wanted) break;
    inAll += 1;
    if (isOrdinary(user)) users.push({ id: user.id, primaryEmail: user.primaryEmail });
  }
  return { users, inAll };
}

const isOrdinary = (user: WorkspaceUser): boolean =>
  !(user.suspended || user.archived || user.isAdmin || user.isDelegatedAdmin);
