import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newFolder } from './disk';
import { ROOT } from './root';

/** Processes started by this one. None outlives it. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.stderr.write(`Ended by ${signal}.\n`);
    process.exit(130);
  });
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** The kernel's clock ticks per second of processor time (USER_HZ), the same on every Linux. */
const TICKS_PER_SECOND = 100;

export type ProcessOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Absent: the source folder. */
  readonly cwd?: string;
};

/** A Node process that is started to be measured. */
export class OwnProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  /**
   * The file that receives its output. Nothing reads along, so reading takes no time from the measurement.
   */
  readonly #output: string;
  #stopping = false;

  constructor(name: string, args: readonly string[], { env, cwd = ROOT }: ProcessOptions = {}) {
    this.#name = name;
    this.#output = join(newFolder(), 'output');
    const output = openSync(this.#output, 'w');
    const child = spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (this.#stopping) return;
      process.stderr.write(
        `${name} ended by itself (${String(code ?? signal)}):\n${this.#saidLast()}`,
      );
    });
  }

  /** Waits until it has printed a matching line. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(() => Promise.resolve(pattern.exec(this.#said()) ?? undefined));
  }

  /** Waits until it answers at this address, with any status. */
  async answers(url: string): Promise<void> {
    await this.#until(() =>
      fetch(url).then(
        () => true,
        () => undefined,
      ),
    );
  }

  /** Asks it to end, and kills it if that takes too long. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    this.#stopping = true;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await Promise.race([ended, wait(STOP_WITHIN_MS, undefined, { ref: false })]);
    if (!this.#hasEnded()) this.#child.kill('SIGKILL');
    await ended;
  }

  /** Processor time of all its threads since the start, in milliseconds. */
  cpuMs(): number {
    // proc(5): fields 14 and 15 are utime and stime. Field 2, the name, may contain spaces.
    const fields = this.#proc('stat')
      .replace(/^.*\) /, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }

  /**
   * Resident memory in bytes: the current amount, the peak, and the part of `now` that is private. The rest
   * is code mapped from files, mostly Node's, which the kernel can drop and read again.
   */
  memory(): { readonly now: number; readonly peak: number; readonly own: number } {
    const status = this.#proc('status');
    const bytes = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    return { now: bytes('VmRSS'), peak: bytes('VmHWM'), own: bytes('RssAnon') };
  }

  async #until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
    const until = performance.now() + READY_WITHIN_MS;
    while (!this.#hasEnded() && performance.now() < until) {
      const found = await look();
      if (found !== undefined) return found;
      await wait(LOOK_EVERY_MS);
    }
    throw new Error(`${this.#name} did not get ready. It said:\n${this.#saidLast()}`);
  }

  #said(): string {
    return readFileSync(this.#output, 'utf8');
  }

  #saidLast(): string {
    return this.#said().slice(-4_000);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #proc(file: string): string {
    if (this.#hasEnded()) throw new Error(`${this.#name} has ended.`);
    return readFileSync(`/proc/${String(this.#child.pid)}/${file}`, 'utf8');
  }
}
