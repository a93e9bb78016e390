import './start-chromium';

export default async function stop(): Promise<void> {
  await globalThis.chromiumServer?.close();
}
