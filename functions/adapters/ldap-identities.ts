import { Secret } from '../domain/secret';
import { pemBlocks } from '../domain/pem-block';
import { durationMs, type EpochMs, later } from '../domain/time';
import { type Clock } from '../ports/clock';
import { type KeyVault } from '../ports/key-vault';
import { type LdapIdentities } from '../ports/ldap-identities';

/** The pairs in this vault, each stored as two PEM blocks. */
export const ldapIdentities = (vault: KeyVault): LdapIdentities => ({
  read: async (keyVersion) => {
    const stored = await vault.read(keyVersion);
    const blocks = stored ? pemBlocks(stored.reveal()) : [];
    const certificate = blocks.find(({ kind }) => kind === 'certificate')?.pem;
    const privateKey = blocks.find(({ kind }) => kind === 'private-key')?.pem;
    if (certificate === undefined || privateKey === undefined) return undefined;
    return { certificate, privateKey: new Secret(privateKey) };
  },
});

/** A version that somebody disables in the vault by hand is used for at most this long by a running instance. */
const KEPT_MS = durationMs(300_000);

/**
 * Keeps the last pair that was read for five minutes, so that not every bind reads the vault. Callers name the
 * version that the configuration says is current, so a replaced pair is never used again. Calls at the same time
 * share one read.
 */
export function keptLdapIdentities(
  identities: LdapIdentities,
  clock: Pick<Clock, 'now'>,
): LdapIdentities {
  let kept: Kept | undefined;
  return {
    read: async (keyVersion) => {
      const now = clock.now();
      if (kept?.keyVersion !== keyVersion || now < kept.at || now >= later(kept.at, KEPT_MS)) {
        kept = { keyVersion, at: now, pair: identities.read(keyVersion) };
      }
      const mine = kept;
      const forget = (): void => {
        if (kept === mine) kept = undefined;
      };
      try {
        const pair = await mine.pair;
        if (pair === undefined) forget();
        return pair;
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}

type Kept = {
  readonly keyVersion: string;
  readonly at: EpochMs;
  readonly pair: ReturnType<LdapIdentities['read']>;
};
