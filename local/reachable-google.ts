import { type RequestListener } from 'node:http';
import { activeSync } from '../functions/domain/clients/activesync';
import { type GoogleEndpoints } from './local-env';
import { type LocalPlatformOptions } from './local-platform';
import { tryPage } from './try/try-page';
import { simulatedWorkspace } from './workspace/simulated-workspace';

/** The Google that the platform calls: the real one, another server, or the one simulated here. */
export type ReachableGoogle = Pick<LocalPlatformOptions, 'google' | 'signInHosts' | 'keyless'> & {
  /** Present only if Google is simulated. */
  readonly simulation?: {
    readonly listeners: { readonly google: RequestListener; readonly tryPage: RequestListener };
    readonly users: number;
    close(): void;
  };
};

/** Google at these addresses. */
export const elsewhere = (google: GoogleEndpoints): ReachableGoogle => ({ google });

/**
 * A simulated Google Workspace below `/google/` on this server, with the page for trying it below `/local`.
 * Its durable state is in `folder`.
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
