import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import packageJson from '../../package.json';
import { freePort } from '../../scripts/free-port';

const ROOT = resolve(__dirname, '../..');
const [, ...START] = packageJson.scripts.start.split(' ');
const START_WITHIN_MS = 60_000;

/** `npm start` in its own process, on a free port of this machine. */
export class ServiceProcess {
  readonly url: string;
  output = '';
  readonly #child: ChildProcess;

  private constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    const node = join(ROOT, 'node_modules/.bin/node');
    // The command of `npm start`, without npm in between, so that a kill reaches the service itself.
    this.#child = spawn(node, START, {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ...env,
        PORT: String(port),
        LDAP_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
  }

  /** Starts it and waits until it answers. */
  static async start(env: Record<string, string>): Promise<ServiceProcess> {
    const service = new ServiceProcess(await freePort(), env);
    const until = Date.now() + START_WITHIN_MS;
    while (Date.now() < until && service.#child.exitCode === null) {
      try {
        if ((await fetch(`${service.url}/health`)).ok) return service;
      } catch {
        await setTimeout(50); // a real process: there is no clock to move
      }
    }
    await service.kill();
    throw new Error(`it does not answer:\n${service.output}`);
  }

  /** `kill -9`. Waits until the process is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
