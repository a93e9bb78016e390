import { once } from 'node:events';
import { preparedKeyPair } from '../../../prepared/key-pairs';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import { type BindFaultRule } from '../../../../local/workspace/ldap/bind-fault';
import { type ClientCertificateFiles } from '../../../../local/workspace/ldap/client-certificates';
import { type LdapSettings } from '../../../../local/workspace/ldap/settings';
import {
  type SecureLdapServer,
  startSecureLdap,
} from '../../../../local/workspace/ldap/secure-ldap';
import { digestPassword } from '../../../../local/workspace/password-digest';
import {
  type SimulatedWorkspace,
  simulatedWorkspace,
  type WorkspaceOptions,
} from '../../../../local/workspace/simulated-workspace';
import { withPassword, type WorkspaceUser } from '../../../../local/workspace/user';
import { HeldClock } from '../held-clock';

/** A simulated Secure LDAP server on a free port, a clock that stands still, and `ldapts` as its client. */
export class RunningLdap {
  readonly workspace: SimulatedWorkspace;
  readonly server: SecureLdapServer;
  readonly clock: HeldClock;
  readonly #open = new Set<Client | TLSSocket>();

  private constructor(workspace: SimulatedWorkspace, server: SecureLdapServer, clock: HeldClock) {
    this.workspace = workspace;
    this.server = server;
    this.clock = clock;
  }

  static async start(options: WorkspaceOptions = {}): Promise<RunningLdap> {
    const clock = new HeldClock();
    const workspace = simulatedWorkspace({
      users: 20,
      clock,
      newKeyPair: preparedKeyPair,
      ...options,
    });
    return new RunningLdap(workspace, await startSecureLdap(workspace.ldap), clock);
  }

  async stop(): Promise<void> {
    for (const open of this.#open) {
      if (open instanceof Client) await open.unbind();
      else open.destroy();
    }
    await this.server.stop();
    this.workspace.close();
  }

  /** What a client needs to connect. */
  trust(files: ClientCertificateFiles = this.workspace.ldapCertificate()): ConnectionOptions {
    const { ca, servername } = this.server;
    return { ca, servername, cert: files.certificate, key: files.privateKey };
  }

  client(tlsOptions: ConnectionOptions = this.trust()): Client {
    const client = new Client({ url: this.server.url, tlsOptions, strictDN: false });
    this.#open.add(client);
    return client;
  }

  /** Binds on a connection of its own. Returns the result code. */
  bind(name: string, password: string, files?: ClientCertificateFiles): Promise<number> {
    return codeOf(this.client(this.trust(files)).bind(name, password));
  }

  /** The client's own connection without a client library, after its handshake. */
  async raw(options: ConnectionOptions = this.trust()): Promise<TLSSocket> {
    const { port } = new URL(this.server.url);
    const socket = connect({ ...options, host: '127.0.0.1', port: Number(port) });
    this.#open.add(socket);
    await once(socket, 'secureConnect');
    return socket;
  }

  user(userKey: string): WorkspaceUser {
    return this.workspace.user(userKey)!;
  }

  change(userKey: string, change: Partial<WorkspaceUser>): void {
    this.workspace.google.state.putUser({ ...this.user(userKey), ...change });
  }

  /** As the Directory API sets it, now. */
  setPassword(userKey: string, password: string): void {
    const user = this.user(userKey);
    this.change(userKey, withPassword(user, digestPassword(password), this.clock.nowMs));
  }

  set(settings: Partial<LdapSettings>): void {
    this.workspace.ldap.change({ ...this.workspace.ldap.settings, ...settings });
  }

  fault(...rules: BindFaultRule[]): void {
    this.workspace.ldap.faults.set(rules);
  }

  /** The codes of the binds so far, the oldest first. */
  codes(): (number | undefined)[] {
    return this.workspace.ldap.log.last.map(({ code }) => code);
  }
}

/** 0, or the code that the server refused with. Anything else is thrown. */
export async function codeOf(operation: Promise<unknown>): Promise<number> {
  try {
    await operation;
    return 0;
  } catch (error) {
    if (error instanceof ResultCodeError) return error.code;
    throw error;
  }
}
