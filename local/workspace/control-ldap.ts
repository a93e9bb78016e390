import { z } from 'zod';
import { checkedBy, type ControlResource } from './control-resource';
import { BindFaultRule } from './ldap/bind-fault';
import { type LdapDirectory } from './ldap/ldap-directory';
import { SECURE_LDAP_SERVERNAME } from './ldap/server-certificates';
import { LdapSettings } from './ldap/settings';

const Faults = z.strictObject({ rules: z.array(BindFaultRule).max(1000) });
/** A negative time makes a certificate that has expired. */
const NewCertificate = z.strictObject({ validMs: z.int().min(-1e12).max(1e12).optional() });

/** `ldap` and what is below it in the control API: the Admin console's card of the LDAP client. */
export function controlLdap(
  ldap: LdapDirectory,
  [name, part, key, ...rest]: readonly string[],
): ControlResource | undefined {
  if (name !== 'ldap' || rest.length > 0) return undefined;
  if (key !== undefined) {
    return part === 'certificates' ? certificateResource(ldap, key) : undefined;
  }
  switch (part) {
    case undefined:
      return settingsResource(ldap);
    case 'faults':
      return faultsResource(ldap);
    case 'binds':
      return { read: () => ({ binds: ldap.log.last }) };
    case 'server':
      return {
        read: () => ({
          servername: SECURE_LDAP_SERVERNAME,
          ca: ldap.serverCertificates.authority,
        }),
      };
    case 'certificates':
      return certificatesResource(ldap);
    case 'credentials':
      return { call: checkedBy(z.strictObject({}), () => ldap.createCredentials()) };
    default:
      return undefined;
  }
}

const settingsResource = (ldap: LdapDirectory): ControlResource => ({
  read: () => ldap.settings,
  write: checkedBy(LdapSettings, (settings) => {
    ldap.change(settings);
    return settings;
  }),
  reset: () => {
    ldap.change(LdapSettings.parse({}));
  },
});

function faultsResource({ faults }: LdapDirectory): ControlResource {
  const read = (): unknown => ({ rules: faults.list() });
  return {
    read,
    write: checkedBy(Faults, ({ rules }) => {
      faults.set(rules);
      return read();
    }),
    reset: () => {
      faults.set([]);
    },
  };
}

const certificatesResource = ({ clients }: LdapDirectory): ControlResource => ({
  read: () => ({
    certificates: clients.known.map(({ fingerprint, fileName, notAfterMs }) => ({
      fingerprint,
      fileName,
      notAfter: new Date(notAfterMs).toISOString(),
    })),
  }),
  call: checkedBy(NewCertificate, ({ validMs }) => clients.create(validMs)),
  reset: () => {
    clients.deleteAll();
  },
});

function certificateResource({ clients }: LdapDirectory, key: string): ControlResource | undefined {
  const fingerprint = key.toLowerCase();
  if (!clients.known.some((client) => client.fingerprint === fingerprint)) return undefined;
  return {
    reset: () => {
      clients.delete(fingerprint);
    },
  };
}
