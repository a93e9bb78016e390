import { brotliCompressSync } from 'node:zlib';
import { type Plugin } from 'esbuild';
import { ASSETS } from '../functions/page/assets.generated';

/**
 * What the pages load is half a megabyte of text in the source, and a fifth of that packed. The bundle unpacks it at
 * the first page, so that a start takes no longer for it.
 */
export const packedAssets: Plugin = {
  name: 'packed assets',
  setup: (build) => {
    build.onLoad({ filter: /[/\\]page[/\\]assets\.generated\.ts$/ }, () => {
      const packed = brotliCompressSync(JSON.stringify(ASSETS)).toString('base64');
      const members = Object.keys(ASSETS).map((name) => `get ${name}() { return all().${name}; }`);
      const contents = `import { brotliDecompressSync } from 'node:zlib';
        let unpacked;
        const all = () =>
          (unpacked ??= JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString()));
        export const ASSETS = { ${members.join(', ')} };`;
      return { contents, loader: 'js' };
    });
  },
};
