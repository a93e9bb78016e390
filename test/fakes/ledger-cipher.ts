import { ciphertext, type Ciphertext } from '../../functions/domain/account';
import { Secret } from '../../functions/domain/secret';
import { type CipherContext, type PasswordCipher } from '../../functions/ports/password-cipher';

/** A cipher that remembers its inputs, so that a test can look into a stored account. */
export class LedgerCipher implements PasswordCipher {
  readonly #ledger = new Map<string, { readonly text: string; readonly place: string }>();

  readonly #spoilt = new Set<Ciphertext>();

  encrypt(password: Secret, context: CipherContext): Promise<Ciphertext> {
    const made = ciphertext(`sealed-${this.#ledger.size + 1}`);
    this.#ledger.set(made, { text: password.reveal(), place: placeOf(context) });
    return Promise.resolve(made);
  }

  decrypt(sealed: Ciphertext, context: CipherContext): Promise<Secret | undefined> {
    const entry = this.#ledger.get(sealed);
    const opens = entry?.place === placeOf(context) && !this.#spoilt.has(sealed);
    return Promise.resolve(opens ? new Secret(entry.text) : undefined);
  }

  /** Makes this ciphertext impossible to decrypt. */
  spoil(sealed: Ciphertext): void {
    this.#spoilt.add(sealed);
  }

  /** The plaintext of a ciphertext, for the test only. */
  open(sealed: Ciphertext): string {
    return this.#ledger.get(sealed)?.text ?? 'never sealed';
  }
}

const placeOf = ({ userId, version }: CipherContext): string => `${userId}|${version}`;
