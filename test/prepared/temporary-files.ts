import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variable that tells where temporary files were before. */
export const TEMPORARY_BEFORE = 'TEST_TEMPORARY_BEFORE';

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 30;

/**
 * Gives this run a folder of its own for temporary files: databases, data folders, Chromium's profiles and what its
 * processes share. It is in memory where Linux offers that, since the disk makes a run a twentieth longer. It is
 * removed when this process ends, with what a worker that was stopped has left.
 */
export function giveRunItsFolder(): void {
  if (process.env[TEMPORARY_BEFORE] !== undefined) return;
  process.env[TEMPORARY_BEFORE] = tmpdir();
  const folder = mkdtempSync(join(isUsable() ? MEMORY : tmpdir(), 'tests-'));
  process.env['TMPDIR'] = folder;
  process.once('exit', () => {
    // A browser that is about to end may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(1)); // a signal alone calls no `exit`
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
