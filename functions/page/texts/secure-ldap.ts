import { type LdapLinkId } from '../../domain/configuration/secure-ldap';
import { type LdapStanding } from '../ldap-standing';

const linksEn: Record<LdapLinkId, string> = {
  'ldap-certificate': 'Certificate and key',
  'ldap-connect': 'Connection to Google',
  'ldap-bind': 'Proof of a password',
};

const linksFr: Record<LdapLinkId, string> = {
  'ldap-certificate': 'Certificat et clé',
  'ldap-connect': 'Connexion à Google',
  'ldap-bind': 'Contrôle d’un mot de passe',
};

/** What a passed check proves. */
const provedEn: Record<LdapLinkId, string> = {
  'ldap-certificate': 'Both are readable and belong together. The certificate has not expired.',
  'ldap-connect':
    'This service reaches ldap.google.com, and the server’s certificate is trusted. The next check shows whether Google accepts the certificate of this service.',
  'ldap-bind': 'Google confirmed the password of a user to this service.',
};

const provedFr: Record<LdapLinkId, string> = {
  'ldap-certificate':
    'Ils sont lisibles et correspondent l’un à l’autre. Le certificat n’a pas expiré.',
  'ldap-connect':
    'Ce service joint ldap.google.com, et le certificat du serveur est approuvé. La vérification suivante montre si Google accepte le certificat de ce service.',
  'ldap-bind': 'Google a confirmé à ce service le mot de passe d’un utilisateur.',
};

const summaryEn: Record<LdapStanding, string> = {
  ok: 'Secure LDAP works: every check passed',
  failing: 'Secure LDAP does not work: one check fails',
  unproved: 'Connected to Secure LDAP: no password proved yet',
  unchecked: 'Saved, not checked yet',
  expired: 'Secure LDAP does not work: the certificate has expired',
};

const summaryFr: Record<LdapStanding, string> = {
  ok: 'Le LDAP sécurisé fonctionne : toutes les vérifications ont réussi',
  failing: 'Le LDAP sécurisé ne fonctionne pas : une vérification échoue',
  unproved: 'Connecté au LDAP sécurisé : aucun mot de passe encore contrôlé',
  unchecked: 'Enregistré, pas encore vérifié',
  expired: 'Le LDAP sécurisé ne fonctionne pas : le certificat a expiré',
};

export const secureLdapEn = {
  lead: 'For Wi-Fi, VPN and other clients that use the Google password: how this service sees that it works, and the networks that it makes profiles for.',
  title: 'Secure LDAP',
  what: 'Google’s Secure LDAP checks a user’s Google password, even where single sign-on is used. Through it, this service sees that a password it issued really works. This is optional: issuing and rotating work without it.',
  editions:
    'It comes with Business Plus, Enterprise Standard and Plus, Enterprise Essentials Plus, Education Fundamentals, Standard and Plus, Frontline Standard and Plus, and Cloud Identity Premium.',
  help: 'Google’s help on Secure LDAP',
  loading: 'Reading the connection to Secure LDAP…',
  empty: 'Not connected. To connect, choose the certificate and its key below.',
  summary: summaryEn,
  works: (days: string) => `Secure LDAP works, but the certificate expires ${days}`,
  links: linksEn,
  proved: provedEn,
  expires: (days: string) => `OK, expires ${days}`,
  expired: 'Expired',
  unproved: 'No proof yet',
  toUsers: 'Prove one on the page Users',
  unchecked: 'Not checked yet',
  uncheckedNote: 'This service has not tried to connect yet. Check again.',
  facts: {
    fingerprint: 'SHA-256 fingerprint of the certificate',
    notBefore: 'Valid from',
    notAfter: 'Valid until',
    bindName: 'Name of a user in a check',
    uploadedAt: 'Certificate saved',
  },
  bindNames: { email: 'Email address', dn: 'Distinguished name (DN)' },
  copyFingerprint: 'Copy fingerprint',
  checking: 'Connecting to Google…',
  remove: {
    title: 'Remove Secure LDAP',
    lead: 'Ends this service’s use of Secure LDAP. The connection to the Google Apps API stays.',
    button: 'Remove…',
    question: 'Remove the certificate and its key?',
    consequences: [
      'This service destroys the stored certificate and key. It no longer sees whether a password works.',
      'Issued passwords stay valid. They are issued, rotated and revoked as before.',
      'The LDAP client and its certificate stay in the Admin console. If nothing else uses them, delete the certificate there.',
      'To connect again, save a certificate and its key here.',
    ],
    confirm: 'Remove now',
    cancel: 'Cancel',
    working: 'Removing…',
    done: 'Removed. The certificate and its key are destroyed.',
  },
};

export const secureLdapFr: typeof secureLdapEn = {
  lead: 'Pour le Wi-Fi, le VPN et les autres clients qui utilisent le mot de passe Google : comment ce service constate qu’il fonctionne, et les réseaux pour lesquels il crée des profils.',
  title: 'LDAP sécurisé',
  what: 'Le service LDAP sécurisé de Google vérifie le mot de passe Google d’un utilisateur, même là où l’authentification unique (SSO) est utilisée. Grâce à lui, ce service constate qu’un mot de passe émis fonctionne réellement. C’est facultatif : l’émission et le renouvellement fonctionnent sans lui.',
  editions:
    'Il est inclus dans les éditions Business Plus, Enterprise Standard et Plus, Enterprise Essentials Plus, Education Fundamentals, Standard et Plus, Frontline Standard et Plus, et Cloud Identity Premium.',
  help: 'Aide de Google sur le LDAP sécurisé',
  loading: 'Lecture de la connexion au LDAP sécurisé…',
  empty: 'Non connecté. Pour vous connecter, choisissez le certificat et sa clé ci-dessous.',
  summary: summaryFr,
  works: (days: string) => `Le LDAP sécurisé fonctionne, mais le certificat expire ${days}`,
  links: linksFr,
  proved: provedFr,
  expires: (days: string) => `OK, expire ${days}`,
  expired: 'Expiré',
  unproved: 'Pas encore contrôlé',
  toUsers: 'En contrôler un sur la page Utilisateurs',
  unchecked: 'Pas encore vérifié',
  uncheckedNote: 'Ce service n’a pas encore essayé de se connecter. Vérifiez à nouveau.',
  facts: {
    fingerprint: 'Empreinte SHA-256 du certificat',
    notBefore: 'Valable à partir du',
    notAfter: 'Valable jusqu’au',
    bindName: 'Nom d’un utilisateur lors d’une vérification',
    uploadedAt: 'Certificat enregistré',
  },
  bindNames: { email: 'Adresse e-mail', dn: 'Nom distinctif (DN)' },
  copyFingerprint: 'Copier l’empreinte',
  checking: 'Connexion à Google…',
  remove: {
    title: 'Retirer le LDAP sécurisé',
    lead: 'Met fin à l’utilisation du LDAP sécurisé par ce service. La connexion à l’API Google Apps reste en place.',
    button: 'Retirer…',
    question: 'Retirer le certificat et sa clé ?',
    consequences: [
      'Ce service détruit le certificat et la clé enregistrés. Il ne constate plus si un mot de passe fonctionne.',
      'Les mots de passe déjà émis restent valables. L’émission, le renouvellement et la révocation continuent comme avant.',
      'Le client LDAP et son certificat restent dans la console d’administration. Si rien d’autre ne les utilise, supprimez-y le certificat.',
      'Pour vous reconnecter, enregistrez ici un certificat et sa clé.',
    ],
    confirm: 'Retirer maintenant',
    cancel: 'Annuler',
    working: 'Retrait…',
    done: 'Retiré. Le certificat et sa clé sont détruits.',
  },
};
