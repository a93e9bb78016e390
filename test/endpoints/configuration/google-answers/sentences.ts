import { type GoogleFailureCode } from '../../../../functions/domain/google-failure';

/** What happened and what it means, and what to do. */
type Sentence = readonly [message: string, fix: string];

/**
 * What an administrator reads beside the link, by code: in English from the service, in French on the page.
 */
export const SENTENCES: Readonly<
  Partial<Record<GoogleFailureCode, { en: Sentence; fr: Sentence }>>
> = {
  'delegation-missing': {
    en: [
      'Google does not let this service account act in your domain: its client ID is not authorised for the scope, or not yet.',
      'As a super administrator, open the link. Check that the client ID is 104729130363000000001 and the scope is https://www.googleapis.com/auth/admin.directory.user, then click Authorize. If you have already done this, wait: Google can take up to 24 hours.',
    ],
    fr: [
      'Google ne laisse pas ce compte de service agir dans votre domaine : son ID client n’est pas autorisé pour le champ d’application, ou pas encore.',
      'En tant que super-administrateur, ouvrez le lien. Vérifiez que l’ID client est 104729130363000000001 et que le champ d’application est https://www.googleapis.com/auth/admin.directory.user, puis cliquez sur Autoriser. Si c’est déjà fait, attendez : la prise en compte par Google peut prendre jusqu’à 24 heures.',
    ],
  },
  'access-blocked': {
    en: [
      'A setting of your organisation blocks this service account: API controls, or a Google service that is turned off for the administrator.',
      'As a super administrator, open Security › Access and data control › API controls, and trust the client ID of the service account. If it is already trusted, open Apps › Additional Google services, and check that Google Cloud is on for the administrator.',
    ],
    fr: [
      'Un paramètre de votre organisation bloque ce compte de service : les commandes des API, ou un service Google désactivé pour l’administrateur.',
      'En tant que super-administrateur, ouvrez Sécurité › Contrôle des accès et des données › Commandes des API, et marquez l’ID client du compte de service comme approuvé. S’il l’est déjà, ouvrez Applications › Services Google supplémentaires, et vérifiez que Google Cloud est activé pour l’administrateur.',
    ],
  },
  'admin-suspended': {
    en: [
      'The administrator admin@example.com is suspended, archived or restricted, so this service cannot act in that name.',
      'Restore that user in the Admin console, or enter another administrator here and save.',
    ],
    fr: [
      'L’administrateur admin@example.com est suspendu, archivé ou restreint : ce service ne peut pas agir en son nom.',
      'Restaurez cet utilisateur dans la console d’administration, ou saisissez ici un autre administrateur et enregistrez.',
    ],
  },
  'admin-unknown': {
    en: [
      'Google finds no user admin@example.com in your domain.',
      'Enter the primary address of an administrator of your Google Workspace domain, then save.',
    ],
    fr: [
      'Google ne trouve aucun utilisateur admin@example.com dans votre domaine.',
      'Saisissez l’adresse principale d’un administrateur de votre domaine Google Workspace, puis enregistrez.',
    ],
  },
  'admin-malformed': {
    en: [
      'Google does not accept admin@example.com as the address of a user.',
      'Enter the primary address of an administrator, such as admin@example.com, then save.',
    ],
    fr: [
      'Google n’accepte pas admin@example.com comme adresse d’utilisateur.',
      'Saisissez l’adresse principale d’un administrateur, par exemple admin@example.com, puis enregistrez.',
    ],
  },
  'service-account-gone': {
    en: [
      'Google finds no service account google-apps-api@simulated-workspace.iam.gserviceaccount.com. The account was deleted, or the key file was edited.',
      'Restore the service account in the Google Cloud console (possible for 30 days). Or create a new one with a key, authorise it (step 2), choose its key file here and save.',
    ],
    fr: [
      'Google ne trouve aucun compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com. Le compte a été supprimé, ou le fichier de clé a été modifié.',
      'Restaurez le compte de service dans la console Google Cloud (possible pendant 30 jours). Ou créez-en un autre avec une clé, autorisez-le (étape 2), choisissez son fichier de clé ici et enregistrez.',
    ],
  },
  'account-gone': {
    en: [
      'Google reports a deleted account: either the service account google-apps-api@simulated-workspace.iam.gserviceaccount.com or the administrator admin@example.com.',
      'Find out which of the two is missing. Restore it, or save another key or another admin user name here.',
    ],
    fr: [
      'Google signale un compte supprimé : soit le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com, soit l’administrateur admin@example.com.',
      'Déterminez lequel des deux est absent. Restaurez-le, ou enregistrez ici une autre clé ou un autre nom d’utilisateur Google Admin.',
    ],
  },
  'client-disabled': {
    en: [
      'The service account google-apps-api@simulated-workspace.iam.gserviceaccount.com is disabled at Google, so it cannot sign in.',
      'Enable the service account in the Google Cloud console, then check again.',
    ],
    fr: [
      'Le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com est désactivé chez Google et ne peut donc pas se connecter.',
      'Activez le compte de service dans la console Google Cloud, puis vérifiez de nouveau.',
    ],
  },
  'key-rejected': {
    en: [
      'Google does not accept signatures made with this key. The key was deleted or disabled at Google, or it belongs to another service account.',
      'In the Google Cloud console, create a new JSON key for the service account. Then choose that file here and save.',
    ],
    fr: [
      'Google n’accepte pas les signatures faites avec cette clé. Elle a été supprimée ou désactivée chez Google, ou elle appartient à un autre compte de service.',
      'Dans la console Google Cloud, créez une nouvelle clé JSON pour le compte de service. Choisissez ensuite ce fichier ici et enregistrez.',
    ],
  },
  'clock-skewed': {
    en: [
      'This service’s clock differs from Google’s by more than five minutes, so Google rejects its signatures.',
      'Set the clock of the machine that runs the service, preferably by NTP.',
    ],
    fr: [
      'L’horloge de ce service diffère de plus de cinq minutes de celle de Google : Google refuse donc ses signatures.',
      'Réglez l’horloge de la machine qui exécute le service, de préférence par NTP.',
    ],
  },
  'token-refused': {
    en: [
      'Google refused the sign-in for an unknown reason.',
      'Check that the service account google-apps-api@simulated-workspace.iam.gserviceaccount.com exists and is enabled, and that the administrator admin@example.com exists and is not suspended. If so, create a new JSON key, choose its file here and save.',
    ],
    fr: [
      'Google a refusé la connexion pour une raison inconnue.',
      'Vérifiez que le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com existe et est activé, et que l’administrateur admin@example.com existe et n’est pas suspendu. Si c’est le cas, créez une nouvelle clé JSON, choisissez son fichier ici et enregistrez.',
    ],
  },
  'scope-refused': {
    en: [
      'Google does not accept the OAuth scope that this service requests.',
      'In the Admin console, authorise the client ID 104729130363000000001 for exactly this scope: https://www.googleapis.com/auth/admin.directory.user',
    ],
    fr: [
      'Google n’accepte pas le champ d’application OAuth que ce service demande.',
      'Dans la console d’administration, autorisez l’ID client 104729130363000000001 pour exactement ce champ d’application : https://www.googleapis.com/auth/admin.directory.user',
    ],
  },
  'sign-in-limited': {
    en: [
      'Google has temporarily limited this service’s sign-ins: there were too many.',
      'Nothing to change. Check again in a few minutes. Stored passwords do not change.',
    ],
    fr: [
      'Google limite temporairement les connexions de ce service : elles ont été trop nombreuses.',
      'Aucune modification à faire. Vérifiez de nouveau dans quelques minutes. Les mots de passe conservés ne changent pas.',
    ],
  },
  'quota-exceeded': {
    en: [
      'Google accepts no more calls at the moment: a quota is used up.',
      'Nothing to change. Check again in a few minutes. If the problem persists, request a higher quota for the Admin SDK API.',
    ],
    fr: [
      'Google n’accepte plus d’appels pour le moment : un quota est épuisé.',
      'Aucune modification à faire. Vérifiez de nouveau dans quelques minutes. Si le problème persiste, demandez un quota plus élevé pour l’API Admin SDK.',
    ],
  },
  'google-unavailable': {
    en: [
      'Google’s service is temporarily unavailable.',
      'Nothing to change. Check again in a few minutes.',
    ],
    fr: [
      'Le service de Google est temporairement indisponible.',
      'Aucune modification à faire. Vérifiez de nouveau dans quelques minutes.',
    ],
  },
  'no-answer': {
    en: [
      'Google gave no readable answer, so the result is not known yet.',
      'Nothing to change. Check again in a few minutes. If the problem persists, check that the service can reach oauth2.googleapis.com and admin.googleapis.com.',
    ],
    fr: [
      'Google n’a donné aucune réponse lisible : le résultat n’est donc pas encore connu.',
      'Aucune modification à faire. Vérifiez de nouveau dans quelques minutes. Si le problème persiste, vérifiez que le service peut joindre oauth2.googleapis.com et admin.googleapis.com.',
    ],
  },
  'admin-not-privileged': {
    en: [
      'The user admin@example.com is not allowed to manage users.',
      'Give that user an administrator role with the privileges Users › Read and Users › Update › Reset password. Or enter another administrator here and save.',
    ],
    fr: [
      'L’utilisateur admin@example.com n’est pas autorisé à gérer les utilisateurs.',
      'Attribuez à cet utilisateur un rôle d’administrateur avec les droits Utilisateurs › Lire et Utilisateurs › Mettre à jour › Réinitialiser le mot de passe. Ou saisissez ici un autre administrateur et enregistrez.',
    ],
  },
  'scope-insufficient': {
    en: [
      'Google accepted the sign-in, but without the OAuth scope to manage users.',
      'In the Admin console, authorise the client ID 104729130363000000001 for this scope: https://www.googleapis.com/auth/admin.directory.user',
    ],
    fr: [
      'Google a accepté la connexion, mais sans le champ d’application OAuth qui permet de gérer les utilisateurs.',
      'Dans la console d’administration, autorisez l’ID client 104729130363000000001 pour ce champ d’application : https://www.googleapis.com/auth/admin.directory.user',
    ],
  },
  'api-disabled': {
    en: [
      'The Admin SDK API is not enabled in the project that owns the service account.',
      'Open the link and click Enable. This takes a few minutes to take effect.',
    ],
    fr: [
      'L’API Admin SDK n’est pas activée dans le projet auquel appartient le compte de service.',
      'Ouvrez le lien et cliquez sur Activer. L’activation prend quelques minutes.',
    ],
  },
  'domain-refused': {
    en: [
      'Google does not let your domain use this API, or does not find the domain.',
      'Check that the Google Workspace subscription is active and the domain is verified.',
    ],
    fr: [
      'Google ne laisse pas votre domaine utiliser cette API, ou ne trouve pas le domaine.',
      'Vérifiez que l’abonnement Google Workspace est actif et que le domaine est validé.',
    ],
  },
  'project-refused': {
    en: [
      'Google refuses calls from the Google Cloud project that owns the service account. The project is suspended or deleted, has no billing, or this account may not use it.',
      'Open the project in the Google Cloud console. Check that it is neither suspended nor deleted, that billing works, and that google-apps-api@simulated-workspace.iam.gserviceaccount.com may use it (role Service Usage Consumer). Then check again.',
    ],
    fr: [
      'Google refuse les appels du projet Google Cloud auquel appartient le compte de service. Le projet est suspendu ou supprimé, n’a pas de facturation, ou ce compte n’est pas autorisé à l’utiliser.',
      'Ouvrez le projet dans la console Google Cloud. Vérifiez qu’il n’est ni suspendu ni supprimé, que sa facturation fonctionne, et que google-apps-api@simulated-workspace.iam.gserviceaccount.com peut l’utiliser (rôle Consommateur Service Usage). Vérifiez ensuite de nouveau la connexion.',
    ],
  },
  'organization-refused': {
    en: [
      'A rule of your Google Cloud organisation blocks the call: VPC Service Controls, an organisation policy or an organisation restriction.',
      'Ask the administrator of the Google Cloud organisation to let google-apps-api@simulated-workspace.iam.gserviceaccount.com call the Admin SDK API. The audit log of VPC Service Controls names the rule. Then check again.',
    ],
    fr: [
      'Une règle de votre organisation Google Cloud bloque l’appel : VPC Service Controls, une règle d’administration ou une restriction de l’organisation.',
      'Demandez à l’administrateur de l’organisation Google Cloud d’autoriser google-apps-api@simulated-workspace.iam.gserviceaccount.com à appeler l’API Admin SDK. Le journal d’audit de VPC Service Controls indique la règle. Vérifiez ensuite de nouveau.',
    ],
  },
  'daily-quota-exceeded': {
    en: [
      'Google accepts no more calls today: the daily quota is used up.',
      'Wait until tomorrow, or request a higher quota for the Admin SDK API.',
    ],
    fr: [
      'Google n’accepte plus d’appels aujourd’hui : le quota quotidien est épuisé.',
      'Attendez demain, ou demandez un quota plus élevé pour l’API Admin SDK.',
    ],
  },
  'user-not-ready': {
    en: ['Google is still creating this user.', 'Try again in a minute.'],
    fr: [
      'La création de cet utilisateur est encore en cours chez Google.',
      'Réessayez dans une minute.',
    ],
  },
  'user-busy': {
    en: ['Another change to this user is in progress at Google.', 'Try again in a minute.'],
    fr: [
      'Une autre modification de cet utilisateur est en cours chez Google.',
      'Réessayez dans une minute.',
    ],
  },
};
