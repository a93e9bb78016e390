import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, distMissing } from './dist-function';
import { type Row } from './figure';

const MEGABYTE = 1_000_000;

/** Everything that `npm run build` makes for deployment: code, source maps and licences. */
export function bundleRows(): Promise<Row[]> {
  const missing = distMissing();
  if (missing !== undefined) return Promise.resolve([{ name: 'bundle', skipped: missing }]);
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const bytesOf = (some: readonly string[]): number =>
    some.reduce((sum, file) => sum + statSync(file).size, 0);
  const all = bytesOf(files);
  const maps = bytesOf(files.filter((file) => file.endsWith('.map')));
  const row: Row = {
    name: 'deployed bundle',
    goal: { of: 'measured', atMost: 5.5 },
    unit: 'MB',
    measured: all / MEGABYTE,
    beside: { name: 'of it source maps', value: maps / MEGABYTE },
    run: `${files.length} files of dist/, source maps and licences included`,
  };
  return Promise.resolve([row]);
}
