import { z } from 'zod';
import { AccessTokens } from './access-tokens';
import { ActivityTable } from './activity-table';
import { AdminRole, NO_ADMIN_ROLE } from './admin-role';
import { type GoogleState, USER_SCOPE } from './google-state';
import { type KeyPair } from './key-pair';
import { population } from './population';
import { type PublicKey, ServiceAccount } from './service-account';
import { type WorkspaceUser } from './user';
import { UserTable } from './user-table';
import { type WorkspaceStore } from './workspace-store';

/** The simulated Google with its two service accounts, and how changes to each part are saved. */
export type KeptGoogle = {
  readonly state: GoogleState;
  /** The account whose key file is downloaded. */
  readonly keyAccount: ServiceAccount;
  /** The account that signs through IAM Credentials and has no key file. */
  readonly keylessAccount: ServiceAccount;
  removeUser(id: string): void;
  /** Saves the account's current public keys, state and admin role. */
  keepAccount(account: ServiceAccount): void;
  /** Saves the current delegation and whether the API is enabled. */
  keepSettings(): void;
};

const Settings = z.object({
  delegation: z.array(z.tuple([z.string(), z.array(z.string())])),
  adminApiEnabled: z.boolean(),
});
const Account = z.object({
  state: z.enum(['enabled', 'disabled', 'deleted']),
  keys: z.array(z.object({ keyId: z.string(), pem: z.string(), disabled: z.boolean() })),
  adminRole: AdminRole.default(NO_ADMIN_ROLE), // absent in folders of former releases
});

/**
 * Restores Google as it was left: the generated users and a delegation for both accounts, overlaid with what
 * the store holds. Without a store nothing survives the process.
 */
export function openGoogle(
  store: WorkspaceStore | undefined,
  users: number,
  now: () => number,
  newKeyPair: () => KeyPair,
): KeptGoogle {
  const keyAccount = new ServiceAccount('google-apps-api', '104729130363000000001', newKeyPair);
  const keylessAccount = new ServiceAccount(
    'google-apps-keyless',
    '104729130363000000002',
    newKeyPair,
  );
  const table = new UserTable(population(users));
  const state: GoogleState = {
    users: table,
    serviceAccounts: [keyAccount, keylessAccount],
    delegation: new Map([
      [keyAccount.clientId, [USER_SCOPE]],
      [keylessAccount.clientId, [USER_SCOPE]],
    ]),
    tokens: new AccessTokens(),
    activities: new ActivityTable(),
    adminApiEnabled: true,
    now,
    putUser: (user) => {
      store?.put('user', user.id, user);
      table.put(user);
    },
  };
  if (store) restore(store, state);
  return {
    state,
    keyAccount,
    keylessAccount,
    removeUser: (id) => {
      store?.put('user', id, null);
      table.remove(id);
    },
    keepAccount: (account) => {
      const { email, state: accountState, keys, adminRole } = account;
      store?.put('account', email, { state: accountState, keys, adminRole });
    },
    keepSettings: () => {
      const { delegation, adminApiEnabled } = state;
      store?.put('setting', 'google', { delegation: [...delegation], adminApiEnabled });
    },
  };
}

function restore(store: WorkspaceStore, state: GoogleState): void {
  for (const { name, value } of store.all('user')) {
    if (value === null) state.users.remove(name);
    else state.users.put(value as WorkspaceUser); // only putUser writes it
  }
  for (const { name, value } of store.all('account')) {
    const kept = Account.parse(value);
    const account = state.serviceAccounts.find(({ email }) => email === name);
    if (account === undefined) continue;
    account.state = kept.state;
    account.adminRole = kept.adminRole;
    for (const key of kept.keys satisfies PublicKey[]) account.putKey(key);
  }
  for (const { value } of store.all('setting')) {
    const { delegation, adminApiEnabled } = Settings.parse(value);
    state.adminApiEnabled = adminApiEnabled;
    state.delegation.clear();
    for (const [clientId, scopes] of delegation) state.delegation.set(clientId, scopes);
  }
}
