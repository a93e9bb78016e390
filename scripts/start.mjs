// `npm start`: bundles the embedded platform in memory, as the deployed functions are bundled, and runs it. tsx would
// translate one file at a time. Each use of an import is then a call of a getter, and each inner function gets its
// name anew whenever it is made, which takes a tenth of the processor time of a rotation.
import { readFile } from 'node:fs/promises';
import Module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

const LOCAL = fileURLToPath(new URL('../local/', import.meta.url));
const BUNDLE = `${LOCAL}start.cjs`; // exists only in memory

/** @type {import('esbuild').Plugin} A bundle has one `__dirname`, but the page for trying reads files beside its source. */
const ownFolders = {
  name: 'own-folders',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]try-page\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        '__dirname',
        JSON.stringify(dirname(path)),
      ),
      loader: 'ts',
    }));
  },
};

const { outputFiles } = await build({
  entryPoints: [`${LOCAL}start.ts`],
  outfile: BUNDLE,
  write: false,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  packages: 'external',
  plugins: [ownFolders],
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'warning',
});
await stop();
process.setSourceMapsEnabled(true);
const main = new Module(BUNDLE);
main.filename = BUNDLE;
main.paths = Module._nodeModulePaths(LOCAL);
main._compile(outputFiles[0].text, BUNDLE);
