import { AssetParams } from '../api/page';
import { endpoint } from '../http/endpoint';
import { problem } from '../http/problem';
import { ASSETS } from '../page/assets.generated';

/**
 * The files that the pages load. The name contains a hash of the content, so a browser may cache it
 * forever.
 */
export const pageAssetEndpoint = endpoint({
  method: 'GET',
  path: '/assets/{name}',
  summary: 'Script, style and icon of the pages',
  access: 'open',
  params: AssetParams,
  answers: {
    200: {
      description: 'The file. Its URL changes with its content.',
      mediaTypes: ['text/javascript', 'text/css', 'image/svg+xml'],
    },
  },
  problems: ['not-found'],
  handle: ({ params }) => {
    const wanted = `/assets/${params.name}`;
    const all = [ASSETS, ASSETS.me].flatMap(({ style, script }) => [
      style,
      ...Object.values(script),
    ]);
    const found = [ASSETS.icon, ...all].find(({ path }) => path === wanted);
    if (found === undefined) {
      return Promise.resolve(
        problem(
          'not-found',
          'This file belongs to another release. Reload the page to get the current files.',
        ),
      );
    }
    return Promise.resolve({
      status: 200 as const,
      content: { mediaType: found.mediaType, data: found.data },
      headers: {
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'same-origin',
      },
    });
  },
});
