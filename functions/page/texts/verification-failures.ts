import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type KeyAgeCode } from '../../domain/configuration/key-age';
import { type DriftLinkCode } from '../../domain/drift/drift-link';
import { type GoogleFailureCode } from '../../domain/google-failure';

/** What a failing check says: what happened and what to do about it. */
export type FailureText = { readonly message: string; readonly fix: string };

/** The accounts that a failure names. */
export type About = {
  readonly adminUsername: string;
  readonly account: string;
  readonly clientId: string;
  /** The given customer ID; empty with delegation. */
  readonly customerId: string;
};

/** Texts in the reader's language, by code. Every other code shows the service's own English text. */
export type FailureTexts = Readonly<Partial<Record<string, (about: About) => FailureText>>>;

/** The service's own texts (`domain/verification-texts.ts`) are English already. */
export const failuresEn: FailureTexts = {};

const newKey =
  'Dans la console Google Cloud, créez une nouvelle clé JSON pour le compte de service. Choisissez ensuite ce fichier ici et enregistrez.';
const findTheId =
  'Dans la console d’administration, ouvrez Compte › Paramètres du compte et copiez le numéro client. Saisissez-le ici et enregistrez.';
const checkAgain = 'Aucune modification à faire. Vérifiez de nouveau dans quelques minutes.';
const inOneMinute = 'Réessayez dans une minute.';

/** The same codes and facts as `verificationText` and the link `drift`. A code without a row does not compile. */
export const failuresFr: Record<
  GoogleFailureCode | KeyAgeCode | DriftLinkCode,
  (about: About) => FailureText
> = {
  'activity-log-off': () => ({
    message:
      'Ce service n’est pas informé lorsque quelqu’un d’autre modifie un mot de passe chez Google : le champ d’application facultatif du journal de Google n’est pas autorisé.',
    fix: 'Si vous le souhaitez, autorisez les deux champs d’application pour l’ID client dans la console d’administration, et accordez à l’administrateur le droit de consulter les rapports.',
  }),
  'activity-log-refused': () => ({
    message: 'Google ne permet pas à l’administrateur de lire le journal des modifications.',
    fix: 'Accordez à l’administrateur le droit de consulter les rapports dans la console d’administration.',
  }),
  'activity-log-clock': () => ({
    message:
      'L’horloge de ce service et celle de Google diffèrent de plus de cinq minutes. Dans le journal de Google, ce service ne peut pas distinguer ses propres modifications de celles des autres : il n’en attribue aucune à quelqu’un d’autre.',
    fix: 'Réglez l’horloge de la machine qui exécute le service, de préférence par NTP.',
  }),
  'key-unreadable': () => ({
    message: 'La clé enregistrée est absente, désactivée ou illisible.',
    fix: newKey,
  }),
  'key-rejected': () => ({
    message:
      'Google n’accepte pas les signatures faites avec cette clé. Elle a été supprimée ou désactivée chez Google, ou elle appartient à un autre compte de service.',
    fix: newKey,
  }),
  'service-account-gone': ({ account }) => ({
    message: `Google ne trouve aucun compte de service ${account}. Le compte a été supprimé, ou le fichier de clé a été modifié.`,
    fix: 'Restaurez le compte de service dans la console Google Cloud (possible pendant 30 jours). Ou créez-en un autre avec une clé, autorisez-le (étape 2), choisissez son fichier de clé ici et enregistrez.',
  }),
  'account-gone': ({ account, adminUsername }) => ({
    message: `Google signale un compte supprimé : soit le compte de service ${account}, soit l’administrateur ${adminUsername}.`,
    fix: 'Déterminez lequel des deux est absent. Restaurez-le, ou enregistrez ici une autre clé ou un autre nom d’utilisateur Google Admin.',
  }),
  'client-disabled': ({ account }) => ({
    message: `Le compte de service ${account} est désactivé chez Google et ne peut donc pas se connecter.`,
    fix: 'Activez le compte de service dans la console Google Cloud, puis vérifiez de nouveau.',
  }),
  'clock-skewed': () => ({
    message:
      'L’horloge de ce service diffère de plus de cinq minutes de celle de Google : Google refuse donc ses signatures.',
    fix: 'Réglez l’horloge de la machine qui exécute le service, de préférence par NTP.',
  }),
  'signing-refused': ({ account }) => ({
    message: `Google a refusé de signer pour le compte de service ${account}.`,
    fix: 'Accordez au compte propre à ce service le rôle Créateur de jetons du compte de service sur ce compte de service, et activez l’API IAM Service Account Credentials dans son projet.',
  }),
  'token-refused': ({ account, adminUsername }) => ({
    message: 'Google a refusé la connexion pour une raison inconnue.',
    fix: `Vérifiez que le compte de service ${account} existe et est activé, et que l’administrateur ${adminUsername} existe et n’est pas suspendu. Si c’est le cas, créez une nouvelle clé JSON, choisissez son fichier ici et enregistrez.`,
  }),
  'delegation-missing': ({ clientId }) => ({
    message:
      'Google ne laisse pas ce compte de service agir dans votre domaine : son ID client n’est pas autorisé pour le champ d’application, ou pas encore.',
    fix: `En tant que super-administrateur, ouvrez le lien. Vérifiez que l’ID client est ${clientId} et que le champ d’application est ${DIRECTORY_SCOPE}, puis cliquez sur Autoriser. Si c’est déjà fait, attendez : la prise en compte par Google peut prendre jusqu’à 24 heures.`,
  }),
  'scope-refused': ({ clientId }) => ({
    message: 'Google n’accepte pas le champ d’application OAuth que ce service demande.',
    fix: `Dans la console d’administration, autorisez l’ID client ${clientId} pour exactement ce champ d’application : ${DIRECTORY_SCOPE}`,
  }),
  'access-blocked': () => ({
    message:
      'Un paramètre de votre organisation bloque ce compte de service : les commandes des API, ou un service Google désactivé pour l’administrateur.',
    fix: 'En tant que super-administrateur, ouvrez Sécurité › Contrôle des accès et des données › Commandes des API, et marquez l’ID client du compte de service comme approuvé. S’il l’est déjà, ouvrez Applications › Services Google supplémentaires, et vérifiez que Google Cloud est activé pour l’administrateur.',
  }),
  'scope-insufficient': ({ clientId }) => ({
    message:
      'Google a accepté la connexion, mais sans le champ d’application OAuth qui permet de gérer les utilisateurs.',
    fix: `Dans la console d’administration, autorisez l’ID client ${clientId} pour ce champ d’application : ${DIRECTORY_SCOPE}`,
  }),
  'admin-unknown': ({ adminUsername }) => ({
    message: `Google ne trouve aucun utilisateur ${adminUsername} dans votre domaine.`,
    fix: 'Saisissez l’adresse principale d’un administrateur de votre domaine Google Workspace, puis enregistrez.',
  }),
  'role-missing': ({ account, customerId }) => ({
    message: `Google ne montre pas les utilisateurs du client ${customerId} au compte de service ${account}. Ce compte n’y a pas de rôle d’administrateur avec le droit Utilisateurs › Lire, ou pas encore, ou ce n’est pas le numéro client de votre Google Workspace.`,
    fix: `Dans la console d’administration, ouvrez Compte › Rôles d’administrateur. Attribuez à ${account} un rôle avec les droits Utilisateurs › Lire, Utilisateurs › Mettre à jour › Réinitialiser le mot de passe et Unités organisationnelles › Lire. Comparez ${customerId} avec le numéro client sous Compte › Paramètres du compte. Vérifiez ensuite de nouveau.`,
  }),
  'customer-unknown': ({ account, customerId }) => ({
    message: `Google ne connaît aucun client ${customerId}, ou ne laisse pas le compte de service ${account} s’en informer.`,
    fix: findTheId,
  }),
  'customer-differs': ({ account, customerId }) => ({
    message: `Les utilisateurs que Google montre au compte de service ${account} n’appartiennent pas au client ${customerId}. Aucun mot de passe n’est touché.`,
    fix: findTheId,
  }),
  'key-old': () => ({
    message:
      'Cette clé a été enregistrée il y a 90 jours ou plus. Elle fonctionne encore. Plus une clé sert longtemps, plus il est probable que quelqu’un en possède une copie.',
    fix: 'Dans la console Google Cloud, créez une nouvelle clé JSON pour le même compte de service. Choisissez ce fichier ici et enregistrez, puis supprimez l’ancienne clé dans la console. Aucun mot de passe ne change.',
  }),
  'admin-malformed': ({ adminUsername }) => ({
    message: `Google n’accepte pas ${adminUsername} comme adresse d’utilisateur.`,
    fix: 'Saisissez l’adresse principale d’un administrateur, par exemple admin@example.com, puis enregistrez.',
  }),
  'admin-suspended': ({ adminUsername }) => ({
    message: `L’administrateur ${adminUsername} est suspendu, archivé ou restreint : ce service ne peut pas agir en son nom.`,
    fix: 'Restaurez cet utilisateur dans la console d’administration, ou saisissez ici un autre administrateur et enregistrez.',
  }),
  'admin-not-privileged': ({ adminUsername }) => ({
    message: `L’utilisateur ${adminUsername} n’est pas autorisé à gérer les utilisateurs.`,
    fix: 'Attribuez à cet utilisateur un rôle d’administrateur avec les droits Utilisateurs › Lire et Utilisateurs › Mettre à jour › Réinitialiser le mot de passe. Ou saisissez ici un autre administrateur et enregistrez.',
  }),
  'api-disabled': () => ({
    message:
      'L’API Admin SDK n’est pas activée dans le projet auquel appartient le compte de service.',
    fix: 'Ouvrez le lien et cliquez sur Activer. L’activation prend quelques minutes.',
  }),
  'domain-refused': () => ({
    message: 'Google ne laisse pas votre domaine utiliser cette API, ou ne trouve pas le domaine.',
    fix: 'Vérifiez que l’abonnement Google Workspace est actif et que le domaine est validé.',
  }),
  'project-refused': ({ account }) => ({
    message:
      'Google refuse les appels du projet Google Cloud auquel appartient le compte de service. Le projet est suspendu ou supprimé, n’a pas de facturation, ou ce compte n’est pas autorisé à l’utiliser.',
    fix: `Ouvrez le projet dans la console Google Cloud. Vérifiez qu’il n’est ni suspendu ni supprimé, que sa facturation fonctionne, et que ${account} peut l’utiliser (rôle Consommateur Service Usage). Vérifiez ensuite de nouveau la connexion.`,
  }),
  'organization-refused': ({ account }) => ({
    message:
      'Une règle de votre organisation Google Cloud bloque l’appel : VPC Service Controls, une règle d’administration ou une restriction de l’organisation.',
    fix: `Demandez à l’administrateur de l’organisation Google Cloud d’autoriser ${account} à appeler l’API Admin SDK. Le journal d’audit de VPC Service Controls indique la règle. Vérifiez ensuite de nouveau.`,
  }),
  'not-authorized': ({ adminUsername }) => ({
    message: `Google refuse à plusieurs reprises les changements de mot de passe par l’administrateur ${adminUsername}. La lecture des utilisateurs fonctionne.`,
    fix: 'Attribuez à cet administrateur un rôle avec le droit Utilisateurs › Mettre à jour › Réinitialiser le mot de passe pour chaque unité organisationnelle concernée. Vérifiez ensuite de nouveau. D’ici là, le service fait une tentative avec quelques utilisateurs toutes les 15 minutes.',
  }),
  'user-not-found': () => ({
    message: 'Google ne trouve pas cet utilisateur.',
    fix: 'Vérifiez l’adresse.',
  }),
  'user-not-ready': () => ({
    message: 'La création de cet utilisateur est encore en cours chez Google.',
    fix: inOneMinute,
  }),
  'user-busy': () => ({
    message: 'Une autre modification de cet utilisateur est en cours chez Google.',
    fix: inOneMinute,
  }),
  'password-refused': () => ({
    message: 'Google a refusé le mot de passe.',
    fix: 'Réessayez : un autre mot de passe sera généré. Si le problème persiste, augmentez la longueur ou le nombre de caractères dans la politique.',
  }),
  'input-refused': () => ({
    message: 'Google a refusé la demande comme non valide.',
    fix: 'Réessayez. Si le problème persiste, prévenez l’exploitant de ce service.',
  }),
  'quota-exceeded': () => ({
    message: 'Google n’accepte plus d’appels pour le moment : un quota est épuisé.',
    fix: `${checkAgain} Si le problème persiste, demandez un quota plus élevé pour l’API Admin SDK.`,
  }),
  'sign-in-limited': () => ({
    message:
      'Google limite temporairement les connexions de ce service : elles ont été trop nombreuses.',
    fix: `${checkAgain} Les mots de passe conservés ne changent pas.`,
  }),
  'daily-quota-exceeded': () => ({
    message: 'Google n’accepte plus d’appels aujourd’hui : le quota quotidien est épuisé.',
    fix: 'Attendez demain, ou demandez un quota plus élevé pour l’API Admin SDK.',
  }),
  'google-unavailable': () => ({
    message: 'Le service de Google est temporairement indisponible.',
    fix: checkAgain,
  }),
  'no-answer': () => ({
    message: 'Google n’a donné aucune réponse lisible : le résultat n’est donc pas encore connu.',
    fix: `${checkAgain} Si le problème persiste, vérifiez que le service peut joindre oauth2.googleapis.com et admin.googleapis.com.`,
  }),
};
