import { z } from 'zod';

/** Where a page ended: the value that the list is ordered by, and the id of the last document. */
export type Place<Value> = readonly [value: Value, id: string];

/** Nobody needs a longer one: an address has 320 characters, an id far fewer. */
const MAX_TOKEN = 4000;

/** A place as an opaque token that fits a URL. */
export const pageToken = (place: Place<string | number>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

const reader =
  <Value>(value: z.ZodType<Value>) =>
  (token: string): Place<Value> | undefined => {
    const place = z.tuple([value, z.string().min(1)]);
    if (token.length > MAX_TOKEN) return undefined;
    try {
      const json: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
      return place.safeParse(json).data;
    } catch {
      return undefined;
    }
  };

/** The place in a token of `list` (ordered by address), or undefined if it is not one. */
export const addressPlace = reader(z.string());

/** The place in a token of `due` (ordered by moment), or undefined if it is not one. */
export const momentPlace = reader(z.int().min(0));
