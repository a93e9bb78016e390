import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port';

/** Why the emulators can't run, and what to do about it. */
export class CannotRun extends Error {}

const LOOK_EVERY_MS = 100;

/** How much of the emulator's last output a failed start shows. */
const SHOWN_CHARACTERS = 4_000;

/**
 * Ends all processes of the emulator when our end of its standard input closes, which also happens if we are
 * killed.
 */
const RUN_UNTIL_CLOSED = join(__dirname, 'run-until-closed.sh');

/** Throws a `CannotRun` that names what this machine lacks. */
export function checkTools(): void {
  const missing = (command: string, argument: string): boolean =>
    spawnSync(command, [argument], { stdio: 'ignore' }).status !== 0;
  if (missing('gcloud', '--version')) {
    throw new CannotRun(
      'gcloud is not on the PATH. The emulators come with the Google Cloud CLI: install it with its components beta, cloud-firestore-emulator and pubsub-emulator.',
    );
  }
  if (missing('java', '-version')) {
    throw new CannotRun(
      'java is not on the PATH. The emulators need a Java runtime: install version 21 or later.',
    );
  }
}

/** One of Google's emulators, on a free port of this machine. */
export class Emulator {
  readonly #name: string;
  readonly #args: readonly string[];
  #running: ChildProcess | undefined;
  #said = '';

  /** `args` are gcloud's arguments up to `start`, with its options. */
  constructor(name: string, args: readonly string[]) {
    this.#name = name;
    this.#args = args;
  }

  /**
   * Returns `host:port` once the emulator answers. Throws a `CannotRun` with its output if it ends or takes
   * too long.
   */
  async start(withinMs: number): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    const command = ['gcloud', ...this.#args, `--host-port=${address}`, '--quiet'];
    const running = spawn('sh', [RUN_UNTIL_CLOSED, ...command], {
      detached: true, // a signal from the keyboard must not end it before us
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#running = running;
    for (const output of [running.stdout, running.stderr]) {
      output.on('data', (text: Buffer) => {
        this.#said = (this.#said + text.toString('utf8')).slice(-SHOWN_CHARACTERS);
      });
    }
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_EVERY_MS) {
      if (await answers(`http://${address}/`)) return address;
      if (hasEnded(running)) break;
      await wait(LOOK_EVERY_MS);
    }
    throw new CannotRun(`The ${this.#name} emulator did not start. It said:\n${this.#said}`);
  }

  /** Ends every process of the emulator. Returns when they are gone. */
  async stop(): Promise<void> {
    if (!this.#running || hasEnded(this.#running)) return;
    this.#running.stdin?.end();
    await once(this.#running, 'exit');
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}
