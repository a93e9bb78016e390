import { type CodeOfTheWay } from '../../domain/configuration/delegated-texts';
import { type DriftLinkCode } from '../../domain/drift/drift-link';
import {
  type About,
  failuresFr,
  type FailureText,
  type FailureTexts,
} from './verification-failures';

/** Only a service account that acts as itself can meet these: their text is among the others. */
type OnlyOwn = 'role-missing' | 'customer-unknown' | 'customer-differs';

/** The codes whose text is another where the service account acts as itself. */
type OwnCode = Exclude<CodeOfTheWay, OnlyOwn> | Extract<DriftLinkCode, 'activity-log-off'>;

/** The service's own texts are English already. */
export const ownRoleFailuresEn: FailureTexts = {};

const refused = ({ account }: About): FailureText => ({
  message: 'Google a refusé la connexion pour une raison inconnue.',
  fix: `Vérifiez que le compte de service ${account} existe et est activé. Si c’est le cas, créez une nouvelle clé JSON, choisissez son fichier ici et enregistrez.`,
});

export const ownRoleFailuresFr: Record<OwnCode, (about: About) => FailureText> = {
  'account-gone': ({ account }) => ({
    message: `Google signale que le compte de service ${account} a été supprimé.`,
    fix: 'Restaurez le compte de service dans la console Google Cloud (possible pendant 30 jours). Ou créez-en un autre avec une clé, attribuez-lui le rôle d’administrateur (étape 2), choisissez son fichier de clé ici et enregistrez.',
  }),
  'token-refused': refused,
  'delegation-missing': refused,
  'scope-refused': refused,
  'access-blocked': () => ({
    message:
      'Un paramètre de votre organisation bloque ce compte de service : les commandes des API.',
    fix: 'En tant que super-administrateur, ouvrez Sécurité › Contrôle des accès et des données › Commandes des API, et marquez l’ID client du compte de service comme approuvé. Vérifiez ensuite de nouveau.',
  }),
  'scope-insufficient': refused,
  'admin-unknown': refused,
  'admin-malformed': refused,
  'admin-suspended': refused,
  'admin-not-privileged': (about) => failuresFr['role-missing'](about),
  'not-authorized': ({ account, customerId }) => ({
    message: `Google refuse à plusieurs reprises les changements de mot de passe par le compte de service ${account}. La lecture des utilisateurs de ${customerId} fonctionne.`,
    fix: 'Ajoutez à son rôle d’administrateur le droit Utilisateurs › Mettre à jour › Réinitialiser le mot de passe, et attribuez ce rôle pour chaque unité organisationnelle concernée. Vérifiez ensuite de nouveau. D’ici là, le service fait une tentative avec quelques utilisateurs toutes les 15 minutes.',
  }),
  'activity-log-off': () => ({
    message:
      'Ce service n’est pas informé lorsque quelqu’un d’autre modifie un mot de passe chez Google : le rôle de son compte de service ne comprend pas le journal de Google.',
    fix: 'Si vous le souhaitez, attribuez au compte de service un rôle avec le droit Rapports. Google ne l’accorde que pour toute l’organisation.',
  }),
};
