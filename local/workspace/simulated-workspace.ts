import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { epochMs } from '../../functions/domain/time';
import { type Clock } from '../../functions/ports/clock';
import { activeSyncCall } from './active-sync';
import { controlReply, isControl } from './control-api';
import { directoryCall } from './directory-api';
import { readBody, run, send, type Wire } from './exchange';
import { FaultPlan } from './fault';
import { type KeptGoogle, openGoogle } from './google-on-disk';
import { signJwtCall } from './iam-credentials';
import { type ClientCertificateFiles } from './ldap/client-certificates';
import { type LdapDirectory, openLdapDirectory } from './ldap/ldap-directory';
import { Limits } from './limits';
import { type KeyPair, newKeyPair as ownKeyPair } from './key-pair';
import { digestMatches } from './password-digest';
import { ADMIN_USERNAME } from './population';
import { seededRandom } from './random';
import { reportsCall } from './reports-api';
import { type Call, nothingHere, type Received } from './reply';
import { type KeyFile } from './service-account';
import { Statistics } from './statistics';
import { tokenCall } from './token-endpoint';
import { type WorkspaceUser } from './user';
import { WorkspaceStore } from './workspace-store';

export type WorkspaceOptions = {
  /** The number of users. The same number always gives the same users. */
  readonly users?: number;
  /** The folder where password digests and other state survive the process. Absent: nothing survives. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** Makes the pairs of service accounts' keys and of LDAP clients' certificates. */
  readonly newKeyPair?: () => KeyPair;
};

const DEFAULT_USERS = 300;

/** The machine's clock. A delayed call does not keep the process alive. */
const ownClock: Clock = {
  now: () => epochMs(Date.now()),
  sleep: async (duration) => {
    await wait(duration, undefined, { ref: false });
  },
};

/** A fake of Google that keeps state: its answers follow from earlier calls. */
export class SimulatedWorkspace {
  /** The super admin that the service acts as. */
  readonly adminUsername = ADMIN_USERNAME;
  /** What a deployment without a key file is configured with. */
  readonly keyless: { readonly serviceAccount: string; readonly clientId: string };
  /**
   * The bearer token that IAM Credentials accepts. It stands for the runtime's own sign-in and is new at each
   * start.
   */
  readonly runtimeAccessToken = `ya29.runtime-${randomBytes(24).toString('base64url')}`;
  readonly google: KeptGoogle;
  readonly wire: Wire;
  /** What a Secure LDAP server serves: see `startSecureLdap`. */
  readonly ldap: LdapDirectory;
  /** How far Google's clock is ahead of ours, in milliseconds. */
  clockOffsetMs = 0;
  readonly #store: WorkspaceStore | undefined;
  #keyFile: KeyFile | undefined;
  #ldapCertificate: ClientCertificateFiles | undefined;

  constructor(options: WorkspaceOptions = {}) {
    const { users = DEFAULT_USERS, folder, clock = ownClock, newKeyPair = ownKeyPair } = options;
    const now = (): number => clock.now() + this.clockOffsetMs;
    this.#store = folder === undefined ? undefined : new WorkspaceStore(folder);
    this.google = openGoogle(this.#store, users, now, newKeyPair);
    const { email, clientId } = this.google.keylessAccount;
    this.keyless = { serviceAccount: email, clientId };
    this.wire = {
      faults: new FaultPlan((userKey) => this.user(userKey)?.id),
      limits: new Limits(),
      statistics: new Statistics(),
      random: seededRandom(2),
      clock,
      now,
      latency: { minMs: 0, maxMs: 0 },
      closed: false,
    };
    this.ldap = openLdapDirectory(this.#store, this.google.state, clock, newKeyPair);
  }

  /** The key file to download: one for the life of the process. Files of earlier processes stay valid. */
  keyFile(): KeyFile {
    return (this.#keyFile ??= this.createKey());
  }

  /** The LDAP client's certificate and key to download: one pair, as above, until it is deleted. */
  ldapCertificate(): ClientCertificateFiles {
    const { clients } = this.ldap;
    if (!this.#ldapCertificate || !clients.accepts(this.#ldapCertificate.fingerprint)) {
      this.#ldapCertificate = clients.create();
    }
    return this.#ldapCertificate;
  }

  /** Another key of the same service account, as created by "Add key" in the console. */
  createKey(): KeyFile {
    const file = this.google.keyAccount.createKey();
    this.google.keepAccount(this.google.keyAccount);
    return file;
  }

  /** By id, primary address or alias. */
  user(userKey: string): WorkspaceUser | undefined {
    return this.google.state.users.find(userKey);
  }

  /** Whether Google holds exactly this password for the user. False also if no password was ever set. */
  passwordMatches(userKey: string, password: string): boolean {
    return digestMatches(this.user(userKey)?.password, password);
  }

  /** Node's request handler. Paths begin with `/google` or are at the root; anything else is a 404. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#answer(request, response).catch(() => {
      response.destroy();
    });
  };

  /** Closes the files. Calls that are still delayed never take effect. */
  close(): void {
    this.wire.closed = true;
    this.#store?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const now = this.wire.now();
    if (body === undefined) {
      send(response, { status: 413, body: '' }, now);
      return;
    }
    const received = receive(request, body);
    if (isControl(received)) {
      send(response, controlReply(this, received, request.socket.remoteAddress), now);
      return;
    }
    const call = this.#callOf(received);
    if (call === undefined) send(response, nothingHere, now);
    else await run(this.wire, call, response);
  }

  #callOf(received: Received): Call | undefined {
    const { state, keylessAccount } = this.google;
    const signing = { account: keylessAccount, runtimeAccessToken: this.runtimeAccessToken };
    return (
      directoryCall(state, received) ??
      reportsCall(state, received) ??
      tokenCall(state, received) ??
      activeSyncCall(state, received) ??
      signJwtCall(signing, received)
    );
  }
}

function receive(request: IncomingMessage, body: Buffer): Received {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return {
    method: request.method ?? '',
    path: path.startsWith('/google/') ? path.slice('/google'.length) : path,
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: request.headers,
    body,
  };
}

export const simulatedWorkspace = (options?: WorkspaceOptions): SimulatedWorkspace =>
  new SimulatedWorkspace(options);
