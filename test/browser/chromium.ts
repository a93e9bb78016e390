import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
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

/** The variable that tells the run's workers where their Chromium is. */
export const CHROMIUM_FOLDER = 'TEST_CHROMIUM_FOLDER';

async function launch(): Promise<Browser> {
  const folder = process.env[CHROMIUM_FOLDER];
  if (folder === undefined) throw new Error('jest.config.js unpacks no Chromium for this project');
  const launchWith = (environment: Record<string, string>): Promise<Browser> =>
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
    return await launchWith({});
  } catch {
    // A machine without NSS: the package brings its own.
    return launchWith({ LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') });
  }
}

let launched: Promise<Browser> | undefined;

/**
 * The Chromium of all suites of this worker, launched again if it has ended. It ends with the worker. A suite closes
 * what it has opened in it. Throws without a worker (`-i`): nothing would end it.
 */
export async function chromiumOfThisWorker(): Promise<Browser> {
  if (isMainThread) throw new Error('Chromium ends with its worker: run this project without -i');
  if (launched && !(await launched).isConnected()) launched = undefined;
  launched ??= launch();
  return launched;
}
