import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type FunctionName } from '../../functions/composition';
import { freePort } from '../../scripts/free-port';
import { NODE_SETTINGS } from './node-settings';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '../..');
const ANSWERS_WITHIN_MS = 60_000;
const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

/** The folder that was built for all suites of this run; the emulator's have none. */
export const BUILT = 'BUILT_FOLDER';

/** Runs `npm run build`'s own script into a new, empty folder. */
export async function built(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dist-'));
  await run(process.execPath, ['--import', 'tsx', 'scripts/build.ts', folder], { cwd: ROOT });
  return folder;
}

/** What was built, in a folder of its own. */
async function copyOfBuild(): Promise<string> {
  const source = process.env[BUILT];
  if (source === undefined) return built();
  const folder = mkdtempSync(join(tmpdir(), 'dist-'));
  cpSync(source, folder, { recursive: true });
  return folder;
}

/**
 * The built bundle as the image has it: beside it the packages of its lock file, and no other, and the
 * code cache that the buildpack makes.
 */
export class Deployment {
  readonly folder: string;
  readonly #functions: DeployedFunction[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Deployment> {
    const folder = await copyOfBuild();
    const text = readFileSync(join(folder, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(text) as { packages: Record<string, unknown> };
    const atTheTop = Object.keys(packages).filter(
      (place) => place.split('node_modules/').length === 2,
    );
    for (const place of atTheTop) {
      mkdirSync(dirname(join(folder, place)), { recursive: true });
      symlinkSync(join(ROOT, place), join(folder, place));
    }
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      scripts: { 'gcp-build': string };
    };
    await run('sh', ['-c', scripts['gcp-build']], { cwd: folder, env: { PATH } });
    return new Deployment(folder);
  }

  /** Starts a function as the image does, and waits until it answers. */
  async start(name: FunctionName, env: Record<string, string>): Promise<DeployedFunction> {
    const served = this.spawn(
      { NODE_ENV: 'production', FUNCTION_TARGET: name, ...env },
      await freePort(),
    );
    await served.answers();
    return served;
  }

  /** Starts the process, whatever comes of it. */
  spawn(env: Record<string, string>, port: number): DeployedFunction {
    const served = new DeployedFunction(this.folder, env, port);
    this.#functions.push(served);
    return served;
  }

  async close(): Promise<void> {
    for (const served of this.#functions) await served.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One function in a process of its own. */
export class DeployedFunction {
  readonly url: string;
  /** All that it has printed, on both outputs. */
  output = '';
  readonly #child: ChildProcess;

  constructor(folder: string, env: Record<string, string>, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    const command = 'node_modules/@google-cloud/functions-framework/build/src/main.js';
    this.#child = spawn(process.execPath, [command], {
      cwd: folder,
      env: { PATH, ...NODE_SETTINGS, ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
  }

  async answers(): Promise<void> {
    const until = Date.now() + ANSWERS_WITHIN_MS;
    while (Date.now() < until && this.#child.exitCode === null) {
      try {
        if ((await fetch(`${this.url}/health`)).ok) return;
      } catch {
        await wait(20); // a real process: there is no clock to move
      }
    }
    throw new Error(`it does not answer:\n${this.output}`);
  }

  /** Waits until it ends by itself; gives its exit code. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }
}
