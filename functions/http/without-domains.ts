import domain, { type Domain } from 'node:domain';

/**
 * Keeps `node:domain` away from every request, for as long as the process lives. functions-framework
 * makes a domain for each, to catch what a function lets go; from the first one on, Node follows every
 * promise of the process until it is collected: a quarter of the processor time of a call (measured,
 * Node 24). Our functions let nothing go; what is thrown in no promise at all ends the process, as it
 * does in the framework itself. Idempotent.
 */
export function withoutDomains(): void {
  domain.create = () => notEntered;
}

/** The two methods of a domain that the framework calls. */
const notEntered = {
  on: () => notEntered,
  run: (work: () => unknown) => work(),
} as unknown as Domain;
