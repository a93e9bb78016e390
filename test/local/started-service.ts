import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import packageJson from '../../package.json';

const ROOT = join(__dirname, '..', '..');
const running = new Set<ChildProcess>();

/** Kills all started processes. */
export async function endAll(): Promise<void> {
  for (const child of running) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  running.clear();
}

/** A running service. */
export type Started = {
  readonly child: ChildProcess;
  readonly url: string;
  /** All output so far. */
  readonly printed: () => string;
  /** Waits at most 10 s for a text in the output. Output arrives a moment after its cause. */
  readonly untilPrinted: (text: string) => Promise<void>;
};

/** The command of `npm start`, run as npm runs it, with the project's own Node. */
export function npmStart(environment: Record<string, string>): ChildProcess {
  const [command = '', ...args] = packageJson.scripts.start.split(' ');
  const child = spawn(command, args, {
    cwd: ROOT,
    env: {
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
      ...environment,
    },
  });
  running.add(child);
  return child;
}

/** Starts it on a free port and waits until it prints its address. */
export async function started(
  dataDir: string,
  more: Record<string, string> = {},
): Promise<Started> {
  const child = npmStart({ PORT: '0', LDAP_PORT: '0', LOCAL_DATA_DIR: dataDir, ...more });
  let printed = '';
  let url: string | undefined;
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      url = /To begin: {2}curl (http:\/\/127\.0\.0\.1:\d+)\//.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => {
      reject(new Error(`npm start ended: ${printed}`));
    });
  });
  return {
    child,
    url: await ready,
    printed: () => printed,
    untilPrinted: async (text) => {
      const end = Date.now() + 60_000;
      while (!printed.includes(text) && Date.now() < end) await wait(20);
      expect(printed).toContain(text);
    },
  };
}
