// Bundles what the pages load (functions/page/browser, style, favicon) into one TypeScript module, so
// that tsx, jest and a bundle of the whole function find it alike, with no file to read at run time.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

// `prepare` runs this for an installation without the tools, too: nothing is to be made there.
if (process.env.npm_config_omit?.split(' ').includes('dev')) process.exit(0);
const { build } = await import('esbuild');

const PAGE = new URL('../functions/page/', import.meta.url);

/** @param {string} entry */
async function bundle(entry) {
  const result = await build({
    entryPoints: [new URL(entry, PAGE).pathname],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

/** @param {string} name @param {string} extension @param {string} mediaType @param {string} data */
function asset(name, extension, mediaType, data) {
  const hash = createHash('sha256').update(data).digest('base64url').slice(0, 16);
  return { path: `/assets/${name}-${hash}.${extension}`, mediaType, data };
}

const script = (language, data) =>
  asset(`page-${language}`, 'js', 'text/javascript; charset=utf-8', data);

const [english, french, style, icon] = await Promise.all([
  bundle('browser/main.en.ts'),
  bundle('browser/main.fr.ts'),
  bundle('style/page.css'),
  readFile(new URL('favicon.svg', PAGE), 'utf8'),
]);

const assets = {
  script: { en: script('en', english), fr: script('fr', french) },
  style: asset('page', 'css', 'text/css; charset=utf-8', style),
  icon: asset('icon', 'svg', 'image/svg+xml', icon.trim()),
};

const module = `// Made by scripts/build-page.mjs; not kept in git.
type Asset = { readonly path: string; readonly mediaType: string; readonly data: string };

export const ASSETS: {
  readonly script: Readonly<Record<'en' | 'fr', Asset>>;
  readonly style: Asset;
  readonly icon: Asset;
} = ${JSON.stringify(assets, null, 2)};
`;
await writeFile(new URL('assets.generated.ts', PAGE), module);
