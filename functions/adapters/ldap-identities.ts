import { Secret } from '../domain/secret';
import { pemBlocks } from '../domain/pem-block';
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
