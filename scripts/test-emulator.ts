import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRun, checkTools, Emulator } from './emulator';

/** How long an emulator may take to answer. On a busy machine with two cores it took 20 s. */
const STARTUP_MS = 90_000;

/**
 * `npm run test:emulator`: starts Google's Firestore and Pub/Sub emulators on free ports, runs the tests that
 * need them, and always stops them. Further arguments go to jest.
 */
async function main(): Promise<number> {
  checkTools();
  const folder = await mkdtemp(join(tmpdir(), 'emulators-'));
  const pubsubArgs = ['beta', 'emulators', 'pubsub', 'start', `--data-dir=${folder}`];
  const firestore = new Emulator('Firestore', ['emulators', 'firestore', 'start']);
  const pubsub = new Emulator('Pub/Sub', pubsubArgs);
  const stop = async (): Promise<void> => {
    await Promise.all([firestore.stop(), pubsub.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => void stop().finally(() => process.exit(1)));
  }
  try {
    const [firestoreHost, pubsubHost] = await Promise.all([
      firestore.start(STARTUP_MS),
      pubsub.start(STARTUP_MS),
    ]);
    return await jest({ FIRESTORE_EMULATOR_HOST: firestoreHost, PUBSUB_EMULATOR_HOST: pubsubHost });
  } finally {
    await stop();
  }
}

/** Returns jest's exit code. Jest's summary is printed last. */
async function jest(env: Record<string, string>): Promise<number> {
  const command = [require.resolve('jest/bin/jest'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, [...command, '--selectProjects', 'emulator'], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof CannotRun)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
