import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { TEMPORARY_BEFORE } from '../prepared/temporary-files';

const ARGUMENTS = [
  '--no-sandbox', // as root, and in containers, Chromium's own sandbox can't start
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-gpu',
  '--no-pings',
  '--font-render-hinting=none',
];

/** Where the suites of one run find their Chromium. */
export const ENDPOINT = 'CHROMIUM_ENDPOINT';

/**
 * Starts the Chromium that `npm ci` brought, for all suites of a run. It is unpacked once, into the system's
 * temporary folder on the disk.
 */
export async function startChromium(): Promise<BrowserServer> {
  const script = join(__dirname, 'unpack-chromium.mjs');
  const before = process.env[TEMPORARY_BEFORE];
  const env = before === undefined ? process.env : { ...process.env, TMPDIR: before };
  const folder = execFileSync(process.execPath, [script], { encoding: 'utf8', env }).trim();
  const launch = (environment: Record<string, string>): Promise<BrowserServer> =>
    chromium.launchServer({
      executablePath: join(folder, 'chromium'),
      args: ARGUMENTS,
      env: {
        ...process.env,
        // As in a container: a page that names no locale is given `en-US@posix`, which is no language tag.
        LANG: 'C.UTF-8',
        FONTCONFIG_FILE: join(folder, 'fonts.conf'),
        ...environment,
      },
    });
  try {
    return await launch({});
  } catch {
    // A machine without NSS: the package brings its own.
    return launch({ LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') });
  }
}

/** A suite's own connection to that Chromium. Closing it closes the suite's pages. */
export function connectToChromium(): Promise<Browser> {
  const endpoint = process.env[ENDPOINT];
  if (endpoint === undefined) throw new Error('No Chromium has been started for this run.');
  return chromium.connect(endpoint);
}
