import { z } from 'zod';

/** Where a page ended: the value that the list is ordered by, and the id of the last document. */
export type Place<Value> = readonly [value: Value, id: string];

/** Nobody needs a longer one: an address has 320 characters, an id far fewer. */
const MAX_TOKEN = 4000;

/** A place as an opaque token that fits a URL. */
export const pageToken = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

const reader =
  <Values>(place: z.ZodType<Values>) =>
  (token: string): Values | undefined => {
    if (token.length > MAX_TOKEN) return undefined;
    try {
      const json: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
      return place.safeParse(json).data;
    } catch {
      return undefined;
    }
  };

const Id = z.string().min(1);

/** The place in a token of what is ordered by text, such as `list` by address; undefined if it is not one. */
export const textPlace = reader(z.tuple([z.string(), Id]));

/** As `textPlace`, of what is ordered by moment, such as `due`. */
export const momentPlace = reader(z.tuple([z.number(), Id]));

/** As `textPlace`, of what is ordered by unit and then by moment. */
export const unitPlace = reader(z.tuple([z.string(), z.number(), Id]));
