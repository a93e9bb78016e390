import { type Connection } from '../../domain/configuration/configuration';
import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type Secret } from '../../domain/secret';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Answer, type Directory, type DirectoryConnector } from '../../ports/directory';
import { AccessTokens, type TokenSource } from './access-token';
import { type DirectoryUsers, directoryUsers } from './directory-api';
import { type GoogleFailureLog } from './google-failure-log';
import { workspaceDirectory } from './workspace-directory';

export type GoogleConnectorOptions = TokenSource & {
  /** Google's URL or the simulated one. The path and the trailing slash are optional. */
  readonly adminRootUrl: string;
  readonly log?: GoogleFailureLog;
};

/**
 * Signs in to Google and returns its Directory API, for passwords, rotation and verification. Keeps tokens
 * and connections for the life of the process.
 */
export function googleDirectoryConnector(
  options: GoogleConnectorOptions,
): DirectoryConnector & ConnectionProbe {
  const tokens = new AccessTokens({ ...options, scope: DIRECTORY_SCOPE });
  const rootUrl = options.adminRootUrl.replace(/\/*$/, '/');
  const directory = (
    connection: Connection,
    users: DirectoryUsers,
    token: Answer<Secret>,
  ): Answer<Directory> => {
    if (token.kind === 'failed') {
      const { code, httpStatus } = token.failure;
      const status = httpStatus === undefined ? {} : { httpStatus };
      options.log?.googleFailure({ call: 'token', code, ...status });
      return token;
    }
    const { clock, log } = options;
    const access = { users, rootUrl, tokens, connection, clock };
    return { kind: 'ok', value: workspaceDirectory({ ...access, ...(log ? { log } : {}) }) };
  };

  // The library loads while Google issues the first token.
  return {
    async connect(connection) {
      const [token, users] = await Promise.all([tokens.get(connection), directoryUsers()]);
      return directory(connection, users, token);
    },
    async signIn(connection) {
      const [minted, users] = await Promise.all([tokens.mint(connection), directoryUsers()]);
      const { answer, ...rest } = minted;
      return { directory: directory(connection, users, answer), ...rest };
    },
  };
}
