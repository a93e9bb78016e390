import { z } from 'zod';
import { epochMs } from '../domain/time';

/** Requires a schema for every field of a document, so that reading loses none. */
export type Fields<Document> = { readonly [Name in keyof Document]-?: z.ZodType };

/** Release 0.1.0 stored fractions of a millisecond, when it tried suspended users again. */
export const Moment = z
  .number()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .transform((ms) => epochMs(Math.floor(ms)));
