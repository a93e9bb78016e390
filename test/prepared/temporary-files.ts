import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** The variable that tells where temporary files were before. */
export const TEMPORARY_BEFORE = 'TEST_TEMPORARY_BEFORE';

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 30;

/**
 * Keeps the temporary files of this run in memory, where Linux offers it: databases, data folders, and what
 * Chromium's processes share. The disk makes a run a twentieth longer. They are removed when this process ends.
 */
export function keepTemporaryFilesInMemory(): void {
  if (process.env[TEMPORARY_BEFORE] !== undefined || !isUsable()) return;
  const folder = mkdtempSync(join(MEMORY, 'tests-'));
  process.env[TEMPORARY_BEFORE] = process.env['TMPDIR'] ?? '';
  process.env['TMPDIR'] = folder;
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Containers may have 64 MB of it only, or allow no program in it. */
function isUsable(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === MEMORY);
    return mount?.includes('noexec') === false && bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false; // not Linux
  }
}
