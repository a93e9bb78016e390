import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREPARED } from './folder';
import { prepareKeyPairs } from './key-pairs';
import { prepareDatabase } from './database';
import { giveRunItsFolder } from './temporary-files';

/** Jest calls it once, before the first suite of a run: what would otherwise be made anew by each test. */
export default async function prepare(): Promise<void> {
  giveRunItsFolder();
  if (process.env[PREPARED] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'prepared-'));
  await prepareKeyPairs(folder);
  prepareDatabase(folder);
  process.env[PREPARED] = folder;
}
