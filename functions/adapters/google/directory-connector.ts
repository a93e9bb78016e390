import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin';
import { type Connection } from '../../domain/configuration/configuration';
import { type Secret } from '../../domain/secret';
import { type Log } from '../../log';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Answer, type Directory, type DirectoryConnector } from '../../ports/directory';
import { AccessTokens, type TokenSource } from './access-token';
import { workspaceDirectory } from './workspace-directory';

export type GoogleConnectorOptions = TokenSource & {
  /** Google's, or the simulated one's; with or without a path or a slash at its end. */
  readonly adminRootUrl: string;
  readonly log?: Pick<Log, 'googleFailure'>;
};

/**
 * Signs in to Google and gives its Directory API, for passwords and rotation as well as for a
 * verification. Keeps tokens and connections for the life of the process.
 */
export function googleDirectoryConnector(
  options: GoogleConnectorOptions,
): DirectoryConnector & ConnectionProbe {
  const tokens = new AccessTokens(options);
  const rootUrl = options.adminRootUrl.replace(/\/*$/, '/');
  let loading: Promise<admin_directory_v1.Admin> | undefined;
  const loaded = (): Promise<admin_directory_v1.Admin> => (loading ??= loadDirectoryApi());

  const directory = async (
    connection: Connection,
    token: Answer<Secret>,
  ): Promise<Answer<Directory>> => {
    if (token.kind === 'failed') {
      const { code, httpStatus } = token.failure;
      const status = httpStatus === undefined ? {} : { httpStatus };
      options.log?.googleFailure({ call: 'token', code, ...status });
      return token;
    }
    const { clock, log } = options;
    const access = { api: await loaded(), rootUrl, tokens, connection, clock };
    return { kind: 'ok', value: workspaceDirectory({ ...access, ...(log ? { log } : {}) }) };
  };

  return {
    async connect(connection) {
      return directory(connection, await tokens.get(connection));
    },
    async signIn(connection) {
      const { answer, ...rest } = await tokens.mint(connection);
      return { directory: await directory(connection, answer), ...rest };
    },
  };
}

/** The library takes some 70 ms to load, so it waits for the first call that needs it. */
async function loadDirectoryApi(): Promise<admin_directory_v1.Admin> {
  const { admin } = await import('googleapis/build/src/apis/admin/index.js');
  return admin('directory_v1');
}
