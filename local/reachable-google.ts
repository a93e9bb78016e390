import { activeSync } from '../functions/domain/clients/activesync';
import { type Log } from '../functions/log';
import { type Simulated } from './gateway';
import { type GoogleEndpoints } from './local-env';
import { type LocalPlatformOptions } from './local-platform';
import { tryPage } from './try/try-page';
import { wifiSignIn } from './try/wifi-sign-in';
import {
  type SecureLdapAddress,
  type SecureLdapServer,
  startSecureLdap,
} from './workspace/ldap/secure-ldap';
import {
  type SimulatedWorkspace,
  simulatedWorkspace,
  type WorkspaceOptions,
} from './workspace/simulated-workspace';

/** The Google that the platform calls: the real one, another server, or the one simulated here. */
export type ReachableGoogle = Pick<LocalPlatformOptions, 'google' | 'signInHosts' | 'keyless'> & {
  /** Where to bind. Absent: at Google's own Secure LDAP. */
  readonly secureLdap?: SecureLdapAddress;
  /** What answers for the simulated Google. Absent if it is elsewhere. */
  readonly listeners?: (log: Log) => Simulated;
};

/** Google before this server's address is known. */
export type Google = {
  readonly at: (url: string) => ReachableGoogle;
  /** Absent if Google is elsewhere. */
  readonly simulated?: { readonly users: number; readonly secureLdapUrl: string };
  readonly close: () => Promise<void>;
};

/** Google at these addresses. */
export const elsewhere = (google: GoogleEndpoints): Google => ({
  at: () => ({ google }),
  close: () => Promise.resolve(),
});

const LDAP_PORT = 8636;

/**
 * A simulated Google Workspace with a Secure LDAP server. Its durable state is in `folder`. If no port is
 * given and the usual one is taken, any free one does: two services can run on one machine. Throws Node's
 * error from `listen`.
 */
export async function googleHere(
  options: WorkspaceOptions & { readonly folder: string },
  ldapPort?: number,
): Promise<Google> {
  const workspace = simulatedWorkspace(options);
  try {
    const ldap = await startSecureLdap(workspace.ldap, ldapPort ?? LDAP_PORT).catch(
      (error: unknown) => {
        if (ldapPort === undefined && isInUse(error)) return startSecureLdap(workspace.ldap);
        throw error;
      },
    );
    return {
      at: (url) => simulatedAt(url, workspace, ldap),
      simulated: { users: workspace.google.state.users.size, secureLdapUrl: ldap.url },
      close: async () => {
        await ldap.stop();
        workspace.close();
      },
    };
  } catch (error) {
    workspace.close();
    throw error;
  }
}

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** The simulated Google below `/google/` on this server, with the page for trying it below `/local`. */
function simulatedAt(
  url: string,
  workspace: SimulatedWorkspace,
  { url: ldapUrl, servername, ca }: SecureLdapServer,
): ReachableGoogle {
  const page = tryPage(workspace, ldapUrl);
  const secureLdap = { url: ldapUrl, servername, ca };
  return {
    google: {
      tokenUrl: `${url}/google/token`,
      adminRootUrl: `${url}/google/`,
      iamCredentialsRootUrl: `${url}/google/`,
    },
    signInHosts: { [activeSync.id]: { host: new URL(url).host, ssl: false } },
    keyless: { ...workspace.keyless, bearer: workspace.runtimeAccessToken },
    secureLdap,
    listeners: (log) => ({
      google: workspace.handle,
      tryPage: (request, response) => void page(request, response),
      wifiSignIn: wifiSignIn(workspace, secureLdap, log),
    }),
  };
}
