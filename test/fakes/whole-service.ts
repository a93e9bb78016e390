import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { googleActivityLog } from '../../functions/adapters/google/activity-log';
import { googleDirectoryConnector } from '../../functions/adapters/google/directory-connector';
import { composeFunction, type FunctionName } from '../../functions/composition';
import { type Platform } from '../../functions/platform';
import { CallTraffic } from '../../functions/domain/pace/call-traffic';
import { DEFAULT_CONFIGURATION } from '../../functions/domain/configuration/configuration';
import { DEFAULT_POLICY, type Policy } from '../../functions/domain/configuration/policy';
import { Secret } from '../../functions/domain/secret';
import { keepBodyRaw } from '../../functions/http/raw-bodies';
import { withoutDomains } from '../../functions/http/without-domains';
import { jsonLog } from '../../functions/log';
import { LocalRotation } from '../../local/local-rotation';
import { type DataFolder, openDataFolder } from '../../local/platform/data-folder';
import { systemTimer } from '../../local/platform/timer';
import { SimulatedWorkspace } from '../../local/workspace/simulated-workspace';
import { CUSTOMER_ID } from '../../local/workspace/user';
import { putPreparedDatabase } from '../prepared/database';
import { preparedKeyPair } from '../prepared/key-pairs';
import { FakeLdap } from './fake-ldap';
import { instantFlush } from './instant-flush';
import { ManualClock } from './manual-clock';

export type WholeServiceOptions = {
  /** The number of users in the simulated Workspace. */
  readonly users?: number;
};

/** The functions on the embedded platform, in a folder of their own, connected to a simulated Workspace. */
export class WholeService {
  readonly clock = new ManualClock();
  readonly workspace: SimulatedWorkspace;
  /** Google's Secure LDAP: a fake that accepts every certificate unless a test says otherwise. */
  readonly ldap = new FakeLdap();
  /** Everything that was logged. */
  readonly lines: string[] = [];
  readonly platform: Platform;
  readonly folder: string;
  /** Answers as Google: the simulated Workspace unless a test replaces it. */
  google: (request: IncomingMessage, response: ServerResponse) => void;
  readonly #data: DataFolder;
  readonly #google: Server;

  private constructor(
    folder: string,
    data: DataFolder,
    google: Server,
    { users = 40 }: WholeServiceOptions,
  ) {
    this.folder = folder;
    this.#data = data;
    this.workspace = new SimulatedWorkspace({
      users,
      clock: this.clock,
      newKeyPair: preparedKeyPair,
    });
    this.google = this.workspace.handle;
    this.#google = google.on('request', (request, response) => {
      this.google(request, response);
    });
    const { port } = google.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const reached = {
      tokenUrl: `${url}/google/token`,
      adminRootUrl: `${url}/google`,
      iamCredentialsRootUrl: `${url}/google`,
      keys: data.keys,
      clock: this.clock,
      keylessBearer: () => Promise.resolve(this.workspace.runtimeAccessToken),
    };
    const rotation = new LocalRotation({
      folder: data,
      env: { rotationIntervalSeconds: 900 },
      timer: systemTimer,
      log: jsonLog((line) => this.lines.push(line), this.clock),
      newId: randomUUID,
    }); // not started: tasks are stored but not delivered
    this.platform = {
      ...data,
      bindPace: data.bindPace(this.clock),
      tasks: rotation.tasks,
      waker: rotation.waker,
      prover: this.ldap,
      clock: this.clock,
      randomBytes,
      newId: randomUUID,
      writeLine: (line) => this.lines.push(line),
      // The gateway's and the edge's own tests cover roles. Here the assertion is the address.
      verifyAssertion: (email) => Promise.resolve({ email }),
      members: {
        systemManagement: ['system-management@example.com'],
        systemReadOnly: ['read-only@example.com'],
      },
      selfServiceMembers: ['domain:example.com'],
      callsPerSecond: 25,
      proofsPerSecond: 1,
      callsAtOnce: 10,
      traffic: new CallTraffic(),
      keyless: this.workspace.keyless,
      directory: googleDirectoryConnector({
        ...reached,
        log: jsonLog((line) => this.lines.push(line), this.clock),
      }),
      activityLog: googleActivityLog(reached),
    };
  }

  static async open(options: WholeServiceOptions = {}): Promise<WholeService> {
    const folder = mkdtempSync(join(tmpdir(), 'whole-service-'));
    putPreparedDatabase(folder);
    const data = await openDataFolder(folder, { flush: instantFlush });
    const google = createServer();
    await new Promise<void>((resolve) => google.listen(0, '127.0.0.1', resolve));
    return new WholeService(folder, data, google, options);
  }

  /**
   * One of the functions inside functions-framework, which does not parse its bodies, as in the cloud. Uses
   * the service's own platform by default.
   */
  serve(name: FunctionName, platform: Platform = this.platform): Server {
    withoutDomains();
    http(name, composeFunction(name, platform));
    return getTestServer(name).prependListener('request', keepBodyRaw);
  }

  /** Connects the Workspace with its key file, without calling `configuration`. */
  async connect(policy: Partial<Policy> = {}): Promise<void> {
    const file = this.workspace.keyFile();
    const keyVersion = await this.platform.keys.add(new Secret(JSON.stringify(file)));
    await this.platform.configurations.transact(() => ({
      write: {
        ...DEFAULT_CONFIGURATION,
        policy: { ...DEFAULT_POLICY, ...policy },
        connection: {
          adminUsername: this.workspace.adminUsername,
          credential: {
            kind: 'key',
            keyVersion,
            clientId: file.client_id,
            clientEmail: file.client_email,
            projectId: file.project_id,
            keyId: file.private_key_id,
            uploadedAt: this.clock.now(),
          },
        },
        customerId: CUSTOMER_ID,
        connectedAt: this.clock.now(),
        revision: 1,
      },
      result: undefined,
    }));
  }

  close(): void {
    this.workspace.close();
    this.#google.closeAllConnections();
    this.#google.close();
    this.#data.close();
    rmSync(this.folder, { recursive: true });
  }
}
