import { type z } from 'zod';

type Frozen<Value> = Value extends object
  ? { readonly [Name in keyof Value]: Frozen<Value[Name]> }
  : Value;

/**
 * What a call answers: typed by its schema for the endpoint that builds it and for the page that reads it. A
 * field that is undefined is left out (JSON).
 */
export type Answered<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

/** What a caller sends, before it is checked. */
export type Sent<Schema extends z.ZodType> = Frozen<z.input<Schema>>;
