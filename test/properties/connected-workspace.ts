import {
  type Configuration,
  type Connection,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { type Policy } from '../../functions/domain/configuration/policy';
import { type EpochMs } from '../../functions/domain/time';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type Directory, type DirectoryConnector } from '../../functions/ports/directory';
import { ELSEWHERE } from '../fakes/late-google';

/** The connected Workspace: the user's own, the same before it is verified, another one, or none. */
export const WORKSPACES = ['own', 'own-unverified', 'other', 'none'] as const;
export type ConnectedWorkspace = (typeof WORKSPACES)[number];

const connection = (adminUsername: string): Connection => ({
  adminUsername,
  credential: { kind: 'keyless', serviceAccount: 'service@example.com', clientId: '1' },
});

const OWN = connection('admin@example.com');
const OTHER = connection('admin@other.example.com');
const VERIFIED = { state: 'ok', checkedAt: 1, links: [] } as const;

const CONFIGURATIONS = {
  own: { connection: OWN, customerId: 'C0own', verification: VERIFIED },
  'own-unverified': { connection: OWN },
  other: { connection: OTHER, customerId: 'C0other', verification: VERIFIED },
  none: {},
};

/** The connected Workspace, and since when. */
export type Connected = { readonly workspace: ConnectedWorkspace; readonly at: EpochMs };

/** The configuration store; `of()` decides what it holds, `policy` what the policy says. */
export const configurationsOf = (of: () => Connected, policy: Policy): ConfigurationStore => ({
  read: () => {
    const { workspace, at } = of();
    const known = { ...DEFAULT_CONFIGURATION, ...CONFIGURATIONS[workspace], policy };
    const found = known as Configuration;
    return Promise.resolve(workspace === 'none' ? found : { ...found, connectedAt: at });
  },
  transact: () => Promise.reject(new Error('the configuration is not changed here')),
});

/** Signs in to the Workspace of the given administrator. */
export const directoriesOf = (own: Directory): DirectoryConnector => ({
  connect: ({ adminUsername }) =>
    Promise.resolve({
      kind: 'ok',
      value: adminUsername === OTHER.adminUsername ? ELSEWHERE : own,
    }),
});
