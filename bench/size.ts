/**
 * How much to run: everything or about three minutes; whether to include the very large run; the users of that
 * run and Google's latency in it.
 */
export type Size = {
  readonly quick: boolean;
  readonly large: boolean;
  readonly users: number;
  readonly latencyMs: number;
};
