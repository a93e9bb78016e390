import { type Wire } from './exchange';
import { type KeptGoogle } from './google-on-disk';
import { type LdapDirectory } from './ldap/ldap-directory';
import { type KeyFile } from './service-account';

/** The parts of a simulated Workspace that the control API reads and changes. */
export type ControlledWorkspace = {
  readonly google: KeptGoogle;
  readonly wire: Wire;
  readonly ldap: LdapDirectory;
  /** How far Google's clock is ahead of ours, in milliseconds. */
  clockOffsetMs: number;
  readonly createKey: () => KeyFile;
};
