/**
 * A password or a private key that can't be printed: every way of turning it into text gives
 * `[secret]`. The one way out is {@link Secret.reveal}, so a search for `reveal(` is the review.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Only adapters that send or encrypt it and the one answer that issues it may call this. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.toPrimitive](): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
