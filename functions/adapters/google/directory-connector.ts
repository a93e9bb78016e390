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
  const directory = (connection: Connection, token: Answer<Secret>): Answer<Directory> => {
    if (token.kind === 'failed') {
      const { code, httpStatus } = token.failure;
      const status = httpStatus === undefined ? {} : { httpStatus };
      options.log?.googleFailure({ call: 'token', code, ...status });
      return token;
    }
    const { clock, log } = options;
    const access = { rootUrl, tokens, connection, clock };
    return { kind: 'ok', value: workspaceDirectory({ ...access, ...(log ? { log } : {}) }) };
  };

  return {
    async connect(connection) {
      return directory(connection, await tokens.get(connection));
    },
    async signIn(connection) {
      const { answer, ...rest } = await tokens.mint(connection);
      return { directory: directory(connection, answer), ...rest };
    },
  };
}
