import { z } from 'zod';

/** The end of a page: the value that the list is sorted by, and the ID of the last document. */
export type Place<Value> = readonly [value: Value, id: string];

/** An upper limit for valid tokens: an address has at most 320 characters, an ID far fewer. */
const MAX_TOKEN = 4000;

/** A place as an opaque, URL-safe token. */
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

/**
 * The place in a token of a list sorted by text, such as `list` by address. `undefined` for an invalid
 * token.
 */
export const textPlace = reader(z.tuple([z.string(), Id]));

/** Like `textPlace`, for a list sorted by time, such as `due`. */
export const momentPlace = reader(z.tuple([z.number(), Id]));

/** Like `textPlace`, for a list sorted by unit and then by time. */
export const unitPlace = reader(z.tuple([z.string(), z.number(), Id]));
