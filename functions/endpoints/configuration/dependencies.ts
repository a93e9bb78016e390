import { type ConfigurePorts } from '../../domain/configuration/configure';
import { type otherWorkspaces } from '../../domain/passwords/other-workspaces';
import { type StartRunPorts } from '../../domain/rotation/start-run';
import { type Log } from '../../log';
import { type DirectoryConnector } from '../../ports/directory';

/** What the calls of `configuration` stand on. */
export type ConfigurationDependencies = {
  readonly ports: ConfigurePorts &
    Pick<StartRunPorts, 'runs' | 'waker'> &
    Parameters<typeof otherWorkspaces>[0] & { readonly directory: DirectoryConnector };
  readonly log: Pick<Log, 'configurationAudit'>;
  /** Our own service account for the keyless way, where the deployment has one. */
  readonly keyless?: { readonly serviceAccount: string; readonly clientId: string };
};
