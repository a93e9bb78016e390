// Bundles what the pages load (functions/page/browser, style, favicon) into one TypeScript module. tsx, jest
// and the bundle of the whole function can then all import it, and no file is read at run time.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// `prepare` also runs this in an installation without the tools; it must do nothing there.
if (process.env.npm_config_omit?.split(' ').includes('dev')) process.exit(0);
const { build, transform } = await import('esbuild');

const PAGE = new URL('../functions/page/', import.meta.url);

/** @type {Set<string>} The folders of the packages that a browser loads a part of. */
const packages = new Set();

/** @param {{ entryPoints: string[] } | { stdin: object }} entry */
async function bundle(entry) {
  const result = await build({
    ...entry,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: ['chrome129', 'firefox136', 'safari16.4'], // the first with `Intl.DurationFormat`
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const path of Object.keys(result.metafile.inputs)) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [];
    if (folder !== undefined) packages.add(folder);
  }
  return result.outputFiles[0].text;
}

/** @param {string} name @param {string} extension @param {string} mediaType @param {string} data */
function asset(name, extension, mediaType, data) {
  const hash = createHash('sha256').update(data).digest('base64url').slice(0, 16);
  return { path: `/assets/${name}-${hash}.${extension}`, mediaType, data };
}

/** @returns {Promise<string[]>} the tags of the pages' languages */
async function languageTags() {
  const source = await readFile(new URL('language.ts', PAGE), 'utf8');
  const { code } = await transform(source, { loader: 'ts' });
  const { LANGUAGES } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return LANGUAGES.map(({ tag }) => tag);
}

/**
 * The script of one language, without the texts of other languages.
 *
 * @param {string} name @param {string} language @param {{ texts: string, start: string }} modules
 */
async function script(name, language, { texts, start }) {
  const data = await bundle({
    stdin: {
      contents: `import { ${language} as texts } from './texts/${texts}';
        import { start } from './browser/${start}';
        start({ language: '${language}', texts });`,
      resolveDir: fileURLToPath(PAGE),
      loader: 'ts',
    },
  });
  return [language, asset(`${name}-${language}`, 'js', 'text/javascript; charset=utf-8', data)];
}

/** @param {string} name of the style, and of the scripts with the language */
async function scriptsAndStyle(name, modules) {
  const [scripts, style] = await Promise.all([
    languageTags().then((tags) => Promise.all(tags.map((tag) => script(name, tag, modules)))),
    bundle({ entryPoints: [fileURLToPath(new URL(`style/${name}.css`, PAGE))] }),
  ]);
  return {
    script: Object.fromEntries(scripts),
    style: asset(name, 'css', 'text/css; charset=utf-8', style),
  };
}

const [page, me, icon] = await Promise.all([
  scriptsAndStyle('page', { texts: 'browser-texts', start: 'start' }),
  scriptsAndStyle('me', { texts: 'me-texts', start: 'me/start' }),
  readFile(new URL('favicon.svg', PAGE), 'utf8'),
]);

const assets = {
  ...page,
  me,
  icon: asset('icon', 'svg', 'image/svg+xml', icon.trim()),
};

const module = `// Made by scripts/build-page.mjs; not kept in git.
import { type Language } from './language';

type Asset = { readonly path: string; readonly mediaType: string; readonly data: string };

type Loaded = { readonly script: Readonly<Record<Language, Asset>>; readonly style: Asset };

/** Of the administrators' pages; \`me\`: of the page for people. */
export const ASSETS: Loaded & { readonly me: Loaded; readonly icon: Asset } = ${JSON.stringify(assets, null, 2)};

/** The folders of the packages of which these files hold a part: their licences go with them. */
export const ASSET_PACKAGES: readonly string[] = ${JSON.stringify([...packages].sort())};
`;
await writeFile(new URL('assets.generated.ts', PAGE), module);
