import { sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  type SimulatedWorkspace,
  simulatedWorkspace,
  type WorkspaceOptions,
} from '../../../local/workspace/simulated-workspace';
import { preparedKeyPair } from '../../prepared/key-pairs';
import { type KeyFile } from '../../../local/workspace/service-account';

const USER_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

/** `undefined` leaves a claim out. */
export type Claims = Readonly<Record<string, string | number | undefined>>;

/** The simulated Workspace behind a real server, with the calls that tests make to it. */
export class RunningWorkspace {
  readonly workspace: SimulatedWorkspace;
  readonly #server: Server;

  private constructor(workspace: SimulatedWorkspace, server: Server) {
    this.workspace = workspace;
    this.#server = server;
  }

  static async start(options: WorkspaceOptions = {}): Promise<RunningWorkspace> {
    const workspace = simulatedWorkspace({ newKeyPair: preparedKeyPair, ...options });
    const server = createServer(workspace.handle);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new RunningWorkspace(workspace, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((closed) =>
      this.#server.close(() => {
        closed();
      }),
    );
    this.workspace.close();
  }

  /** Signs the usual claims as the key file's account. `claims` overrides some of them. */
  assertion(claims: Claims = {}, file: KeyFile = this.workspace.keyFile()): string {
    const now = Math.floor(this.workspace.wire.now() / 1000);
    return signed(file.private_key, {
      iss: file.client_email,
      sub: 'admin@example.com',
      scope: USER_SCOPE,
      aud: 'https://oauth2.googleapis.com/token',
      iat: now,
      exp: now + 3600,
      ...claims,
    });
  }

  requestToken(assertion: string = this.assertion()): Promise<Response> {
    return fetch(`${this.url}/google/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
      }),
    });
  }

  /** Returns an access token that acts as `subject`. */
  async signIn(subject = 'admin@example.com'): Promise<string> {
    const answer = await this.requestToken(this.assertion({ sub: subject }));
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** Returns an access token of the key's service account itself: without `sub`, as nobody else. */
  async signInAsItself(scope = USER_SCOPE): Promise<string> {
    const answer = await this.requestToken(this.assertion({ sub: undefined, scope }));
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  directory(token: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/google/admin/directory/v1/users${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  }

  setPassword(token: string, userKey: string, password: string): Promise<Response> {
    const body = JSON.stringify({ password });
    return this.directory(token, `/${encodeURIComponent(userKey)}`, { method: 'PUT', body });
  }

  control(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/google/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }

  /** Signs in a device. Returns the status. */
  async device(userName: string, password: string): Promise<number> {
    const credentials = Buffer.from(`${userName}:${password}`).toString('base64');
    const answer = await fetch(`${this.url}/Microsoft-Server-ActiveSync?Cmd=FolderSync`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
    });
    return answer.status;
  }
}

/** A JWT with the header that google-auth-library sends, without `typ` and `kid`. */
function signed(privateKey: string, claims: Claims): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256' })}.${part(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}
