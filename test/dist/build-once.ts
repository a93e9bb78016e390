import prepare from '../prepared/prepare';
import { BUILT, built } from './deployment';

/** Jest calls it once, before the first suite of a run that looks at the bundle. */
export default async function buildOnce(): Promise<void> {
  await prepare();
  process.env[BUILT] = await built();
}
