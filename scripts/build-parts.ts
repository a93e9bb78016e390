import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile, type OutputFile, type Plugin, transform } from 'esbuild';
import { reachedProtos } from './build-protos';

export const ROOT = join(__dirname, '..');

/** The one package that is not bundled: the bundle must register with the copy whose command serves it. */
export const FRAMEWORK = '@google-cloud/functions-framework';

/** A file of the bundle. `map` is there for what holds our own code. */
export type Part = { readonly name: string; readonly code: string; readonly map?: string };

/** The parts, and the folder of every package that something was taken from. */
export type Bundle = { readonly parts: readonly Part[]; readonly packages: readonly string[] };

const SAME_FOR_BOTH = {
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  sourcesContent: false, // maps name our files; whoever reads a stack has them
} as const;

/**
 * Bundles the functions into one part with our code and one for each library that is loaded at first
 * use, what libraries share being parts too. Only ES modules can be split like that, and only CommonJS
 * can have a code cache: so it is bundled as the one, then each part is made into the other.
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
    plugins: [dropUnusedZod, dropUnusedProtos],
  });
  const inputs = Object.keys(metafile.inputs);
  const packages = new Set(inputs.flatMap((path) => packageFolder(path) ?? []));
  const parts = await Promise.all(outputFiles.map((file) => commonJs(file, metafile)));
  return { parts, packages: [...packages].sort() };
}

/**
 * Our own part stays as it is written, so that a stack in the log can be read. Libraries' parts are
 * minified, but for the names that they can see: one tells a `Long` by its constructor's name.
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
    minify: !ours,
    keepNames: !ours,
    sourcemap: ours ? 'external' : false,
  });
  if (ours) return { name, code: `${code}//# sourceMappingURL=${name}.map\n`, map };
  // esbuild gives what such a library exports as `default` alone; `import()` of it has each by its name.
  const wasCommonJs = inputs[entryPoint]?.format === 'cjs';
  return { name, code: wasCommonJs ? `${code}module.exports=module.exports.default;\n` : code };
}

/**
 * Of `import * as z` esbuild keeps what is used, of `import { z }` everything: half a megabyte, with
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

/** The folder of the package that a file belongs to, relative to `ROOT`; undefined for our own. */
const packageFolder = (path: string): string | undefined =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
