import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from './root';

/** On the disk of the source folder: the folder for temporary files may be in memory. */
const PARENT = process.env['BENCH_FOLDER'] ?? join(ROOT, 'node_modules', '.cache', 'bench');

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder for the service's data, removed when this process ends. */
export function newFolder(): string {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'run-'));
  folders.push(folder);
  return folder;
}

const SYNCED_WRITES = 100;
const PAGE = Buffer.alloc(4096);
/** The time between the two writes of an issue at 100 issues a second. An idle disk takes longer. */
const APART_MS = 5;

/** The duration in milliseconds of each of 100 writes of 4 KiB that survive a power loss. */
export async function syncedWritesMs(): Promise<number[]> {
  const file = openSync(join(newFolder(), 'synced'), 'w');
  const times: number[] = [];
  for (let index = 0; index < SYNCED_WRITES; index += 1) {
    const startedAt = performance.now();
    writeSync(file, PAGE, 0, PAGE.length, index * PAGE.length);
    fsyncSync(file);
    times.push(performance.now() - startedAt);
    await wait(APART_MS);
  }
  closeSync(file);
  return times;
}
