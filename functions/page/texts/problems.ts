import { type ProblemCode } from '../../api/problem';

/** Problems of the password calls and of the queue's calls. The page makes neither. */
type PasswordProblem =
  | 'rotation-waits'
  | 'admin-account'
  | 'user-not-found'
  | 'user-not-ready'
  | 'no-password'
  | 'no-network'
  | 'in-progress'
  | 'user-suspended'
  | 'out-of-scope'
  | 'other-workspace'
  | 'password-drifted'
  | 'password-forgotten'
  | 'too-many-devices'
  | 'directory-refused'
  | 'outcome-unknown'
  | 'self-service-off'
  | 'too-many-rotations';

/** The problems that the page can meet, and the failures of a call that does not reach the service. */
type PageProblem =
  Exclude<ProblemCode, PasswordProblem> | 'no-answer' | 'signed-out' | 'unreadable-answer';

/** `what`: what happened and what it means. `todo`: what to do. */
export type ProblemText = { readonly what: string; readonly todo: string };

const problemsTableEn: Record<PageProblem, ProblemText> = {
  'invalid-request': {
    what: 'The service did not accept the input. Nothing was changed.',
    todo: 'Correct the fields named here, then try again.',
  },
  'forbidden-identity': {
    what: 'Your sign-in could not be verified. Nothing was changed.',
    todo: 'Reload the page and sign in again.',
  },
  'forbidden-role': {
    what: 'Your role does not allow this. Nothing was changed.',
    todo: 'Ask someone with the role System Management to do it.',
  },
  'forbidden-origin': {
    what: 'The request seemed to come from another site, so the service refused it. Nothing was changed.',
    todo: 'Open this page at its own address and try again.',
  },
  'not-found': {
    what: 'The service does not know this request: this page is older than the service.',
    todo: 'Reload the page.',
  },
  'method-not-allowed': {
    what: 'The service does not accept this request: this page is older than the service.',
    todo: 'Reload the page.',
  },
  'not-configured': {
    what: 'Google is not connected, so there is nothing to check. Someone may have disconnected it.',
    todo: 'Load the current state, then save in panel 3.',
  },
  'secure-ldap-not-configured': {
    what: 'Secure LDAP is not connected, so there is nothing to check. Someone may have removed it.',
    todo: 'Load the current state, then upload the certificate and its key.',
  },
  'secure-ldap-failing': {
    what: 'The connection to Google’s Secure LDAP does not work.',
    todo: 'Look at the checks of Secure LDAP: they say what to fix.',
  },
  'configuration-failing': {
    what: 'The connection to Google does not work.',
    todo: 'Look at the checks below: they say what to fix.',
  },
  'configuration-changed': {
    what: 'Someone else changed the configuration while this page was open. Your changes were not saved.',
    todo: 'Load the current state, review it, then save again if you still want to.',
  },
  'invalid-state': {
    what: 'This Workspace is now the connected one, or the connected one is not known yet. No further passwords are forgotten.',
    todo: 'Reload the page and look at the connection.',
  },
  'payload-too-large': {
    what: 'The file is too large: the limit is 64 KiB. Nothing was changed.',
    todo: 'Choose the JSON key file. It has about 2 KiB.',
  },
  'unsupported-media-type': {
    what: 'The service expects another format: this page is older than the service. Nothing was changed.',
    todo: 'Reload the page.',
  },
  internal: {
    what: 'Something went wrong in the service.',
    todo: 'Try again. If the problem persists, give the number below to the operator of this service.',
  },
  'quota-exceeded': {
    what: 'Google accepts no more calls at the moment.',
    todo: 'Try again in a minute.',
  },
  'google-unavailable': {
    what: 'Google could not be reached.',
    todo: 'Try again in a few minutes.',
  },
  'no-answer': {
    what: 'The service did not answer: the network is interrupted, or the answer took too long.',
    todo: 'Check your connection and try again.',
  },
  'signed-out': {
    what: 'Your sign-in has expired.',
    todo: 'Reload the page and sign in again.',
  },
  'unreadable-answer': {
    what: 'The answer did not come from the service, but from an intermediary such as a proxy.',
    todo: 'Try again in a minute.',
  },
};

const problemsTableFr: Record<PageProblem, ProblemText> = {
  'invalid-request': {
    what: 'Le service n’a pas accepté la saisie. Rien n’a été modifié.',
    todo: 'Corrigez les champs indiqués ici, puis réessayez.',
  },
  'forbidden-identity': {
    what: 'Votre connexion n’a pas pu être vérifiée. Rien n’a été modifié.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
  'forbidden-role': {
    what: 'Votre rôle ne le permet pas. Rien n’a été modifié.',
    todo: 'Demandez à une personne ayant le rôle Gestion du système de le faire.',
  },
  'forbidden-origin': {
    what: 'La requête semblait provenir d’un autre site : le service l’a refusée. Rien n’a été modifié.',
    todo: 'Ouvrez cette page à sa propre adresse et réessayez.',
  },
  'not-found': {
    what: 'Le service ne connaît pas cette requête : cette page est plus ancienne que le service.',
    todo: 'Rechargez la page.',
  },
  'method-not-allowed': {
    what: 'Le service n’accepte pas cette requête : cette page est plus ancienne que le service.',
    todo: 'Rechargez la page.',
  },
  'not-configured': {
    what: 'Google n’est pas connecté : il n’y a rien à vérifier. Quelqu’un l’a peut-être déconnecté.',
    todo: 'Chargez l’état actuel, puis enregistrez dans le volet 3.',
  },
  'secure-ldap-not-configured': {
    what: 'Le LDAP sécurisé n’est pas connecté : il n’y a rien à vérifier. Quelqu’un l’a peut-être retiré.',
    todo: 'Chargez l’état actuel, puis déposez le certificat et sa clé.',
  },
  'secure-ldap-failing': {
    what: 'La connexion au LDAP sécurisé de Google ne fonctionne pas.',
    todo: 'Regardez les vérifications du LDAP sécurisé : elles disent quoi corriger.',
  },
  'configuration-failing': {
    what: 'La connexion à Google ne fonctionne pas.',
    todo: 'Consultez les vérifications ci-dessous : elles indiquent ce qu’il faut corriger.',
  },
  'configuration-changed': {
    what: 'Une autre personne a modifié la configuration pendant que cette page était ouverte. Vos modifications n’ont pas été enregistrées.',
    todo: 'Chargez l’état actuel, vérifiez-le, puis enregistrez de nouveau si nécessaire.',
  },
  'invalid-state': {
    what: 'Ce domaine Workspace est désormais connecté, ou le domaine connecté n’est pas encore connu. Aucun autre mot de passe n’est oublié.',
    todo: 'Rechargez la page et consultez l’état de la connexion.',
  },
  'payload-too-large': {
    what: 'Le fichier est trop volumineux : la limite est de 64 Kio. Rien n’a été modifié.',
    todo: 'Choisissez le fichier de clé JSON. Il fait environ 2 Kio.',
  },
  'unsupported-media-type': {
    what: 'Le service attend un autre format : cette page est plus ancienne que le service. Rien n’a été modifié.',
    todo: 'Rechargez la page.',
  },
  internal: {
    what: 'Une erreur s’est produite dans le service.',
    todo: 'Réessayez. Si le problème persiste, communiquez le numéro ci-dessous à l’exploitant de ce service.',
  },
  'quota-exceeded': {
    what: 'Google n’accepte plus d’appels pour le moment.',
    todo: 'Réessayez dans une minute.',
  },
  'google-unavailable': {
    what: 'Google n’a pas pu être joint.',
    todo: 'Réessayez dans quelques minutes.',
  },
  'no-answer': {
    what: 'Le service n’a pas répondu : le réseau est interrompu, ou la réponse a pris trop de temps.',
    todo: 'Vérifiez votre connexion et réessayez.',
  },
  'signed-out': {
    what: 'Votre connexion a expiré.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
  'unreadable-answer': {
    what: 'La réponse ne provient pas du service, mais d’un intermédiaire, par exemple un proxy.',
    todo: 'Réessayez dans une minute.',
  },
};

export const problemsEn = {
  byCode: problemsTableEn,
  requestId: 'Number of this request',
  /** Texts for fields whose message the service gives in English only. */
  fields: {} as Readonly<Record<string, string>>,
};

export const problemsFr: typeof problemsEn = {
  byCode: problemsTableFr,
  requestId: 'Numéro de cette requête',
  fields: {
    '/adminUsername': 'Nom d’utilisateur Google Admin : l’adresse n’est pas complète.',
    '/customerId': 'Numéro client : la lettre C, puis des lettres et des chiffres.',
    '/serviceAccountKey': 'Le fichier n’est pas la clé d’un compte de service.',
    '/serviceAccountKey/type': 'Le fichier n’est pas la clé d’un compte de service.',
    '/serviceAccountKey/installed':
      'Ce fichier est celui d’un client OAuth, et non d’un compte de service.',
    '/serviceAccountKey/web':
      'Ce fichier est celui d’un client OAuth, et non d’un compte de service.',
    '/serviceAccountKey/private_key':
      'La clé privée est illisible, ou n’est pas une clé RSA d’au moins 2048 bits. Créez une nouvelle clé JSON.',
    '/serviceAccountKey/client_email':
      'L’adresse du compte de service est manquante ou non valide.',
    '/serviceAccountKey/client_id':
      'L’ID client du compte de service est manquant ou n’est pas un nombre.',
    '/serviceAccountKey/universe_domain':
      'Ce compte de service n’appartient pas au cloud public de Google. Il ne pourra jamais agir dans un domaine Google Workspace.',
    '/serviceAccountKey/project_id': 'L’ID du projet n’est pas un texte ou est trop long.',
    '/serviceAccountKey/private_key_id': 'L’ID de la clé n’est pas un texte ou est trop long.',
    '/certificate':
      'Le certificat est endommagé, a expiré ou n’est pas encore valable. Générez un nouveau certificat dans la console d’administration et choisissez les deux nouveaux fichiers.',
    '/privateKey':
      'La clé privée est endommagée, a moins de 2048 bits ou ne correspond pas à ce certificat. Choisissez les deux fichiers d’un même téléchargement.',
    '/keyless': 'Ce déploiement ne prend pas en charge la connexion sans clé.',
  },
};
