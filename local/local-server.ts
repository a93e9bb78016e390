import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../functions/adapters/system-clock';
import { composeFunction } from '../functions/composition';
import { identifyByIam } from '../functions/http/caller';
import { httpFunction } from '../functions/http/http-function';
import { jsonLog, type WriteLine } from '../functions/log';
import { eventsEndpoint } from './events-endpoint';
import { gatewayListener } from './gateway';
import { localIap } from './iap';
import { type LocalEnv } from './local-env';
import { localFunctions } from './local-functions';
import { localPlatform } from './local-platform';
import { type DataFolder, openDataFolder } from './platform/data-folder';
import { elsewhere, googleHere, type ReachableGoogle } from './reachable-google';

/** How long calls that are under way may take to end before a stop cuts them off. */
const GRACE_MS = 10_000;

export type LocalServer = {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly dataPath: string;
  /** How many users the simulated Workspace has; absent: Google is somewhere else. */
  readonly simulatedUsers?: number;
  /** Takes no new calls, lets those under way end, and lets go of the data folder. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded platform on loopback. Throws a `DataFolderError`, or Node's error of `listen`
 * (`EADDRINUSE`, `EACCES`); nothing is left open then.
 */
export async function startLocalServer(env: LocalEnv, writeLine: WriteLine): Promise<LocalServer> {
  const folder = await openDataFolder(env.dataDir);
  try {
    const server = createServer();
    server.listen(env.port, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const google = env.google
      ? elsewhere(env.google)
      : googleHere(url, join(folder.path, 'google'));
    server.on('request', listener({ env, folder, google, writeLine }));
    return {
      url,
      dataPath: folder.path,
      ...(google.simulation ? { simulatedUsers: google.simulation.users } : {}),
      stop: async () => {
        await closed(server);
        google.simulation?.close();
        folder.close();
      },
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

type Parts = {
  readonly env: LocalEnv;
  readonly folder: DataFolder;
  readonly google: ReachableGoogle;
  readonly writeLine: WriteLine;
};

function listener({ env, folder, google, writeLine }: Parts): RequestListener {
  const clock = systemClock;
  const iap = localIap(clock);
  const platform = localPlatform({
    ...google,
    folder,
    members: env.members,
    iap,
    clock,
    writeLine,
  });
  return gatewayListener({
    iap,
    members: env.members,
    clock,
    functions: localFunctions((name) => composeFunction(name, platform)),
    events: httpFunction({
      name: 'events',
      endpoints: [eventsEndpoint(folder.outbox, folder.events)],
      identify: identifyByIam,
      log: jsonLog(writeLine),
      newRequestId: randomUUID,
    }),
    ...(google.simulation ? { simulated: google.simulation.listeners } : {}),
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => {
      server.closeAllConnections();
    }, GRACE_MS);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}
