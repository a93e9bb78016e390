import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import prepare from '../prepared/prepare';
import { TEMPORARY_BEFORE } from '../prepared/temporary-files';
import { CHROMIUM_FOLDER } from './chromium';

/**
 * Jest calls it once, before the first browser suite of a run. It unpacks the Chromium that `npm ci` brought into the
 * system's temporary folder, where the next run finds it.
 */
export default async function prepareChromium(): Promise<void> {
  await prepare();
  const env = { ...process.env, TMPDIR: process.env[TEMPORARY_BEFORE] };
  const script = join(__dirname, 'unpack-chromium.mjs');
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8', env });
  process.env[CHROMIUM_FOLDER] = printed.trim();
}
