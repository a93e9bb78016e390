import { googleDirectoryConnector } from '../../functions/adapters/google/directory-connector';
import { type DelegatedConnection } from '../../functions/domain/configuration/configuration';
import { Secret } from '../../functions/domain/secret';
import { epochMs } from '../../functions/domain/time';
import { type ConnectionProbe } from '../../functions/ports/connection-probe';
import { type Directory, type DirectoryConnector } from '../../functions/ports/directory';
import { type SimulatedWorkspace } from '../../local/workspace/simulated-workspace';
import { KEY_FILE, PUBLIC_PEM } from '../fixtures/key-files';
import { ManualClock } from './manual-clock';
import { MemoryKeyVault } from './memory-key-vault';

export type Connected = {
  readonly google: DirectoryConnector & ConnectionProbe;
  readonly connection: DelegatedConnection;
  readonly keys: MemoryKeyVault;
  readonly clock: ManualClock;
  readonly logged: { call: string; code: string; httpStatus?: number }[];
};

export const KEYLESS: DelegatedConnection = {
  adminUsername: 'admin@example.com',
  credential: {
    kind: 'keyless',
    serviceAccount: 'runtime@example-project.iam.gserviceaccount.com',
    clientId: '104729130363100000002',
  },
};

/** The real adapter with a key in a vault. All of Google's endpoints are at `rootUrl`. */
export async function connectedTo(
  rootUrl: string,
  more: {
    keylessBearer?: () => Promise<string>;
    adminRootUrl?: string;
    keyFile?: typeof KEY_FILE;
  } = {},
): Promise<Connected> {
  const { keyFile = KEY_FILE } = more;
  const keys = new MemoryKeyVault();
  const clock = new ManualClock(Date.now());
  const logged: Connected['logged'] = [];
  const google = googleDirectoryConnector({
    tokenUrl: `${rootUrl}token`,
    adminRootUrl: more.adminRootUrl ?? rootUrl,
    iamCredentialsRootUrl: rootUrl,
    keys,
    clock,
    keylessBearer: more.keylessBearer ?? (() => Promise.resolve('runtime-token')),
    log: { googleFailure: (line) => logged.push(line) },
  });
  const connection: DelegatedConnection = {
    adminUsername: 'admin@example.com',
    credential: {
      kind: 'key',
      keyVersion: await keys.add(new Secret(JSON.stringify(keyFile))),
      clientId: keyFile.client_id,
      clientEmail: keyFile.client_email,
      projectId: keyFile.project_id,
      keyId: keyFile.private_key_id,
      uploadedAt: epochMs(0),
    },
  };
  return { google, connection, keys, clock, logged };
}

/**
 * The fixture's key file, registered with this Google as a key of its service account: generating a key is
 * slow.
 */
export function registeredKeyFile({ google }: SimulatedWorkspace): typeof KEY_FILE {
  const { keyAccount } = google;
  keyAccount.putKey({ keyId: KEY_FILE.private_key_id, pem: PUBLIC_PEM, disabled: false });
  return { ...KEY_FILE, client_email: keyAccount.email, client_id: keyAccount.clientId };
}

/** The directory. Fails the test if connecting fails. */
export async function directoryOf({ google, connection }: Connected): Promise<Directory> {
  const answer = await google.connect(connection);
  if (answer.kind === 'failed') throw new Error(`no directory: ${answer.failure.code}`);
  return answer.value;
}
