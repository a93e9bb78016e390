import { type UserPorts } from '../../domain/passwords/managed-user';
import { type Log } from '../../log';

/** Where devices sign in, as the settings that an MDM hands out name it. */
export type ActiveSyncHost = { readonly host: string; readonly ssl: boolean };

/** What the calls of `passwords` stand on. */
export type PasswordsDependencies = {
  readonly ports: UserPorts;
  readonly log: Log;
  readonly activeSync: ActiveSyncHost;
};
