import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ldapServerAt } from '../functions/adapters/ldap/ldap-server';
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
import { type WorkspaceOptions } from './workspace/simulated-workspace';
import { elsewhere, type Google, googleHere, type ReachableGoogle } from './reachable-google';

/** How long a stop waits for calls under way before it cuts them off. */
const GRACE_MS = 10_000;

/**
 * How long a connection may be idle. A client that sends a call at the moment when the server closes the
 * connection gets no answer, so this is longer than clients pause between calls; Node's default is 5 s.
 */
const IDLE_MS = 60_000;

export type LocalServer = {
  /** For example `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly dataPath: string;
  /** The simulated Workspace. Absent if Google is elsewhere. */
  readonly simulated?: NonNullable<Google['simulated']>;
  /** Accepts no new calls, lets current calls end, and closes the data folder. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded platform on loopback. Throws a `DataFolderError` or Node's error from `listen`
 * (`EADDRINUSE`, `EACCES`). On an error nothing stays open. `simulated`: how the
 * simulated Workspace is made, if Google is here.
 */
export async function startLocalServer(
  env: LocalEnv,
  lines: GatheredLines,
  simulated: WorkspaceOptions = {},
): Promise<LocalServer> {
  const folder = await openDataFolder(env.dataDir, { beforeCommit: lines.flush });
  let google: Google | undefined;
  try {
    google = env.google
      ? elsewhere(env.google)
      : await googleHere({ ...simulated, folder: join(folder.path, 'google') }, env.ldapPort);
    const { close } = google;
    const server = createServer({ keepAliveTimeout: IDLE_MS });
    server.listen(env.port, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const { listener, rotation } = compose({ env, folder, google: google.at(url), lines });
    server.on('request', listener);
    return {
      url,
      dataPath: folder.path,
      ...(google.simulated ? { simulated: google.simulated } : {}),
      stop: async () => {
        await Promise.all([closed(server), Promise.race([rotation.stop(), grace()])]);
        await close();
        folder.close();
        lines.flush();
      },
    };
  } catch (error) {
    await google?.close();
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

/** Assembles everything behind the one address and starts rotation. */
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
    ...(env.secureLdap ? { secureLdap: ldapServerAt(env.secureLdap) } : {}),
    folder,
    rotation,
    members: env.members,
    selfServiceMembers: env.selfServiceMembers,
    callsPerSecond: env.directoryCallsPerSecond,
    proofsPerSecond: env.proofsPerSecond,
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
      endpoints: [eventsEndpoint(folder.outbox, folder.events, log)],
      identify: identifyByIam,
      log,
      newRequestId: randomUUID,
    }),
    ...(google.listeners ? { simulated: google.listeners(log) } : {}),
  });
  return { listener, rotation };
}

/** A delivery that is cut off here is repeated after the next start. */
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
