import { z } from 'zod';

type Outcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly message: string };

export type Write = (body: Record<string, unknown>) => Outcome;

/** One address of the control API. Absent methods are answered with 405. */
export type ControlResource = {
  readonly read?: () => unknown;
  /** `PUT`: accepts the whole new value and returns it. */
  readonly write?: Write;
  /** `POST`. */
  readonly call?: Write;
  /** `DELETE`. */
  readonly reset?: () => void;
};

/** Validates a body before `apply` sees it. An invalid body changes nothing. */
export const checkedBy =
  <Value>(schema: z.ZodType<Value>, apply: (value: Value) => unknown): Write =>
  (body) => {
    const checked = schema.safeParse(body);
    if (!checked.success) return { kind: 'refused', message: z.prettifyError(checked.error) };
    return { kind: 'done', value: apply(checked.data) };
  };
