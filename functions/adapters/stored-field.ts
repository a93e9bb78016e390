import { z } from 'zod';
import { epochMs } from '../domain/time';

/** Requires a schema for every field of a document, so that reading loses none. */
export type Fields<Document> = { readonly [Name in keyof Document]-?: z.ZodType };

export const Moment = z.int().min(0).transform(epochMs);
