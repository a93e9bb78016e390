import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { certificatePem, type Name } from '../../local/workspace/ldap/certificate';
import { newSerial } from '../../local/workspace/ldap/server-certificates';
import { edited, shippedFile } from './shipped-file';

/** What FreeRADIUS needs of the Secure LDAP server. Certificates and keys are PEM. */
export type LdapAccess = {
  readonly url: string;
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly userName: string;
  readonly password: string;
};

export type RaddbOptions = {
  readonly ldap: LdapAccess;
  readonly port: number;
  /** The port on which the shipped inner server listens for tests of its own. */
  readonly innerPort: number;
  readonly secret: string;
  /** Whether the three caches that FreeRADIUS ships for Google's server are used. */
  readonly caches: boolean;
};

export const RADIUS_SERVER_NAME = 'radius.example.com';

/**
 * Writes a configuration folder: FreeRADIUS's own files for Google's Secure LDAP with the changes that their
 * remarks ask for, and around them the least that EAP-TTLS needs. Returns the authority that devices trust.
 */
export function writeRaddb(folder: string, options: RaddbOptions): string {
  const { authority, certificate, key } = eapCertificate();
  const files: Readonly<Record<string, string>> = {
    'radiusd.conf': radiusdConf(folder, options),
    'mods-enabled/ldap_google': ldapGoogle(options.ldap),
    'mods-enabled/eap': eap(),
    'sites-enabled/google-ldap-auth': googleLdapAuth(options),
    'certs/google/certificate.crt': options.ldap.certificate,
    'certs/google/key.key': options.ldap.privateKey,
    'certs/google/ca.crt': options.ldap.ca,
    'certs/eap.crt': certificate + authority,
    'certs/eap.key': key,
  };
  for (const name of ['always', 'attr_filter', 'cache_auth', 'expr']) {
    write(folder, `mods-enabled/${name}`, shippedFile(`mods-available/${name}`));
  }
  for (const name of AS_SHIPPED) write(folder, name, shippedFile(name));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  mkdirSync(join(folder, 'run'));
  return authority;
}

/** What the shipped server calls. */
const AS_SHIPPED = [
  'dictionary',
  'policy.d/filter',
  'policy.d/canonicalization',
  ...[
    ...['access_reject', 'access_challenge', 'accounting_response'],
    ...['coa', 'post-proxy', 'pre-proxy'],
  ].map((name) => `mods-config/attr_filter/${name}`),
];

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text, { mode: 0o600 });
}

const ldapGoogle = ({ url, userName, password }: LdapAccess): string =>
  edited('mods-available/ldap_google', [
    ["server = 'ldaps://ldap.google.com:636/'", `server = '${url}/'`],
    ["#\tidentity = 'myuser'", `\tidentity = '${userName}'`],
    ["#\tpassword = 'mypass'", `\tpassword = '${password}'`],
    ['dc=example,dc=org', 'dc=example,dc=com'],
    ['#\t\tcertificate_file', '\t\tcertificate_file'],
    ['#\t\tprivate_key_file', '\t\tprivate_key_file'],
    // On a busy machine nothing answers within three seconds.
    ['res_timeout = 10', 'res_timeout = 60'],
    ['srv_timelimit = 3', 'srv_timelimit = 60'],
    ['net_timeout = 3', 'net_timeout = 60'],
    ["require_cert\t= 'allow'", "require_cert\t= 'demand'\n\t\tca_file = ${certdir}/google/ca.crt"],
  ]);

const googleLdapAuth = ({ innerPort, caches }: RaddbOptions): string =>
  edited('sites-available/google-ldap-auth', [
    ['port = 18123', `port = ${innerPort}`],
    ...(caches
      ? []
      : ['cache_auth_accept', 'cache_auth_reject', 'cache_ldap_user_dn'].map(
          (cache): [string, string] => [`\t${cache}\n`, '\tnoop\n'],
        )),
  ]);

const radiusdConf = (folder: string, { port, secret }: RaddbOptions): string => `
prefix = /usr
name = freeradius
raddbdir = ${folder}
confdir = \${raddbdir}
modconfdir = \${confdir}/mods-config
certdir = \${confdir}/certs
run_dir = \${raddbdir}/run
logdir = \${run_dir}
libdir = /usr/lib/freeradius
max_request_time = 120
security {
	reject_delay = 0
}
thread pool {
	start_servers = 1
	max_servers = 2
	min_spare_servers = 1
	max_spare_servers = 1
}
client localhost {
	ipaddr = 127.0.0.1
	secret = ${secret}
}
modules {
	$INCLUDE mods-enabled/
}
policy {
	$INCLUDE policy.d/
}
server outer {
	listen {
		ipaddr = 127.0.0.1
		port = ${port}
		type = auth
	}
	authorize {
		eap
	}
	authenticate {
		eap
	}
}
$INCLUDE sites-enabled/
`;

/** The inner server is the one that docs/wifi.md names. */
const eap = (): string => `
eap {
	default_eap_type = ttls
	tls-config tls-common {
		private_key_file = \${certdir}/eap.key
		certificate_file = \${certdir}/eap.crt
		tls_min_version = "1.2"
		tls_max_version = "1.2"
	}
	ttls {
		tls = tls-common
		virtual_server = ${documentedServer()}
	}
}
`;

function documentedServer(): string {
  const text = readFileSync(join(__dirname, '../../docs/wifi.md'), 'utf8');
  const [, server] = /`virtual_server = "([^"]+)"`/.exec(text) ?? [];
  if (server === undefined) throw new Error('docs/wifi.md names no virtual server.');
  return server;
}

const AUTHORITY: Name = [['CN', 'Example Wi-Fi']];
const DAY_MS = 86_400_000;

/** The certificate that the access points' server shows to devices, and the authority that signed it. */
function eapCertificate(): { authority: string; certificate: string; key: string } {
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: AUTHORITY, privateKey: root.privateKey };
  const validity = { notBeforeMs: Date.now() - DAY_MS, notAfterMs: Date.now() + DAY_MS };
  return {
    authority: certificatePem(
      {
        ...validity,
        serial: newSerial(),
        subject: AUTHORITY,
        publicKey: root.publicKey,
        use: { kind: 'authority' },
      },
      issuer,
    ),
    certificate: certificatePem(
      {
        ...validity,
        serial: newSerial(),
        subject: [['CN', RADIUS_SERVER_NAME]],
        publicKey: server.publicKey,
        use: { kind: 'server', names: [RADIUS_SERVER_NAME] },
      },
      issuer,
    ),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
