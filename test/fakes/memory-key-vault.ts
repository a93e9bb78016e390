import { type Secret } from '../../functions/domain/secret';
import { type KeyVault, type KeyVersionState } from '../../functions/ports/key-vault';

/** A key vault in memory. Meets the same contract as the real vaults. */
export class MemoryKeyVault implements KeyVault {
  readonly #versions = new Map<string, { key?: Secret; state: KeyVersionState }>();

  add(key: Secret): Promise<string> {
    if (Buffer.byteLength(key.reveal()) > 65_536) return Promise.reject(new Error('too large'));
    const version = String(this.#versions.size + 1);
    this.#versions.set(version, { key, state: 'enabled' });
    return Promise.resolve(version);
  }

  read(version: string): Promise<Secret | undefined> {
    const found = this.#versions.get(version);
    return Promise.resolve(found?.state === 'enabled' ? found.key : undefined);
  }

  /** The current state, for a test to inspect between two calls. */
  peek(version: string): KeyVersionState | undefined {
    return this.#versions.get(version)?.state;
  }

  list(): Promise<{ version: string; state: KeyVersionState }[]> {
    return Promise.resolve([...this.#versions].map(([version, { state }]) => ({ version, state })));
  }

  disable(version: string): Promise<void> {
    const found = this.#versions.get(version);
    if (found?.state === 'enabled') found.state = 'disabled';
    return Promise.resolve();
  }

  destroy(version: string): Promise<void> {
    if (this.#versions.has(version)) this.#versions.set(version, { state: 'destroyed' });
    return Promise.resolve();
  }
}
