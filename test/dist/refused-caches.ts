import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { saveMemory } from '../../scripts/dist-memory';
import { cacheOf, wrapped } from '../../scripts/dist-parts';

// A process of its own, since V8 takes a cache only under the flags that it was made with. Prints, as
// JSON, which parts of a folder have a cache that V8 does not take.
saveMemory();
const [folder = '', ...parts] = process.argv.slice(2);
const refused = parts.filter((name) => {
  const file = join(folder, name);
  const source = wrapped(readFileSync(file, 'latin1'));
  const cachedData = readFileSync(cacheOf(file));
  return new Script(source, { filename: file, cachedData }).cachedDataRejected;
});
process.stdout.write(JSON.stringify(refused));
