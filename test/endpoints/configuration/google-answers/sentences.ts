import { type GoogleFailureCode } from '../../../../functions/domain/google-failure';

/** What happened and what it means, and what to do. */
type Sentence = readonly [message: string, fix: string];

/** By code what an administrator reads beside the link, from the service in English, on the page in French. */
export const SENTENCES: Readonly<
  Partial<Record<GoogleFailureCode, { en: Sentence; fr: Sentence }>>
> = {
  'delegation-missing': {
    en: [
      'Google does not let this service account act in your domain: its client id is not authorised for the scope, or not yet.',
      'As a super admin open the link, check that the client id is 104729130363000000001 and the scope https://www.googleapis.com/auth/admin.directory.user, and choose Authorise. If you have done that, wait: Google can take up to 24 hours.',
    ],
    fr: [
      'Google ne laisse pas ce compte de service agir dans votre domaine : son ID client n’est pas autorisé pour le champ d’application, ou pas encore.',
      'En tant que super-administrateur, ouvrez le lien, vérifiez que l’ID client est 104729130363000000001 et le champ d’application https://www.googleapis.com/auth/admin.directory.user, puis choisissez Autoriser. Si c’est déjà fait, attendez : Google peut y mettre jusqu’à 24 heures.',
    ],
  },
  'access-blocked': {
    en: [
      "A rule of your organisation (API controls, or a service that is switched off for the admin) blocks this service account's access.",
      'As a super admin open Security, Access and data control, API controls, and trust the client id of the service account. If it is trusted, open Apps, Additional Google services, and see that Google Cloud is on for the admin.',
    ],
    fr: [
      'Une règle de votre organisation (Commandes des API, ou un service désactivé pour l’administrateur) bloque l’accès de ce compte de service.',
      'En tant que super-administrateur, ouvrez Sécurité › Contrôle des accès et des données › Commandes des API, et accordez votre confiance à l’ID client du compte de service. Si c’est déjà fait, ouvrez Applications › Services Google supplémentaires, et voyez si Google Cloud est activé pour l’administrateur.',
    ],
  },
  'admin-suspended': {
    en: [
      'The admin admin@example.com is suspended, archived or restricted, so nothing can be done in that name.',
      'Restore that user in the Admin console, or enter another administrator here, and save.',
    ],
    fr: [
      'L’administrateur admin@example.com est suspendu, archivé ou restreint ; rien ne peut être fait en son nom.',
      'Restaurez cet utilisateur dans la console d’administration, ou entrez ici un autre administrateur, puis enregistrez.',
    ],
  },
  'admin-unknown': {
    en: [
      'Google knows no user admin@example.com in your domain.',
      'Enter the primary address of an administrator of your Google Workspace, and save.',
    ],
    fr: [
      'Google ne connaît aucun utilisateur admin@example.com dans votre domaine.',
      'Entrez l’adresse principale d’un administrateur de votre domaine Google Workspace, puis enregistrez.',
    ],
  },
  'admin-malformed': {
    en: [
      'Google does not take admin@example.com for the address of a user.',
      'Enter the primary address of an administrator, such as admin@example.com, and save.',
    ],
    fr: [
      'Pour Google, admin@example.com n’est pas l’adresse d’un utilisateur.',
      'Entrez l’adresse principale d’un administrateur, par exemple admin@example.com, puis enregistrez.',
    ],
  },
  'service-account-gone': {
    en: [
      'Google knows no service account google-apps-api@simulated-workspace.iam.gserviceaccount.com. It was deleted, or the key file was changed.',
      'Restore the service account in the Google Cloud console (possible for 30 days), or make another one with a key, choose its file here and save; another one has to be authorised again (step 2).',
    ],
    fr: [
      'Google ne connaît aucun compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com. Il a été supprimé, ou le fichier de clé a été modifié.',
      'Restaurez le compte de service dans la console Google Cloud (possible pendant 30 jours), ou créez-en un autre avec une clé, choisissez son fichier ici et enregistrez ; un autre doit être autorisé à nouveau (étape 2).',
    ],
  },
  'account-gone': {
    en: [
      'Google says that an account was deleted: either the service account google-apps-api@simulated-workspace.iam.gserviceaccount.com or the admin admin@example.com.',
      'See which of the two is missing. Restore it, or save another key or another admin user name here.',
    ],
    fr: [
      'Google indique qu’un compte a été supprimé : soit le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com, soit l’administrateur admin@example.com.',
      'Voyez lequel des deux manque. Restaurez-le, ou enregistrez ici une autre clé ou un autre nom d’utilisateur.',
    ],
  },
  'client-disabled': {
    en: [
      "The service account google-apps-api@simulated-workspace.iam.gserviceaccount.com is disabled at Google, so it can't sign in.",
      'Enable the service account in the Google Cloud console, then check again.',
    ],
    fr: [
      'Le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com est désactivé chez Google ; il ne peut donc pas se connecter.',
      'Activez le compte de service dans la console Google Cloud, puis vérifiez à nouveau.',
    ],
  },
  'key-rejected': {
    en: [
      'Google does not accept signatures of this key. It was deleted or disabled at Google, or belongs to another service account.',
      'In the Google Cloud console make a new key of the type JSON for the service account, then choose that file here and save.',
    ],
    fr: [
      'Google n’accepte pas les signatures de cette clé. Elle a été supprimée ou désactivée chez Google, ou appartient à un autre compte de service.',
      'Dans la console Google Cloud, créez une nouvelle clé de type JSON pour le compte de service, puis choisissez ce fichier ici et enregistrez.',
    ],
  },
  'clock-skewed': {
    en: [
      "This service's clock and Google's are more than five minutes apart, so Google does not trust its signatures.",
      'Set the clock of the machine that the service runs on, best by NTP.',
    ],
    fr: [
      'L’horloge de ce service et celle de Google diffèrent de plus de cinq minutes ; Google ne se fie donc pas à ses signatures.',
      'Réglez l’horloge de la machine sur laquelle tourne le service, de préférence par NTP.',
    ],
  },
  'token-refused': {
    en: [
      'Google refused the sign-in for a reason that this service does not know.',
      'See that the service account google-apps-api@simulated-workspace.iam.gserviceaccount.com is there and enabled, and that the admin admin@example.com exists and is not suspended. If so, make a new key of the type JSON, choose its file here and save.',
    ],
    fr: [
      'Google a refusé la connexion pour une raison que ce service ne connaît pas.',
      'Voyez si le compte de service google-apps-api@simulated-workspace.iam.gserviceaccount.com existe et est activé, et si l’administrateur admin@example.com existe et n’est pas suspendu. Si oui, créez une nouvelle clé de type JSON, choisissez son fichier ici et enregistrez.',
    ],
  },
  'scope-refused': {
    en: [
      'Google does not accept the right (OAuth scope) that this service asks for.',
      'In the Admin console authorise the client id 104729130363000000001 for exactly this scope: https://www.googleapis.com/auth/admin.directory.user',
    ],
    fr: [
      'Google n’accepte pas le droit (champ d’application OAuth) que demande ce service.',
      'Dans la console d’administration, autorisez l’ID client 104729130363000000001 pour exactement ce champ d’application : https://www.googleapis.com/auth/admin.directory.user',
    ],
  },
  'sign-in-limited': {
    en: [
      'Google will not sign this service in at the moment: it has asked too often.',
      'Nothing has to be changed. Check again in a few minutes. Passwords that are stored stay as they are.',
    ],
    fr: [
      'Google refuse pour le moment de connecter ce service : il l’a demandé trop souvent.',
      'Il n’y a rien à modifier. Vérifiez à nouveau dans quelques minutes. Les mots de passe conservés restent tels quels.',
    ],
  },
  'quota-exceeded': {
    en: [
      'Google allows no more calls at the moment.',
      'Nothing has to be changed. Check again in a few minutes. If it stays, ask for a higher quota of the Admin SDK API.',
    ],
    fr: [
      'Google n’autorise plus d’appels pour le moment.',
      'Il n’y a rien à modifier. Vérifiez à nouveau dans quelques minutes. Si cela persiste, demandez un quota plus élevé pour l’API Admin SDK.',
    ],
  },
  'google-unavailable': {
    en: [
      "Google's service is not available at the moment.",
      'Nothing has to be changed. Check again in a few minutes.',
    ],
    fr: [
      'Le service de Google n’est pas disponible pour le moment.',
      'Il n’y a rien à modifier. Vérifiez à nouveau dans quelques minutes.',
    ],
  },
  'no-answer': {
    en: [
      'Google gave no answer that can be read, so nothing is known yet.',
      'Nothing has to be changed. Check again in a few minutes. If it stays, see whether the service can reach oauth2.googleapis.com and admin.googleapis.com.',
    ],
    fr: [
      'Google n’a donné aucune réponse lisible ; on ne sait donc encore rien.',
      'Il n’y a rien à modifier. Vérifiez à nouveau dans quelques minutes. Si cela persiste, voyez si le service peut joindre oauth2.googleapis.com et admin.googleapis.com.',
    ],
  },
  'admin-not-privileged': {
    en: [
      'The user admin@example.com may not manage users.',
      'Give that user an administrator role with the privileges Users, Read and Users, Update (Reset password), or enter another administrator here, and save.',
    ],
    fr: [
      'L’utilisateur admin@example.com ne peut pas gérer d’utilisateurs.',
      'Donnez-lui un rôle d’administrateur avec les droits Utilisateurs › Lire et Utilisateurs › Mettre à jour › Réinitialiser le mot de passe, ou entrez ici un autre administrateur, puis enregistrez.',
    ],
  },
  'scope-insufficient': {
    en: [
      'Google signed the service in, but without the right (OAuth scope) to manage users.',
      'In the Admin console authorise the client id 104729130363000000001 for this scope: https://www.googleapis.com/auth/admin.directory.user',
    ],
    fr: [
      'Google a accepté la connexion du service, mais sans le droit (champ d’application OAuth) de gérer les utilisateurs.',
      'Dans la console d’administration, autorisez l’ID client 104729130363000000001 pour ce champ d’application : https://www.googleapis.com/auth/admin.directory.user',
    ],
  },
  'api-disabled': {
    en: [
      'The Admin SDK API is not enabled in the project that owns the service account.',
      'Open the link and choose Enable. It takes a few minutes to work.',
    ],
    fr: [
      'L’API Admin SDK n’est pas activée dans le projet auquel appartient le compte de service.',
      'Ouvrez le lien et choisissez Activer. La prise d’effet demande quelques minutes.',
    ],
  },
  'domain-refused': {
    en: [
      'Google does not let your domain use this API, or does not find the domain.',
      'See whether the Google Workspace subscription is active and the domain verified.',
    ],
    fr: [
      'Google ne laisse pas votre domaine utiliser cette API, ou ne le trouve pas.',
      'Voyez si l’abonnement Google Workspace est actif et le domaine validé.',
    ],
  },
  'project-refused': {
    en: [
      'Google refuses calls of the Google Cloud project that owns the service account: it is suspended or deleted, has no billing, or may not be used.',
      'Open the project in the Google Cloud console. See that it is neither suspended nor deleted, that its billing works, and that google-apps-api@simulated-workspace.iam.gserviceaccount.com may use it (role Service Usage Consumer). Then check again.',
    ],
    fr: [
      'Google refuse les appels du projet Google Cloud auquel appartient le compte de service : il est suspendu ou supprimé, n’a pas de facturation, ou ne peut pas être utilisé.',
      'Ouvrez le projet dans la console Google Cloud. Voyez s’il n’est ni suspendu ni supprimé, si sa facturation fonctionne, et si google-apps-api@simulated-workspace.iam.gserviceaccount.com peut l’utiliser (rôle Consommateur Service Usage). Vérifiez ensuite à nouveau.',
    ],
  },
  'organization-refused': {
    en: [
      'A rule of your Google Cloud organisation forbids the call: VPC Service Controls, an organisation policy or an organisation restriction.',
      'Ask whoever administers the Google Cloud organisation to let google-apps-api@simulated-workspace.iam.gserviceaccount.com call the Admin SDK API; the audit log of VPC Service Controls names the rule. Then check again.',
    ],
    fr: [
      'Une règle de votre organisation Google Cloud interdit l’appel : VPC Service Controls, une règle d’administration ou une restriction de l’organisation.',
      'Demandez à la personne qui administre l’organisation Google Cloud de laisser google-apps-api@simulated-workspace.iam.gserviceaccount.com appeler l’API Admin SDK ; le journal d’audit de VPC Service Controls nomme la règle. Vérifiez ensuite à nouveau.',
    ],
  },
  'daily-quota-exceeded': {
    en: [
      'Google allows no more calls today.',
      'Wait until tomorrow, or ask for a higher quota of the Admin SDK API.',
    ],
    fr: [
      'Google n’autorise plus d’appels aujourd’hui.',
      'Attendez demain, ou demandez un quota plus élevé pour l’API Admin SDK.',
    ],
  },
  'user-not-ready': {
    en: ['Google is still creating this user.', 'Try again in a minute.'],
    fr: ['Google est encore en train de créer cet utilisateur.', 'Réessayez dans une minute.'],
  },
  'user-busy': {
    en: ['Google is changing this user just now.', 'Try again in a minute.'],
    fr: ['Google est en train de modifier cet utilisateur.', 'Réessayez dans une minute.'],
  },
};
