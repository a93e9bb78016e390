import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** On the disk of the sources; the folder for temporary files may be in memory. */
const PARENT = process.env['BENCH_FOLDER'] ?? join(ROOT, 'node_modules', '.cache', 'bench');

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder for what the service keeps. It is gone when this process ends. */
export function newFolder(): string {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'run-'));
  folders.push(folder);
  return folder;
}

const SYNCED_WRITES = 100;
const PAGE = Buffer.alloc(4096);

/** How long this disk takes for each of a hundred writes of 4 KiB that outlive a loss of power. */
export function syncedWritesMs(): number[] {
  const file = openSync(join(newFolder(), 'synced'), 'w');
  const times = Array.from({ length: SYNCED_WRITES }, (_, index) => {
    const startedAt = performance.now();
    writeSync(file, PAGE, 0, PAGE.length, index * PAGE.length);
    fdatasyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  return times;
}
