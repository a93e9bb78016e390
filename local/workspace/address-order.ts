/** Addresses in order. They are sorted again only after a change. */
export class AddressOrder {
  readonly #addresses: () => Iterable<string>;
  #sorted: readonly string[] | undefined;

  /** `addresses` returns all of them, in lower case. */
  constructor(addresses: () => Iterable<string>) {
    this.#addresses = addresses;
  }

  changed(): void {
    this.#sorted = undefined;
  }

  /** The addresses after this one. */
  *after(address: string): Generator<string> {
    const sorted = (this.#sorted ??= [...this.#addresses()].sort());
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') > address) high = middle;
      else low = middle + 1;
    }
    yield* sorted.slice(low);
  }
}
