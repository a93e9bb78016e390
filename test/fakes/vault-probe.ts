import { userId } from '../../functions/domain/account';
import { type Connection } from '../../functions/domain/configuration/configuration';
import { type ConnectionProbe } from '../../functions/ports/connection-probe';
import { type Directory } from '../../functions/ports/directory';
import { type KeyVault } from '../../functions/ports/key-vault';

const ADMIN = {
  id: userId('1'),
  primaryEmail: 'admin@example.com',
  aliases: [],
  suspended: false,
  archived: false,
  isAdmin: true,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: false,
  isEnforcedIn2Sv: false,
  orgUnitPath: '/',
  customerId: 'C0other01',
};

const directory: Directory = {
  findUser: () => Promise.resolve({ kind: 'ok', value: ADMIN }),
  listUsers: () => Promise.resolve({ kind: 'ok', value: { users: [ADMIN] } }),
  setPassword: () => Promise.resolve({ kind: 'applied' }),
};

/**
 * A Google without a network, for many thousand runs: accepts every key that the vault returns, except keys
 * that say that they are refused.
 */
export const vaultProbe = (keys: Pick<KeyVault, 'read'>): ConnectionProbe => ({
  signIn: async ({ credential }: Connection) => {
    const key = credential.kind === 'key' ? await keys.read(credential.keyVersion) : undefined;
    if (!key) return { directory: { kind: 'failed', failure: { code: 'key-unreadable' } } };
    return key.reveal() === REFUSED_KEY
      ? { directory: { kind: 'failed', failure: { code: 'key-rejected' } } }
      : { directory: { kind: 'ok', value: directory } };
  },
});

export const REFUSED_KEY = '"deleted at Google"';
