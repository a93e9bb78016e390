import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type GoogleFailureCode } from '../../domain/google-failure';

/** What a link of the chain says when it does not hold: what happened, and what to do about it. */
export type FailureText = { readonly message: string; readonly fix: string };

/** Whom a failure is about. */
export type About = {
  readonly adminUsername: string;
  readonly account: string;
  readonly clientId: string;
};

/** Codes with a text in the reader's language; for all others the service's own English one stands. */
export type FailureTexts = Readonly<Partial<Record<string, (about: About) => FailureText>>>;

/** The service's own texts (`domain/verification-texts.ts`) are English already. */
export const failuresEn: FailureTexts = {};

const newKey =
  'Dans la console Google Cloud, créez une nouvelle clé de type JSON pour le compte de service, puis choisissez ce fichier ici et enregistrez.';
const checkAgain = 'Il n’y a rien à modifier. Vérifiez à nouveau dans quelques minutes.';
const inOneMinute = 'Réessayez dans une minute.';

/** The same codes and the same meaning as `VERIFICATION_TEXTS`; a code without a row doesn't compile. */
export const failuresFr: Record<GoogleFailureCode, (about: About) => FailureText> = {
  'key-unreadable': () => ({
    message: 'La clé conservée n’est plus là, a été désactivée ou est illisible.',
    fix: newKey,
  }),
  'key-rejected': () => ({
    message:
      'Google n’accepte pas les signatures de cette clé. Elle a été supprimée ou désactivée chez Google, ou appartient à un autre compte de service.',
    fix: newKey,
  }),
  'service-account-gone': ({ account }) => ({
    message: `Google ne connaît aucun compte de service ${account}. Il a été supprimé, ou le fichier de clé a été modifié.`,
    fix: 'Restaurez le compte de service dans la console Google Cloud (possible pendant 30 jours), ou créez-en un autre avec une clé, choisissez son fichier ici et enregistrez ; un autre doit être autorisé à nouveau (étape 2).',
  }),
  'account-gone': ({ account, adminUsername }) => ({
    message: `Google indique qu’un compte a été supprimé : soit le compte de service ${account}, soit l’administrateur ${adminUsername}.`,
    fix: 'Voyez lequel des deux manque. Restaurez-le, ou enregistrez ici une autre clé ou un autre nom d’utilisateur.',
  }),
  'client-disabled': ({ account }) => ({
    message: `Le compte de service ${account} est désactivé chez Google ; il ne peut donc pas se connecter.`,
    fix: 'Activez le compte de service dans la console Google Cloud, puis vérifiez à nouveau.',
  }),
  'clock-skewed': () => ({
    message:
      'L’horloge de ce service et celle de Google diffèrent de plus de cinq minutes ; Google ne se fie donc pas à ses signatures.',
    fix: 'Réglez l’horloge de la machine sur laquelle tourne le service, de préférence par NTP.',
  }),
  'signing-refused': ({ account }) => ({
    message: `Google n’a pas signé pour le compte de service ${account}.`,
    fix: 'Donnez au compte du service le rôle Créateur de jetons du compte de service sur ce compte de service, et activez l’API IAM Service Account Credentials dans son projet.',
  }),
  'token-refused': ({ account, adminUsername }) => ({
    message: 'Google a refusé la connexion pour une raison que ce service ne connaît pas.',
    fix: `Voyez si le compte de service ${account} existe et est activé, et si l’administrateur ${adminUsername} existe et n’est pas suspendu. Si oui, créez une nouvelle clé de type JSON, choisissez son fichier ici et enregistrez.`,
  }),
  'delegation-missing': ({ clientId }) => ({
    message:
      'Google ne laisse pas ce compte de service agir dans votre domaine : son ID client n’est pas autorisé pour le champ d’application, ou pas encore.',
    fix: `En tant que super-administrateur, ouvrez le lien, vérifiez que l’ID client est ${clientId} et le champ d’application ${DIRECTORY_SCOPE}, puis choisissez Autoriser. Si c’est déjà fait, attendez : Google peut y mettre jusqu’à 24 heures.`,
  }),
  'scope-refused': ({ clientId }) => ({
    message: 'Google n’accepte pas le droit (champ d’application OAuth) que demande ce service.',
    fix: `Dans la console d’administration, autorisez l’ID client ${clientId} pour exactement ce champ d’application : ${DIRECTORY_SCOPE}`,
  }),
  'access-blocked': () => ({
    message:
      'Une règle de votre organisation (Commandes des API, ou un service désactivé pour l’administrateur) bloque l’accès de ce compte de service.',
    fix: 'En tant que super-administrateur, ouvrez Sécurité › Contrôle des accès et des données › Commandes des API, et accordez votre confiance à l’ID client du compte de service. Si c’est déjà fait, ouvrez Applications › Services Google supplémentaires, et voyez si Google Cloud est activé pour l’administrateur.',
  }),
  'scope-insufficient': ({ clientId }) => ({
    message:
      'Google a accepté la connexion du service, mais sans le droit (champ d’application OAuth) de gérer les utilisateurs.',
    fix: `Dans la console d’administration, autorisez l’ID client ${clientId} pour ce champ d’application : ${DIRECTORY_SCOPE}`,
  }),
  'admin-unknown': ({ adminUsername }) => ({
    message: `Google ne connaît aucun utilisateur ${adminUsername} dans votre domaine.`,
    fix: 'Entrez l’adresse principale d’un administrateur de votre domaine Google Workspace, puis enregistrez.',
  }),
  'admin-malformed': ({ adminUsername }) => ({
    message: `Pour Google, ${adminUsername} n’est pas l’adresse d’un utilisateur.`,
    fix: 'Entrez l’adresse principale d’un administrateur, par exemple admin@example.com, puis enregistrez.',
  }),
  'admin-suspended': ({ adminUsername }) => ({
    message: `L’administrateur ${adminUsername} est suspendu, archivé ou restreint ; rien ne peut être fait en son nom.`,
    fix: 'Restaurez cet utilisateur dans la console d’administration, ou entrez ici un autre administrateur, puis enregistrez.',
  }),
  'admin-not-privileged': ({ adminUsername }) => ({
    message: `L’utilisateur ${adminUsername} ne peut pas gérer d’utilisateurs.`,
    fix: 'Donnez-lui un rôle d’administrateur avec les droits Utilisateurs › Lire et Utilisateurs › Mettre à jour › Réinitialiser le mot de passe, ou entrez ici un autre administrateur, puis enregistrez.',
  }),
  'api-disabled': () => ({
    message:
      'L’API Admin SDK n’est pas activée dans le projet auquel appartient le compte de service.',
    fix: 'Ouvrez le lien et choisissez Activer. La prise d’effet demande quelques minutes.',
  }),
  'domain-refused': () => ({
    message: 'Google ne laisse pas votre domaine utiliser cette API, ou ne le trouve pas.',
    fix: 'Voyez si l’abonnement Google Workspace est actif et le domaine validé.',
  }),
  'project-refused': ({ account }) => ({
    message:
      'Google refuse les appels du projet Google Cloud auquel appartient le compte de service : il est suspendu ou supprimé, n’a pas de facturation, ou ne peut pas être utilisé.',
    fix: `Ouvrez le projet dans la console Google Cloud. Voyez s’il n’est ni suspendu ni supprimé, si sa facturation fonctionne, et si ${account} peut l’utiliser (rôle Consommateur Service Usage). Vérifiez ensuite à nouveau.`,
  }),
  'organization-refused': ({ account }) => ({
    message:
      'Une règle de votre organisation Google Cloud interdit l’appel : VPC Service Controls, une règle d’administration ou une restriction de l’organisation.',
    fix: `Demandez à la personne qui administre l’organisation Google Cloud de laisser ${account} appeler l’API Admin SDK ; le journal d’audit de VPC Service Controls nomme la règle. Vérifiez ensuite à nouveau.`,
  }),
  'not-authorized': ({ adminUsername }) => ({
    message: `Google refuse à l’administrateur ${adminUsername} de changer les mots de passe des utilisateurs, l’un après l’autre. La lecture des utilisateurs fonctionne.`,
    fix: 'Donnez à cet administrateur un rôle avec le droit Utilisateurs › Mettre à jour › Réinitialiser le mot de passe, pour chaque unité organisationnelle concernée. Vérifiez ensuite à nouveau ; d’ici là, le service fait un essai avec un utilisateur toutes les 15 minutes.',
  }),
  'user-not-found': () => ({
    message: 'Google ne connaît pas cet utilisateur.',
    fix: 'Vérifiez l’adresse.',
  }),
  'user-not-ready': () => ({
    message: 'Google est encore en train de créer cet utilisateur.',
    fix: inOneMinute,
  }),
  'user-busy': () => ({
    message: 'Google est en train de modifier cet utilisateur.',
    fix: inOneMinute,
  }),
  'password-refused': () => ({
    message: 'Google a refusé le mot de passe.',
    fix: 'Réessayez, ce qui en crée un autre. Si cela persiste, augmentez la longueur ou le nombre de caractères.',
  }),
  'input-refused': () => ({
    message: 'Google juge la demande non valable.',
    fix: 'Réessayez. Si cela persiste, prévenez la personne qui exploite ce service.',
  }),
  'quota-exceeded': () => ({
    message: 'Google n’autorise plus d’appels pour le moment.',
    fix: `${checkAgain} Si cela persiste, demandez un quota plus élevé pour l’API Admin SDK.`,
  }),
  'sign-in-limited': () => ({
    message: 'Google refuse pour le moment de connecter ce service : il l’a demandé trop souvent.',
    fix: `${checkAgain} Les mots de passe conservés restent tels quels.`,
  }),
  'daily-quota-exceeded': () => ({
    message: 'Google n’autorise plus d’appels aujourd’hui.',
    fix: 'Attendez demain, ou demandez un quota plus élevé pour l’API Admin SDK.',
  }),
  'google-unavailable': () => ({
    message: 'Le service de Google n’est pas disponible pour le moment.',
    fix: checkAgain,
  }),
  'no-answer': () => ({
    message: 'Google n’a donné aucune réponse lisible ; on ne sait donc encore rien.',
    fix: `${checkAgain} Si cela persiste, voyez si le service peut joindre oauth2.googleapis.com et admin.googleapis.com.`,
  }),
};
