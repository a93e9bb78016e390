import { type BrowserServer } from 'playwright-core';
import { keepTemporaryFilesInMemory } from '../prepared/temporary-files';
import { ENDPOINT, startChromium } from './chromium';

declare global {
  /** Handed from the set-up of the run to its tear-down. */
  var chromiumServer: BrowserServer | undefined;
}

/** Jest calls it once, before the first browser suite of a run. */
export default async function start(): Promise<void> {
  keepTemporaryFilesInMemory();
  globalThis.chromiumServer = await startChromium();
  process.env[ENDPOINT] = globalThis.chromiumServer.wsEndpoint();
}
