import { type z } from 'zod';

type Frozen<Value> = Value extends object
  ? { readonly [Name in keyof Value]: Frozen<Value[Name]> }
  : Value;

/**
 * The answer of a call, typed by its schema for the endpoint that builds it and the page that reads it. An
 * undefined field is left out (JSON).
 */
export type Answered<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

/** What a caller sends, before validation. */
export type Sent<Schema extends z.ZodType> = Frozen<z.input<Schema>>;
