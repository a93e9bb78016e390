import { type RequestListener } from 'node:http';
import { activeSync } from '../functions/domain/clients/activesync';
import { type GoogleEndpoints } from './local-env';
import { type LocalPlatformOptions } from './local-platform';
import { tryPage } from './try/try-page';
import { simulatedWorkspace } from './workspace/simulated-workspace';

/** Google as the platform reaches it: the real one, somebody's own, or the one that is simulated here. */
export type ReachableGoogle = Pick<LocalPlatformOptions, 'google' | 'signInHosts' | 'keyless'> & {
  /** Only where Google is simulated. */
  readonly simulation?: {
    readonly listeners: { readonly google: RequestListener; readonly tryPage: RequestListener };
    readonly users: number;
    close(): void;
  };
};

/** Google at these addresses. */
export const elsewhere = (google: GoogleEndpoints): ReachableGoogle => ({ google });

/**
 * A simulated Google Workspace below `/google/` of this server, and the page to try everything on
 * below `/local`. What it must not forget is kept in `folder`.
 */
export function googleHere(url: string, folder: string): ReachableGoogle {
  const workspace = simulatedWorkspace({ folder });
  const page = tryPage(workspace);
  return {
    google: {
      tokenUrl: `${url}/google/token`,
      adminRootUrl: `${url}/google/`,
      iamCredentialsRootUrl: `${url}/google/`,
    },
    signInHosts: { [activeSync.id]: { host: new URL(url).host, ssl: false } },
    keyless: { ...workspace.keyless, bearer: workspace.runtimeAccessToken },
    simulation: {
      listeners: {
        google: workspace.handle,
        tryPage: (request, response) => void page(request, response),
      },
      users: workspace.google.state.users.size,
      close: () => {
        workspace.close();
      },
    },
  };
}
