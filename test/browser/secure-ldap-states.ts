import { type ConfigurationAnswer, type SecureLdapAnswer } from '../../functions/api/configuration';
import { DEFAULT_POLICY } from '../../functions/domain/configuration/policy';

/** The time on the page's clock. */
export const NOW = '2026-03-01T12:00:00.000Z';

type Links = SecureLdapAnswer['verification']['links'];

const CERTIFICATE: Links[number] = { id: 'ldap-certificate', state: 'ok' };
const CONNECT: Links[number] = { id: 'ldap-connect', state: 'ok' };
const BIND: Links[number] = { id: 'ldap-bind', state: 'ok' };
const NO_BIND: Links[number] = { id: 'ldap-bind', state: 'not-reached' };

const secureLdap = (
  state: SecureLdapAnswer['verification']['state'],
  links: Links,
  more: Partial<SecureLdapAnswer> = {},
): SecureLdapAnswer => ({
  fingerprint: 'c3d1f5be6a54b3f0c8a7e2d94b1068a5f7e4d20c91b38a6f5d7e0c2b4a6981f3',
  notBefore: '2025-12-15T12:00:00.000Z',
  notAfter: '2028-12-14T12:00:00.000Z',
  bindName: 'email',
  uploadedAt: '2026-02-27T09:15:00.000Z',
  verification: { state, checkedAt: '2026-03-01T08:00:00.000Z', links },
  ...more,
});

const expiring = (notAfter: string): SecureLdapAnswer =>
  secureLdap(
    'ok',
    [{ ...CERTIFICATE, code: 'ldap-certificate-expiring', message: 'In English.' }, CONNECT, BIND],
    { notAfter },
  );

export const configuration = (ldap?: SecureLdapAnswer): ConfigurationAnswer => ({
  configured: false,
  policy: DEFAULT_POLICY,
  networks: [],
  ...(ldap ? { secureLdap: ldap } : {}),
  updatedAt: '2026-02-27T09:15:00.000Z',
  updatedBy: 'system-management@example.com',
  revision: 7,
});

export const OK = secureLdap('ok', [CERTIFICATE, CONNECT, BIND]);

/** Every state of the connection: its name, its answer, and how it begins in English and in French. */
export const STATES: readonly [
  name: string,
  answer: SecureLdapAnswer | undefined,
  en: string,
  fr: string,
][] = [
  ['empty', undefined, 'Not connected.', 'Non connecté.'],
  ['ok', OK, 'Secure LDAP works: every check passed', 'Le LDAP sécurisé fonctionne : toutes'],
  [
    'without a proof',
    secureLdap('waiting', [
      CERTIFICATE,
      CONNECT,
      {
        ...BIND,
        state: 'waiting',
        code: 'ldap-unproved',
        message:
          'No password has been proved yet, so it is not known whether this client may check one.',
        fix: 'Prove the password of one user whose password this service knows.',
      },
    ]),
    'Connected to Secure LDAP: no password proved yet',
    'Connecté au LDAP sécurisé : aucun mot de passe',
  ],
  [
    'not checked',
    secureLdap('waiting', [CERTIFICATE, { ...CONNECT, state: 'waiting' }, NO_BIND]),
    'Saved, not checked yet',
    'Enregistré, pas encore vérifié',
  ],
  [
    'not reachable',
    secureLdap('failing', [
      CERTIFICATE,
      {
        ...CONNECT,
        state: 'failing',
        code: 'ldap-unreachable',
        message: 'Google’s LDAP server could not be reached.',
        fix: 'Allow outgoing connections to ldap.google.com, port 636.',
      },
      NO_BIND,
    ]),
    'Secure LDAP does not work: one check fails',
    'Le LDAP sécurisé ne fonctionne pas : une vérification',
  ],
  [
    'refused by Google',
    secureLdap('failing', [
      CERTIFICATE,
      CONNECT,
      {
        ...BIND,
        state: 'failing',
        code: 'ldap-certificate',
        message: 'Google does not accept the client certificate.',
        fix: 'In the Admin console, open Apps › LDAP and the client. Generate a new certificate and upload it here.',
      },
    ]),
    'Secure LDAP does not work: one check fails',
    'Le LDAP sécurisé ne fonctionne pas : une vérification',
  ],
  [
    'many refused',
    secureLdap('failing', [
      CERTIFICATE,
      CONNECT,
      {
        ...BIND,
        state: 'failing',
        code: 'ldap-many-refused',
        message: 'In one run, Google refused many passwords that had worked before.',
        fix: 'Rotate the password of one user who was refused, wait some minutes, then prove it.',
      },
    ]),
    'Secure LDAP does not work: one check fails',
    'Le LDAP sécurisé ne fonctionne pas : une vérification',
  ],
  [
    'unreadable',
    secureLdap('failing', [
      {
        ...CERTIFICATE,
        state: 'failing',
        code: 'ldap-key-unreadable',
        message: 'The stored certificate or its private key is missing, disabled or unreadable.',
        fix: 'In the Admin console, open Apps › LDAP and the client, then Authentication › Generate new certificate.',
      },
      { ...CONNECT, state: 'not-reached' },
      NO_BIND,
    ]),
    'Secure LDAP does not work: one check fails',
    'Le LDAP sécurisé ne fonctionne pas : une vérification',
  ],
  [
    'expiring in 90 days',
    expiring('2026-05-28T12:00:00.000Z'),
    'Secure LDAP works: every check passed',
    'Le LDAP sécurisé fonctionne : toutes',
  ],
  [
    'expiring in 30 days',
    expiring('2026-03-30T12:00:00.000Z'),
    'Secure LDAP works, but the certificate expires in 29 days',
    'Le LDAP sécurisé fonctionne, mais le certificat expire dans 29 jours',
  ],
  [
    'expiring in 7 days',
    expiring('2026-03-07T12:00:00.000Z'),
    'Secure LDAP works, but the certificate expires in 6 days',
    'Le LDAP sécurisé fonctionne, mais le certificat expire dans 6 jours',
  ],
  [
    'expired since the last check',
    secureLdap('ok', [CERTIFICATE, CONNECT, BIND], { notAfter: '2026-03-01T10:00:00.000Z' }),
    'Secure LDAP does not work: the certificate has expired',
    'Le LDAP sécurisé ne fonctionne pas : le certificat a expiré',
  ],
];
