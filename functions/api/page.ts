import { z } from 'zod';

/** The query of a page. Other parameters are ignored: the proxy in front adds its own. */
export const PageQuery = z.object({ lang: z.string().optional() });

/** The path of a file that the pages load. */
export const AssetParams = z.object({ name: z.string() });
