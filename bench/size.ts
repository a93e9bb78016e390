/** How much is run: the whole, or some three minutes; whether the very large run as well, and how large. */
export type Size = { readonly quick: boolean; readonly large: boolean; readonly users: number };
