import domain, { type Domain } from 'node:domain';

/** Node's types leave out the domain that is entered just now. */
const domains = domain as typeof domain & { readonly active?: Domain | null };

/**
 * Leaves the domain that functions-framework enters for each request, to catch what a function lets
 * go. In a domain Node keeps a record of every promise until it is collected: a fifth of a request's
 * processor time, measured. To be called where nothing is let go, before anything is awaited.
 */
export function leaveDomain(): void {
  domains.active?.exit();
}
