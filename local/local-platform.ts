import { randomUUID } from 'node:crypto';
import { googleActivityLog } from '../functions/adapters/google/activity-log';
import { googleDirectoryConnector } from '../functions/adapters/google/directory-connector';
import { iapAssertionVerifier } from '../functions/adapters/gcp/iap-assertion';
import { ldapProver } from '../functions/adapters/ldap/ldap-prover';
import { GOOGLE_LDAP_SERVER, type LdapServer } from '../functions/adapters/ldap/ldap-server';
import { randomBytes } from '../functions/adapters/random-bytes';
import { type Platform } from '../functions/platform';
import { CallTraffic } from '../functions/domain/pace/call-traffic';
import { type SignInHost } from '../functions/domain/clients/client';
import { type RoleMembers } from '../functions/http/caller';
import { jsonLog, type WriteLine } from '../functions/log';
import { type Clock } from '../functions/ports/clock';
import { type LocalIap } from './iap';
import { type GoogleEndpoints } from './local-env';
import { type LocalRotation } from './local-rotation';
import { type DataFolder } from './platform/data-folder';

export type LocalPlatformOptions = {
  readonly folder: DataFolder;
  readonly rotation: LocalRotation;
  readonly google: GoogleEndpoints;
  /** Where to bind. Absent: at Google's own Secure LDAP. */
  readonly secureLdap?: LdapServer;
  /** The hosts of the simulated Google, by `Client.id`. */
  readonly signInHosts?: Readonly<Record<string, SignInHost>>;
  readonly members: RoleMembers;
  readonly selfServiceMembers: readonly string[];
  readonly callsPerSecond: number;
  readonly proofsPerSecond: number;
  readonly callsAtOnce: number;
  readonly iap: LocalIap;
  readonly clock: Clock;
  readonly writeLine: WriteLine;
  /**
   * Sign-in without a key file, if a service account is given for it. `bearer` is that account's own sign-in.
   */
  readonly keyless?: NonNullable<Platform['keyless']> & { readonly bearer: string };
};

/** The platform of the functions on one machine: the data folder, and Google or its simulation. */
export function localPlatform(options: LocalPlatformOptions): Platform {
  const { folder, rotation, iap, clock, writeLine, keyless } = options;
  const google = {
    ...options.google,
    keys: folder.keys,
    keylessBearer: () =>
      keyless
        ? Promise.resolve(keyless.bearer)
        : Promise.reject(new Error('This machine has no service account of its own.')),
    clock,
  };
  return {
    accounts: folder.accounts,
    configurations: folder.configurations,
    outbox: folder.outbox,
    events: folder.events,
    runs: folder.runs,
    lanes: folder.lanes,
    pace: folder.pace,
    bindPace: folder.bindPace(clock),
    dailyCounts: folder.dailyCounts,
    settledActivities: folder.settledActivities,
    tasks: rotation.tasks,
    waker: rotation.waker,
    keys: folder.keys,
    ldapKeys: folder.ldapKeys,
    prover: ldapProver(options.secureLdap ?? GOOGLE_LDAP_SERVER),
    cipher: folder.cipher,
    directory: googleDirectoryConnector({ ...google, log: jsonLog(writeLine, clock) }),
    activityLog: googleActivityLog(google),
    clock,
    randomBytes,
    newId: randomUUID,
    writeLine,
    verifyAssertion: iapAssertionVerifier({
      audience: iap.audience,
      publicKey: iap.publicKey,
      clock,
    }),
    members: options.members,
    selfServiceMembers: options.selfServiceMembers,
    ...(options.signInHosts ? { signInHosts: options.signInHosts } : {}),
    callsPerSecond: options.callsPerSecond,
    proofsPerSecond: options.proofsPerSecond,
    callsAtOnce: options.callsAtOnce,
    traffic: new CallTraffic(),
    ...(keyless
      ? { keyless: { serviceAccount: keyless.serviceAccount, clientId: keyless.clientId } }
      : {}),
  };
}
