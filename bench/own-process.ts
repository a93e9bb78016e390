import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = join(__dirname, '..');

/** Processes that this one started; none outlives it. */
const running = new Set<ChildProcess>();
const stopping = new WeakSet<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** How often the kernel counts a running process (USER_HZ), the same on every Linux. */
const TICKS_PER_SECOND = 100;

export type Started = {
  /** What the first line that fits `ready` matched. */
  readonly ready: RegExpExecArray;
  readonly process: OwnProcess;
};

/** A process that was started to be measured. */
export class OwnProcess {
  readonly #child: ChildProcess;
  readonly #name: string;

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
  }

  /** Starts node with these arguments and waits until it prints a line that fits `ready`. */
  static async start(
    name: string,
    args: readonly string[],
    ready: RegExp,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Started> {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping.has(child)) return;
      process.stderr.write(`${name} ended by itself (${String(code ?? signal)}):\n${said}`);
    });
    let said = '';
    const matched = new Promise<RegExpExecArray>((resolve, reject) => {
      const look = (line: string): void => {
        said = `${said}${line}\n`.slice(-4_000);
        const match = ready.exec(line);
        if (match) resolve(match);
      };
      // Lines are read to the end, so that a full pipe never holds the process up.
      createInterface({ input: child.stdout }).on('line', look);
      createInterface({ input: child.stderr }).on('line', look);
      child.once('exit', () => {
        reject(new Error(`${name} ended before it was ready:\n${said}`));
      });
      setTimeout(() => {
        reject(new Error(`${name} is not ready after ${READY_WITHIN_MS / 1000} s:\n${said}`));
      }, READY_WITHIN_MS).unref();
    });
    return { ready: await matched, process: new OwnProcess(name, child) };
  }

  /** Lets it end by itself, and kills it when that takes too long. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    stopping.add(this.#child);
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await Promise.race([ended, wait(STOP_WITHIN_MS, undefined, { ref: false })]);
    if (!this.#hasEnded()) this.#child.kill('SIGKILL');
    await ended;
  }

  /** Processor time of all its threads since its start, in milliseconds. */
  cpuMs(): number {
    // proc(5): fields 14 and 15 are utime and stime; the second, the name, may hold spaces.
    const fields = this.#proc('stat')
      .replace(/^.*\) /, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }

  /** Memory that it holds now, and the most that it ever held: resident, in bytes. */
  memory(): { readonly now: number; readonly peak: number } {
    const status = this.#proc('status');
    const bytes = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #proc(file: string): string {
    if (this.#hasEnded()) throw new Error(`${this.#name} has ended.`);
    return readFileSync(`/proc/${String(this.#child.pid)}/${file}`, 'utf8');
  }
}
