import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../functions/adapters/system-clock';
import { composeFunction } from '../functions/composition';
import { durationMs } from '../functions/domain/time';
import { identifyByIam } from '../functions/http/caller';
import { httpFunction } from '../functions/http/http-function';
import { jsonLog } from '../functions/log';
import { eventsEndpoint } from './events-endpoint';
import { type GatheredLines } from './gathered-lines';
import { gatewayListener } from './gateway';
import { localIap } from './iap';
import { type LocalEnv } from './local-env';
import { localFunctions } from './local-functions';
import { localPlatform } from './local-platform';
import { LocalRotation } from './local-rotation';
import { type DataFolder, openDataFolder } from './platform/data-folder';
import { systemTimer } from './platform/timer';
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
export async function startLocalServer(env: LocalEnv, lines: GatheredLines): Promise<LocalServer> {
  const folder = await openDataFolder(env.dataDir, { beforeCommit: lines.flush });
  try {
    const server = createServer();
    server.listen(env.port, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const google = env.google
      ? elsewhere(env.google)
      : googleHere(url, join(folder.path, 'google'));
    const { listener, rotation } = compose({ env, folder, google, lines });
    server.on('request', listener);
    return {
      url,
      dataPath: folder.path,
      ...(google.simulation ? { simulatedUsers: google.simulation.users } : {}),
      stop: async () => {
        await Promise.all([closed(server), Promise.race([rotation.stop(), grace()])]);
        google.simulation?.close();
        folder.close();
        lines.flush();
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
  readonly lines: GatheredLines;
};

/** Everything behind the one address; rotation runs from here on. */
function compose({ env, folder, google, lines }: Parts): {
  listener: RequestListener;
  rotation: LocalRotation;
} {
  const clock = systemClock;
  const iap = localIap(clock);
  const log = jsonLog(lines.atOnce, clock);
  const rotation = new LocalRotation({
    folder,
    env,
    timer: systemTimer,
    log,
    newId: randomUUID,
  });
  const platform = localPlatform({
    ...google,
    folder,
    rotation,
    members: env.members,
    callsPerSecond: env.directoryCallsPerSecond,
    callsAtOnce: env.directoryConcurrency,
    iap,
    clock,
    writeLine: lines.atOnce,
  });
  const runs = { ...platform, writeLine: lines.gather };
  const functions = localFunctions((name) =>
    composeFunction(name, name === 'rotation-worker' ? runs : platform),
  );
  rotation.start(functions);
  const listener = gatewayListener({
    iap,
    members: env.members,
    clock,
    functions,
    events: httpFunction({
      name: 'events',
      endpoints: [eventsEndpoint(folder.outbox, folder.events)],
      identify: identifyByIam,
      log,
      newRequestId: randomUUID,
    }),
    ...(google.simulation ? { simulated: google.simulation.listeners } : {}),
  });
  return { listener, rotation };
}

/** What is cut off here is delivered again after the next start. */
const grace = (): Promise<void> =>
  new Promise((resolve) => {
    systemTimer.after(durationMs(GRACE_MS), resolve);
  });

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
