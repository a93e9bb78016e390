/**
 * How much to run: everything or about three minutes; whether to include the very large run; and its size.
 */
export type Size = { readonly quick: boolean; readonly large: boolean; readonly users: number };
