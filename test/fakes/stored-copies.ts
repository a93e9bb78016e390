import { type Account, type Ciphertext } from '../../functions/domain/account';

/** Remembers current passwords as they were stored, for a test that looks at one whose copy was destroyed. */
export class StoredCopies {
  readonly #copies = new Map<string, Ciphertext>();

  /** To be told of every account that is written. */
  readonly note = ({ userId, current }: Account): void => {
    if (current?.ciphertext !== undefined) {
      this.#copies.set(`${userId} ${current.version}`, current.ciphertext);
    }
  };

  /** All passwords of an account that Google may hold. */
  of({ userId, current, candidates }: Account): Ciphertext[] {
    const copy =
      current && (current.ciphertext ?? this.#copies.get(`${userId} ${current.version}`));
    return [
      ...candidates.map(({ ciphertext }) => ciphertext),
      ...(copy === undefined ? [] : [copy]),
    ];
  }
}
