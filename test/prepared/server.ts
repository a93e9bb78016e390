import { GatheredLines } from '../../local/gathered-lines';
import { type LocalEnv } from '../../local/local-env';
import { type LocalServer, startLocalServer } from '../../local/local-server';
import { systemTimer } from '../../local/platform/timer';
import { preparedKeyPair } from './key-pairs';

/** The embedded platform, which writes no log and takes its simulated Workspace's keys from the prepared ones. */
export const startPreparedServer = (env: LocalEnv): Promise<LocalServer> =>
  startLocalServer(env, new GatheredLines(() => undefined, systemTimer), {
    newKeyPair: preparedKeyPair,
  });
