/** How much is run: the whole, something that takes a minute, and whether the very large run as well. */
export type Size = { readonly quick: boolean; readonly large: boolean };
