/**
 * A password or a private key that cannot be printed: every conversion to text gives `[secret]`. Only {@link
 * Secret.reveal} gives the value, so a search for `reveal(` finds everything to review.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Only for adapters that send or encrypt it, and for the one answer that issues it. */
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
