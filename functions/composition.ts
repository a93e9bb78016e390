import {
  identifyByAssertion,
  identifyByIam,
  identifyPerson,
  type Identify,
  type RoleMembers,
  type VerifyAssertion,
} from './http/caller';
import { type HttpFunction, httpFunction } from './http/http-function';
import { type SignInHost } from './domain/clients/client';
import { type CallTraffic } from './domain/pace/call-traffic';
import { pacedDirectory } from './domain/pace/paced-directory';
import { notingDirectory } from './domain/passwords/noting-directory';
import { bindInDoubt } from './domain/passwords/bind-in-doubt';
import { type RandomBytes } from './domain/passwords/password';
import { type SettleByBind } from './domain/passwords/settle-by-bind';
import { durationMs } from './domain/time';
import { type Endpoint } from './http/endpoint';
import { openApiDocument } from './http/openapi';
import { configurationEndpoints } from './endpoints/configuration';
import { accountsEndpoint } from './endpoints/configuration/accounts';
import { forgetWorkspaceEndpoint } from './endpoints/configuration/forget-workspace';
import { overviewEndpoint } from './endpoints/configuration/overview';
import { pageEndpoints } from './endpoints/configuration/page';
import { runEndpoints } from './endpoints/configuration/runs';
import { type PasswordsDependencies } from './endpoints/dependencies';
import { health } from './endpoints/health';
import { openApiEndpoint } from './endpoints/openapi';
import { passwordsEndpoints } from './endpoints/passwords';
import { rotationEndpoints } from './endpoints/rotation';
import { rotationWorkerEndpoints } from './endpoints/rotation-worker';
import { selfServiceEndpoints, selfServicePage } from './endpoints/self-service';
import { unlessAborted, untilDeadline } from './adapters/deadline';
import { keptLdapIdentities, ldapIdentities } from './adapters/ldap-identities';
import { jsonLog, type Log, type WriteLine } from './log';
import { type ActivityLog } from './ports/activity-log';
import { type AccountStore } from './ports/account-store';
import { type BindPaceStore } from './ports/bind-pace-store';
import { type Clock } from './ports/clock';
import { type ConnectionProbe } from './ports/connection-probe';
import { type ConfigurationStore } from './ports/configuration-store';
import { type DailyCountsStore } from './ports/daily-counts-store';
import { type DirectoryConnector } from './ports/directory';
import { type KeyVault } from './ports/key-vault';
import { type LdapIdentities } from './ports/ldap-identities';
import { type PasswordProver } from './ports/password-prover';
import { type LaneStore } from './ports/lane-store';
import { type EventPublisher } from './ports/event-publisher';
import { type Outbox } from './ports/outbox';
import { type PaceStore } from './ports/pace-store';
import { type PasswordCipher } from './ports/password-cipher';
import { type RotationWaker } from './ports/rotation-waker';
import { type RunStore } from './ports/run-store';
import { type SettledActivityStore } from './ports/settled-activity-store';
import { type TaskQueue } from './ports/task-queue';

/** The functions. In the cloud, `FUNCTION_TARGET` selects one of them. */
export const FUNCTION_NAMES = [
  'configuration',
  'passwords',
  'rotation',
  'rotation-worker',
  'self-service',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** What the functions depend on, in the cloud or on one machine. */
export type Platform = {
  readonly accounts: AccountStore;
  readonly configurations: ConfigurationStore;
  readonly outbox: Outbox;
  readonly events: EventPublisher;
  readonly runs: RunStore;
  readonly lanes: LaneStore;
  readonly pace: PaceStore;
  readonly bindPace: BindPaceStore;
  readonly dailyCounts: DailyCountsStore;
  readonly settledActivities: SettledActivityStore;
  /** The task queue that `rotation` and `rotation-worker` use. */
  readonly tasks: TaskQueue;
  /** Tells `rotation` about a new run. Only `configuration` uses it. */
  readonly waker: RotationWaker;
  /** The service account key. */
  readonly keys: KeyVault;
  /** The certificate and key for Secure LDAP. */
  readonly ldapKeys: KeyVault;
  readonly prover: PasswordProver;
  readonly cipher: PasswordCipher;
  readonly directory: DirectoryConnector & ConnectionProbe;
  /** Google's log of who changed which password. */
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Returns a new UUID. */
  readonly newId: () => string;
  readonly writeLine: WriteLine;
  readonly verifyAssertion: VerifyAssertion;
  readonly members: RoleMembers;
  /** Who may use self-service: lower-case addresses, and `domain:` entries. */
  readonly selfServiceMembers: readonly string[];
  /** Where clients sign in if not at Google, by `Client.id`: a simulated Google has another host. */
  readonly signInHosts?: Readonly<Record<string, SignInHost>>;
  /** The upper limit of calls per second that runs make to Google. */
  readonly callsPerSecond: number;
  /** How many binds at Secure LDAP runs make a second; somebody may wait for as many again. */
  readonly proofsPerSecond: number;
  /** How many users a run processes concurrently. */
  readonly callsAtOnce: number;
  /** The calls to Google that this process observes. */
  readonly traffic: CallTraffic;
  /** Our own service account for keyless sign-in, if the deployment has one. */
  readonly keyless?: { readonly serviceAccount: string; readonly clientId: string };
};

export function composeFunction(name: FunctionName, platform: Platform): HttpFunction {
  const log = jsonLog(platform.writeLine, platform.clock);
  return httpFunction({
    name,
    endpoints: [health, ...endpointsOf(name, platform, log)],
    identify: identifyFor(name, platform),
    log,
    newRequestId: platform.newId,
  });
}

function identifyFor(name: FunctionName, platform: Platform): Identify {
  const { verifyAssertion, members, selfServiceMembers } = platform;
  if (name === 'configuration') return identifyByAssertion(verifyAssertion, members);
  if (name === 'self-service') return identifyPerson(verifyAssertion, selfServiceMembers);
  return identifyByIam;
}

function endpointsOf(name: FunctionName, platform: Platform, log: Log): readonly Endpoint[] {
  const document = openApiEndpoint(() => apiDocument(platform, log));
  switch (name) {
    case 'passwords':
      return [...passwordsApi(platform, log), document];
    case 'configuration':
      return [...configurationApi(platform, log), document, ...pages(platform, log)];
    case 'self-service':
      return [...selfServiceApi(platform, log), ...mePage(platform, log)];
    case 'rotation':
      return rotationEndpoints({ ports: rotationPorts(platform, log, name), log, tickMs: TICK_MS });
    case 'rotation-worker':
      return rotationWorkerEndpoints({
        ports: rotationPorts(platform, log, name),
        log,
        sliceMs: SLICE_MS,
      });
  }
}

/**
 * The OpenAPI document of the calls that other programs make. The endpoints are only described here, never
 * called.
 */
export const apiDocument = (platform: Platform, log: Log): Record<string, unknown> =>
  openApiDocument({
    configuration: [health, ...configurationApi(platform, log)],
    passwords: passwordsApi(platform, log),
    'self-service': selfServiceApi(platform, log),
  });

const passwordsApi = (platform: Platform, log: Log): readonly Endpoint[] =>
  passwordsEndpoints({
    ...onePassword(platform, log, 'passwords'),
    ...(platform.signInHosts ? { signInHosts: platform.signInHosts } : {}),
  });

const selfServiceApi = (platform: Platform, log: Log): readonly Endpoint[] =>
  selfServiceEndpoints(onePassword(platform, log, 'self-service'));

const mePage = (platform: Platform, log: Log): readonly Endpoint[] =>
  selfServicePage(onePassword(platform, log, 'self-service'));

/** What the calls about one password need. */
const onePassword = (platform: Platform, log: Log, name: FunctionName): PasswordsDependencies => ({
  ports: {
    ...platform,
    directory: paced(platform, log, name, true),
    ...binding(platform, log, name),
  },
  log,
});

const configurationApi = (platform: Platform, log: Log): readonly Endpoint[] => {
  const ports = { ...platform, ceilingPerSecond: platform.callsPerSecond };
  const directory = paced(platform, log, 'configuration', true);
  const control = { ports: { ...ports, directory }, log };
  return [
    ...configurationEndpoints({
      ports: {
        ...control.ports,
        probe: noting(platform.directory, platform, log, 'configuration'),
        ldapIdentities: ldapIdentities(platform.ldapKeys),
      },
      log,
      ...(platform.keyless ? { keyless: platform.keyless } : {}),
    }),
    overviewEndpoint(control),
    accountsEndpoint(control),
    forgetWorkspaceEndpoint({ ports, log }),
    ...runEndpoints(control),
  ];
};

const pages = (platform: Platform, log: Log): readonly Endpoint[] =>
  pageEndpoints({
    ports: platform,
    log,
    ...(platform.keyless ? { keyless: platform.keyless } : {}),
  });

/** The time limit of one tick. Cloud Run ends it after 300 s (infra/functions.tf). */
export const TICK_MS = durationMs(240_000);

/** The time limit of one task. Cloud Run ends it after 600 s (docs/decisions/0011). */
export const SLICE_MS = durationMs(240_000);

const rotationPorts = (platform: Platform, log: Log, name: FunctionName) => ({
  ...platform,
  probe: noting(platform.directory, platform, log, name),
  ...binding(platform, log, name),
  directory: paced(platform, log, name, false),
  ceilingPerSecond: platform.callsPerSecond,
});

/** What binds need. A tick also verifies what the vault holds now, so it keeps no pair. */
function binding(
  platform: Platform,
  log: Log,
  name: FunctionName,
): { readonly ldapIdentities: LdapIdentities; readonly settleByBind: SettleByBind } {
  const stored = ldapIdentities(platform.ldapKeys);
  const kept = name === 'rotation' ? stored : keptLdapIdentities(stored, platform.clock);
  const bind = bindInDoubt({ ...platform, ldapIdentities: kept });
  return {
    ldapIdentities: kept,
    // A store that is slow must not outlast the account's lease: without an answer in time the doubt stays.
    settleByBind: async (user, password, withinMs) => {
      try {
        return await untilDeadline(withinMs, (late) =>
          unlessAborted(bind(user, password, withinMs), late),
        );
      } catch (error) {
        log.unexpected({ function: name, error });
        return undefined;
      }
    },
  };
}

/** `interactive`: a person or a program waits for these calls. */
const paced = (
  platform: Platform,
  log: Log,
  name: FunctionName,
  interactive: boolean,
): Platform['directory'] => {
  const pacing = { ...platform, ceilingPerSecond: platform.callsPerSecond };
  return noting(pacedDirectory(platform.directory, pacing, interactive), platform, log, name);
};

const noting = (
  directory: Platform['directory'],
  platform: Platform,
  log: Log,
  name: FunctionName,
): Platform['directory'] =>
  notingDirectory(directory, {
    ...platform,
    unexpected: (error) => {
      log.unexpected({ function: name, error });
    },
  });
