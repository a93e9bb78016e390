import { randomBytes, randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { type Clock } from '../../../functions/ports/clock';
import { type GoogleState } from '../google-state';
import { type KeyPair } from '../key-pair';
import { digestPassword, type PasswordDigest } from '../password-digest';
import { type WorkspaceStore } from '../workspace-store';
import { BindFaults } from './bind-fault';
import { BindLog } from './bind-log';
import { BindQuota } from './bind-quota';
import { ClientCertificates } from './client-certificates';
import { createServerCertificates, type ServerCertificates } from './server-certificates';
import { LdapSettings } from './settings';

/** "Access credentials", for LDAP programs that insist on a name and a password of their own. */
export type AccessCredentials = { readonly userName: string; readonly password: string };

/** The simulated Secure LDAP: what it knows beside the users. A server shows it to clients. */
export type LdapDirectory = {
  readonly google: GoogleState;
  readonly clock: Clock;
  readonly serverCertificates: ServerCertificates;
  readonly clients: ClientCertificates;
  /** The digests of access credentials' passwords, by user name. */
  readonly credentials: ReadonlyMap<string, PasswordDigest>;
  readonly settings: LdapSettings;
  readonly faults: BindFaults;
  readonly quota: BindQuota;
  readonly log: BindLog;
  change(settings: LdapSettings): void;
  /** Another pair. The earlier ones stay valid. */
  createCredentials(): AccessCredentials;
};

const KeyAndCertificate = z.object({ key: z.string(), certificate: z.string() });
const Server: z.ZodType<ServerCertificates> = z.object({
  authority: z.string(),
  named: KeyAndCertificate,
  nameless: KeyAndCertificate,
});
const Clients = z.array(
  z.object({
    fingerprint: z.string(),
    fileName: z.string(),
    notBeforeMs: z.number(),
    notAfterMs: z.number(),
  }),
);
const Credentials = z.array(
  z.tuple([z.string(), z.object({ salt: z.string(), sha256: z.string() })]),
);

/** Restores it as it was left. The server's certificates are made when they are first read. */
export function openLdapDirectory(
  store: WorkspaceStore | undefined,
  google: GoogleState,
  clock: Clock,
  newKeyPair: () => KeyPair,
): LdapDirectory {
  const kept = new Map(store?.all('ldap').map(({ name, value }) => [name, value]));
  const keep = (name: string, value: unknown): void => store?.put('ldap', name, value);
  let server = Server.optional().parse(kept.get('server'));
  const credentials = new Map(Credentials.parse(kept.get('credentials') ?? []));
  let settings = LdapSettings.parse(kept.get('settings') ?? {});
  return {
    google,
    clock,
    get serverCertificates() {
      if (server === undefined) {
        server = createServerCertificates(hostname());
        keep('server', server);
      }
      return server;
    },
    clients: new ClientCertificates(
      Clients.parse(kept.get('clients') ?? []),
      google.now,
      (known) => {
        keep('clients', known);
      },
      newKeyPair,
    ),
    credentials,
    get settings() {
      return settings;
    },
    faults: new BindFaults((userKey) => google.users.find(userKey)?.id),
    quota: new BindQuota(),
    log: new BindLog(),
    change: (next) => {
      keep('settings', next);
      settings = next;
    },
    createCredentials: () => {
      const made = {
        userName: `Ldap${randomInt(100_000, 1_000_000)}`,
        password: randomBytes(15).toString('base64url'),
      };
      credentials.set(made.userName, digestPassword(made.password));
      keep('credentials', [...credentials]);
      return made;
    },
  };
}
