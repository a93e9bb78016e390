import { type FailureText } from '../../domain/account-failures';
import { bindFailuresEn, bindFailuresFr } from './bind-failures';

/** Why a check of Secure LDAP fails, waits or warns, other than a failed bind. */
type OwnLdapCode =
  | 'ldap-key-unreadable'
  | 'ldap-certificate-expired'
  | 'ldap-certificate-expiring'
  | 'ldap-unproved'
  | 'ldap-refused'
  | 'ldap-many-refused';

/** Texts in the reader's language, by code. Every other code shows the service's own English text. */
export type LdapFailureTexts = Readonly<Partial<Record<string, FailureText>>>;

const newCertificate =
  'Dans la console d’administration, ouvrez Applications › LDAP et choisissez le client, puis Authentification › Générer un certificat. Choisissez ici les deux fichiers et enregistrez. Supprimez ensuite l’ancien certificat dans la console.';

/** The same codes and facts as in `domain/configuration/ldap-chain.ts`. */
const ownFr: Readonly<Record<OwnLdapCode, FailureText>> = {
  'ldap-key-unreadable': {
    message: 'Le certificat enregistré ou sa clé privée est absent, désactivé ou illisible.',
    fix: newCertificate,
  },
  'ldap-certificate-expired': {
    message: 'Le certificat a expiré : Google n’accepte plus aucune connexion avec lui.',
    fix: newCertificate,
  },
  'ldap-certificate-expiring': {
    message:
      'Le certificat expire bientôt. Google n’acceptera alors plus aucune connexion avec lui.',
    fix: newCertificate,
  },
  'ldap-unproved': {
    message:
      'Aucun mot de passe n’a encore été contrôlé : on ne sait donc pas si ce client est autorisé à en vérifier.',
    fix: 'Contrôlez le mot de passe d’un utilisateur auquel ce service en a attribué un.',
  },
  'ldap-refused': {
    message:
      'Google a refusé les mots de passe essayés jusqu’ici. Cela ne dit rien de ce client : les mots de passe ont peut-être changé, ou les utilisateurs sont peut-être suspendus.',
    fix: 'Renouvelez le mot de passe d’un utilisateur, attendez quelques minutes, puis contrôlez-le.',
  },
  'ldap-many-refused': {
    message:
      'Lors d’une même exécution, Google a refusé de nombreux mots de passe qui fonctionnaient auparavant. Soit ce client a un problème, soit un autre outil a modifié les mots de passe de nombreux utilisateurs. Aucun mot de passe n’est considéré comme modifié pour cette raison.',
    fix: 'Renouvelez le mot de passe d’un utilisateur concerné, attendez quelques minutes, puis faites-le confirmer. S’il fonctionne, les mots de passe avaient été modifiés : arrêtez l’autre outil, renouvelez les autres, puis vérifiez à nouveau ici. S’il est refusé, vérifiez le client dans la console d’administration sous Applications › LDAP, ainsi que le nom de connexion.',
  },
};

/** The service's own texts are English, but only the page knows that a certificate has expired meanwhile. */
const inEnglish = (): LdapFailureTexts => ({
  ...bindFailuresEn,
  'ldap-certificate-expired': {
    message: 'The certificate has expired: Google accepts no connection with it any more.',
    fix: 'In the Admin console, open Apps › LDAP and the client, then Authentication › Generate new certificate. Choose both files here and save. Then delete the former certificate in the console.',
  },
  'ldap-certificate-expiring': {
    message: 'The certificate expires soon. Google then accepts no connection with it any more.',
    fix: 'In the Admin console, open Apps › LDAP and the client, then Authentication › Generate new certificate. Choose both files here and save. Then delete the former certificate in the console.',
  },
});

/** Made by a call, as the French ones. */
export const ldapFailuresEn = /* @__PURE__ */ inEnglish();

const inFrench = (): LdapFailureTexts => ({ ...bindFailuresFr, ...ownFr });

/** Made by a call that the build may leave out: the script of another language has none of it. */
export const ldapFailuresFr = /* @__PURE__ */ inFrench();
