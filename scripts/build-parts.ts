import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile, type OutputFile, type Plugin, transform } from 'esbuild';
import { ASSET_PACKAGES } from '../functions/page/assets.generated';
import { reachedProtos } from './build-protos';
import { wrapped } from './dist-parts';
import { packedAssets } from './packed-assets';

export const ROOT = join(__dirname, '..');

/**
 * The one package that is not bundled: the bundle must register with the same copy whose command serves it.
 */
export const FRAMEWORK = '@google-cloud/functions-framework';

/** A file of the bundle. Parts with our own code have a `map`. */
export type Part = { readonly name: string; readonly code: string; readonly map?: string };

/** The parts, and the folder of every package that contributed code. */
export type Bundle = { readonly parts: readonly Part[]; readonly packages: readonly string[] };

const SAME_FOR_BOTH = {
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  sourcesContent: false, // a map names our files; readers of a stack trace have them
} as const;

/**
 * Bundles the functions into one part with our code and one part for each library that is loaded at first
 * use. Code that libraries share becomes parts too. Only ES modules can be split this way, and only CommonJS
 * can have a code cache. So esbuild bundles ES modules, and each part is then converted to CommonJS.
 */
export async function bundleParts(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...SAME_FOR_BOTH,
    absWorkingDir: ROOT,
    entryPoints: { functions: 'functions/index.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    external: [FRAMEWORK],
    sourcemap: 'inline',
    metafile: true,
    write: false,
    plugins: [packedAssets, dropUnusedZod, dropUnusedProtos],
  });
  const inputs = Object.keys(metafile.inputs);
  const ours = inputs.flatMap((path) => packageFolder(path) ?? []);
  const packages = new Set([...ours, ...ASSET_PACKAGES]);
  const parts = await Promise.all(outputFiles.map((file) => commonJs(file, metafile)));
  return { parts, packages: [...packages].sort() };
}

/**
 * Our own part keeps its lines and names, so that stack traces in the log are readable. Library parts are minified
 * except for names that they inspect: one recognises a `Long` by its constructor's name.
 */
async function commonJs({ path, text }: OutputFile, { inputs, outputs }: Metafile): Promise<Part> {
  const name = basename(path);
  const { inputs: held = {}, entryPoint = '' } = outputs[`dist/${name}`] ?? {};
  const ours = Object.keys(held).some((input) => input.startsWith('functions/'));
  const { code, map } = await transform(text, {
    ...SAME_FOR_BOTH,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    sourcefile: name,
    minifySyntax: true,
    minifyWhitespace: !ours,
    minifyIdentifiers: !ours,
    keepNames: !ours,
    sourcemap: ours ? 'external' : false,
  });
  if (ours) return { name, code: `${wrapped(code)}//# sourceMappingURL=${name}.map\n`, map };
  // esbuild exports such a library as `default` only, but `import()` must give each export by its name.
  const wasCommonJs = inputs[entryPoint]?.format === 'cjs';
  return {
    name,
    code: wrapped(wasCommonJs ? `${code}module.exports=module.exports.default;` : code),
  };
}

/**
 * esbuild keeps only what is used of `import * as z`, but everything of `import { z }`: half a megabyte, with
 * 50 languages.
 */
const dropUnusedZod: Plugin = {
  name: 'drop unused zod',
  setup: (build) => {
    build.onLoad({ filter: /[/\\]functions[/\\].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(
        /^import \{ (type )?z \} from 'zod'/m,
        "import $1* as z from 'zod'",
      );
      return { contents, loader: 'ts' };
    });
  },
};

const dropUnusedProtos: Plugin = {
  name: 'drop unused protos',
  setup: (build) => {
    build.onLoad({ filter: /[/\\]node_modules[/\\].*[/\\]protos\.json$/ }, async ({ path }) => {
      const contents = reachedProtos(await readFile(path, 'utf8'));
      return { contents, loader: 'json' };
    });
  },
};

/** The folder of the package that a file belongs to, relative to `ROOT`; undefined for our own files. */
const packageFolder = (path: string): string | undefined =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
