import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox', // as root, and in containers, Chromium's own sandbox can't start
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-gpu',
  '--no-pings',
  '--font-render-hinting=none',
];

/** Starts the Chromium that `npm ci` brought. It is unpacked once, into the system's temporary folder. */
export async function launchChromium(): Promise<Browser> {
  const script = join(__dirname, 'unpack-chromium.mjs');
  const folder = execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim();
  const launch = (environment: Record<string, string>): Promise<Browser> =>
    chromium.launch({
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
