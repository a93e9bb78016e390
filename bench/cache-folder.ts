import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './own-process';

const PARENT = join(ROOT, 'node_modules', '.cache', 'bench');

/**
 * A new folder on the disk of the sources; the one for temporary files may be in memory. It is gone
 * when this process ends.
 */
export function cacheFolder(): string {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'run-'));
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
