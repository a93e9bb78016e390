import { identifyByAssertion, identifyByIam, identifyPerson, type Identify } from './http/caller';
import { type HttpFunction, httpFunction } from './http/http-function';
import { pacedDirectory } from './domain/pace/paced-directory';
import { notingDirectory } from './domain/passwords/noting-directory';
import { bindInDoubt } from './domain/passwords/bind-in-doubt';
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
import { UnreadableDocument } from './adapters/document-reader';
import { keptLdapIdentities, ldapIdentities } from './adapters/ldap-identities';
import { jsonLog, type Log } from './log';
import { type LdapIdentities } from './ports/ldap-identities';
import { type Platform } from './platform';
/** The functions. In the cloud, `FUNCTION_TARGET` selects one of them. */
export const FUNCTION_NAMES = [
  'configuration',
  'passwords',
  'rotation',
  'rotation-worker',
  'self-service',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export function composeFunction(name: FunctionName, platform: Platform): HttpFunction {
  const log = jsonLog(platform.writeLine, platform.clock);
  return httpFunction({
    name,
    endpoints: [health, ...endpointsOf(name, platform, log)],
    identify: identifyFor(name, platform),
    log,
    newRequestId: platform.newId,
    isOfOneUser: (error) => error instanceof UnreadableDocument && error.collection === 'accounts',
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
