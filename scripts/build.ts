import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from './build-licences';
import { deployedLock, deployedManifest } from './build-package';
import { bundleParts, ROOT } from './build-parts';

const DIST = join(ROOT, 'dist');

/**
 * `npm run build`: makes `dist/`, the whole deployment, or writes it into the empty folder given as an
 * argument. The same sources give the same bytes.
 */
async function main(folder: string): Promise<void> {
  const { parts, packages } = await bundleParts();
  if (folder === DIST) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
  const put = (name: string, text: string) => writeFile(join(folder, name), text);
  for (const { name, code, map } of parts) {
    await put(name, code);
    if (map !== undefined) await put(`${name}.map`, map);
  }
  await build({
    entryPoints: {
      index: join(ROOT, 'scripts/dist-index.ts'),
      'code-cache': join(ROOT, 'scripts/dist-code-cache.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node24',
  });
  const manifest = deployedManifest(await json('package.json'));
  await put('package.json', pretty(manifest));
  await put('package-lock.json', pretty(deployedLock(manifest, await json('package-lock.json'))));
  await cp(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  await put('THIRD-PARTY-LICENSES.txt', licencesOf(packages));
  await report(folder);
}

const json = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(join(ROOT, file), 'utf8'));

const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

async function report(folder: string): Promise<void> {
  let total = 0;
  for (const name of (await readdir(folder)).sort()) {
    const { length } = await readFile(join(folder, name));
    total += length;
    process.stdout.write(`${kilobytes(length)}  ${name}\n`);
  }
  process.stdout.write(`${kilobytes(total)}  in all\n`);
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;

main(resolve(process.argv[2] ?? DIST)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
