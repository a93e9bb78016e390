import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saveMemory } from '../../scripts/dist-memory';
import { compiled } from '../../scripts/dist-parts';

// A process of its own, since V8 takes a cache only under the flags that it was made with. Prints, as
// JSON, which parts of a folder have no cache, or one that V8 does not take when the part is loaded.
const [folder = '', ...parts] = process.argv.slice(2);
const isRefused = (name: string): boolean =>
  compiled(join(folder, name)).cachedDataRejected !== false;

const main = readFileSync(join(folder, 'functions.cjs'), 'latin1');
const needed = [...main.matchAll(/[ ,]import_\w+ = require\("\.\/(.+?)"\)/g)].map(
  ([, name]) => name!,
);
const atStart = parts.filter((name) => ['functions.cjs', ...needed].includes(name));
const refused = atStart.filter(isRefused);
saveMemory();
refused.push(...parts.filter((name) => !atStart.includes(name)).filter(isRefused));
process.stdout.write(JSON.stringify(refused));
