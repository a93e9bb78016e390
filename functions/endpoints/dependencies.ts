import { type SignInHost } from '../domain/clients/client';
import { type CountHistoryPorts } from '../domain/passwords/count-history';
import { type otherWorkspaces } from '../domain/passwords/other-workspaces';
import { type BindPorts } from '../domain/passwords/bind-user';
import { type UserPorts } from '../domain/passwords/managed-user';
import { type ConfigurePorts } from '../domain/configuration/configure';
import { type SaveLdapPorts } from '../domain/configuration/save-secure-ldap';
import { type ForecastPorts } from '../domain/rotation/forecast';
import { type TickPorts } from '../domain/runs/run-ports';
import { type RunViewPorts } from '../domain/runs/run-view';
import { type StartRunPorts } from '../domain/runs/start-run';
import { type DurationMs } from '../domain/time';
import { type Log } from '../log';
import { type ActivityLog } from '../ports/activity-log';
import { type DirectoryConnector } from '../ports/directory';

/** Dependencies of the calls of `configuration`. */
export type ConfigurationDependencies = {
  readonly ports: ConfigurePorts &
    SaveLdapPorts &
    Pick<StartRunPorts, 'runs' | 'waker'> &
    Parameters<typeof otherWorkspaces>[0] & {
      readonly directory: DirectoryConnector;
      readonly activityLog: ActivityLog;
    };
  readonly log: Pick<Log, 'configurationAudit'>;
  /** Our own service account for keyless sign-in, if the deployment has one. */
  readonly keyless?: { readonly serviceAccount: string; readonly clientId: string };
};

/** Dependencies of the page's calls for rotation. */
export type RotationControlDependencies = {
  readonly ports: StartRunPorts & RunViewPorts & ForecastPorts;
  readonly log: Pick<Log, 'rotationAudit'>;
};

/** Dependencies of the pages. */
export type PageDependencies = {
  readonly ports: CountHistoryPorts;
  readonly log: Pick<Log, 'unexpected'>;
  /** Our own service account for keyless sign-in, if the deployment has one. */
  readonly keyless?: { readonly serviceAccount: string; readonly clientId: string };
};

/** Dependencies of the calls of `passwords`. */
export type PasswordsDependencies = {
  readonly ports: UserPorts & BindPorts;
  readonly log: Log;
  /** Where clients sign in if not at Google, by `Client.id`. */
  readonly signInHosts?: Readonly<Record<string, SignInHost>>;
};

/** Dependencies of the calls of `rotation`. */
export type RotationDependencies = {
  readonly ports: Omit<TickPorts, 'unexpected' | 'changed'> & RunViewPorts;
  readonly log: Pick<
    Log,
    'rotationRun' | 'configurationFailing' | 'secureLdap' | 'passwordAudit' | 'unexpected'
  >;
  /** The time limit of one call, shorter than its caller waits. */
  readonly tickMs: DurationMs;
};
