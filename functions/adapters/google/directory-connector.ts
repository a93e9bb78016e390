import { type Connection } from '../../domain/configuration/configuration';
import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type Secret } from '../../domain/secret';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Answer, type Directory, type DirectoryConnector } from '../../ports/directory';
import { AccessTokens, type TokenSource } from './access-token';
import { type DirectoryCalls, directoryCalls } from './directory-api';
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
    calls: DirectoryCalls,
    token: Answer<Secret>,
  ): Answer<Directory> => {
    if (token.kind === 'failed') {
      const { code, httpStatus } = token.failure;
      const status = httpStatus === undefined ? {} : { httpStatus };
      options.log?.googleFailure({ call: 'token', code, ...status });
      return token;
    }
    const { clock, log } = options;
    const access = { calls, rootUrl, tokens, connection, clock };
    return { kind: 'ok', value: workspaceDirectory({ ...access, ...(log ? { log } : {}) }) };
  };

  // The library loads while Google issues the first token.
  return {
    async connect(connection) {
      const [token, calls] = await Promise.all([tokens.get(connection), directoryCalls()]);
      return directory(connection, calls, token);
    },
    async signIn(connection) {
      const [minted, calls] = await Promise.all([tokens.mint(connection), directoryCalls()]);
      const { answer, ...rest } = minted;
      return { directory: directory(connection, calls, answer), ...rest };
    },
  };
}
