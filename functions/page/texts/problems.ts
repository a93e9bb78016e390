import { type ProblemCode } from '../../api/problem';

/** Problems of the calls for one user's password and of the queue's, which the page never makes. */
type PasswordProblem =
  | 'rotation-waits'
  | 'admin-account'
  | 'user-not-found'
  | 'user-not-ready'
  | 'no-password'
  | 'in-progress'
  | 'user-suspended'
  | 'out-of-scope'
  | 'other-workspace'
  | 'directory-refused'
  | 'outcome-unknown';

/** The problems that the page can meet, and what befalls a call before it gets to the service. */
type PageProblem =
  Exclude<ProblemCode, PasswordProblem> | 'no-answer' | 'signed-out' | 'unreadable-answer';

/** What happened and what it means, and what to do. */
export type ProblemText = { readonly what: string; readonly todo: string };

const problemsTableEn: Record<PageProblem, ProblemText> = {
  'invalid-request': {
    what: 'The service did not accept what was sent. Nothing was changed.',
    todo: 'Mend what is named here, then try again.',
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
    what: 'The call seemed to come from another site, so it was refused. Nothing was changed.',
    todo: 'Open this page at its own address and try again.',
  },
  'not-found': {
    what: 'The service does not know this call: the page is older than the service.',
    todo: 'Reload the page.',
  },
  'method-not-allowed': {
    what: 'The service does not take this call: the page is older than the service.',
    todo: 'Reload the page.',
  },
  'not-configured': {
    what: 'Google is not connected, so there is nothing to check. Someone may have disconnected it.',
    todo: 'Load the current state, then save in panel 3.',
  },
  'configuration-failing': {
    what: 'The connection to Google does not work.',
    todo: 'See the checks below: they say what to mend.',
  },
  'configuration-changed': {
    what: 'Somebody else changed the configuration while this page was open. Nothing of yours was saved.',
    todo: 'Load the current state, look at it, then save again if you still want to.',
  },
  'invalid-state': {
    what: 'This is the Workspace that is connected by now, or it is not known which one is. No more is forgotten.',
    todo: 'Reload the page and look at the connection.',
  },
  'payload-too-large': {
    what: 'The file is too large: at most 64 KiB are taken. Nothing was changed.',
    todo: 'Choose the JSON key file; it has about 2 KiB.',
  },
  'unsupported-media-type': {
    what: 'The service expects another format: the page is older than the service. Nothing was changed.',
    todo: 'Reload the page.',
  },
  internal: {
    what: 'Something went wrong in the service.',
    todo: 'Try again. If it stays, tell whoever runs this service the number below.',
  },
  'quota-exceeded': {
    what: 'Google allows no more calls at the moment.',
    todo: 'Try again in a minute.',
  },
  'google-unavailable': {
    what: 'Google could not be reached.',
    todo: 'Try again in a few minutes.',
  },
  'no-answer': {
    what: 'No answer came from the service: the network is interrupted, or it took too long.',
    todo: 'Check your connection and try again.',
  },
  'signed-out': {
    what: 'Your sign-in has expired.',
    todo: 'Reload the page and sign in again.',
  },
  'unreadable-answer': {
    what: 'Something between you and the service answered, and not as the service does.',
    todo: 'Try again in a minute.',
  },
};

const problemsTableFr: Record<PageProblem, ProblemText> = {
  'invalid-request': {
    what: 'Le service n’a pas accepté ce qui a été envoyé. Rien n’a été modifié.',
    todo: 'Corrigez ce qui est indiqué ici, puis réessayez.',
  },
  'forbidden-identity': {
    what: 'Votre connexion n’a pas pu être vérifiée. Rien n’a été modifié.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
  'forbidden-role': {
    what: 'Votre rôle ne le permet pas. Rien n’a été modifié.',
    todo: 'Demandez à quelqu’un qui a le rôle Gestion du système de le faire.',
  },
  'forbidden-origin': {
    what: 'L’appel semblait venir d’un autre site ; il a été refusé. Rien n’a été modifié.',
    todo: 'Ouvrez cette page à sa propre adresse et réessayez.',
  },
  'not-found': {
    what: 'Le service ne connaît pas cet appel : la page est plus ancienne que le service.',
    todo: 'Rechargez la page.',
  },
  'method-not-allowed': {
    what: 'Le service ne prend pas cet appel : la page est plus ancienne que le service.',
    todo: 'Rechargez la page.',
  },
  'not-configured': {
    what: 'Google n’est pas connecté : il n’y a rien à vérifier. Quelqu’un s’est peut-être déconnecté entre-temps.',
    todo: 'Chargez l’état actuel, puis enregistrez dans le volet 3.',
  },
  'configuration-failing': {
    what: 'La connexion à Google ne fonctionne pas.',
    todo: 'Voyez les vérifications ci-dessous : elles disent quoi corriger.',
  },
  'configuration-changed': {
    what: 'Quelqu’un d’autre a modifié la configuration pendant que cette page était ouverte. Rien de votre saisie n’a été enregistré.',
    todo: 'Chargez l’état actuel, examinez-le, puis enregistrez à nouveau si vous le voulez toujours.',
  },
  'invalid-state': {
    what: 'Ce Workspace est maintenant celui qui est connecté, ou l’on ne sait pas encore lequel l’est. Plus rien n’est oublié.',
    todo: 'Rechargez la page et regardez l’état de la connexion.',
  },
  'payload-too-large': {
    what: 'Le fichier est trop gros : 64 Kio au plus. Rien n’a été modifié.',
    todo: 'Choisissez le fichier de clé JSON ; il fait environ 2 Kio.',
  },
  'unsupported-media-type': {
    what: 'Le service attend un autre format : la page est plus ancienne que le service. Rien n’a été modifié.',
    todo: 'Rechargez la page.',
  },
  internal: {
    what: 'Une erreur s’est produite dans le service.',
    todo: 'Réessayez. Si cela persiste, communiquez le numéro ci-dessous à la personne qui exploite ce service.',
  },
  'quota-exceeded': {
    what: 'Google n’autorise plus d’appels pour le moment.',
    todo: 'Réessayez dans une minute.',
  },
  'google-unavailable': {
    what: 'Google n’a pas pu être joint.',
    todo: 'Réessayez dans quelques minutes.',
  },
  'no-answer': {
    what: 'Le service n’a pas répondu : le réseau est interrompu, ou cela a pris trop de temps.',
    todo: 'Vérifiez votre connexion et réessayez.',
  },
  'signed-out': {
    what: 'Votre connexion a expiré.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
  'unreadable-answer': {
    what: 'La réponse reçue ne vient pas du service, mais d’un intermédiaire.',
    todo: 'Réessayez dans une minute.',
  },
};

export const problemsEn = {
  byCode: problemsTableEn,
  requestId: 'Number of this request',
  /** For fields whose message comes in English from the service; here it is the reader's language. */
  fields: {} as Readonly<Record<string, string>>,
};

export const problemsFr: typeof problemsEn = {
  byCode: problemsTableFr,
  requestId: 'Numéro de cette requête',
  fields: {
    '/adminUsername': 'Nom d’utilisateur Google Admin : ce n’est pas une adresse complète.',
    '/serviceAccountKey': 'Le fichier n’est pas la clé d’un compte de service.',
    '/serviceAccountKey/type': 'Le fichier n’est pas la clé d’un compte de service.',
    '/serviceAccountKey/installed':
      'C’est le fichier d’un client OAuth, pas celui d’un compte de service.',
    '/serviceAccountKey/web':
      'C’est le fichier d’un client OAuth, pas celui d’un compte de service.',
    '/serviceAccountKey/private_key':
      'La clé privée ne peut pas être lue, ou n’est pas une clé RSA d’au moins 2048 bits : créez une nouvelle clé JSON.',
    '/serviceAccountKey/client_email':
      'L’adresse du compte de service manque ou n’est pas valable.',
    '/serviceAccountKey/client_id':
      'L’ID client du compte de service manque ou n’est pas un nombre.',
    '/serviceAccountKey/universe_domain':
      'Ce compte de service appartient à un autre cloud de Google que le cloud public ; il ne pourra jamais agir dans un domaine Google Workspace.',
    '/serviceAccountKey/project_id': 'L’ID du projet n’est pas un texte, ou est trop long.',
    '/serviceAccountKey/private_key_id': 'L’ID de la clé n’est pas un texte, ou est trop long.',
    '/keyless': 'Ce déploiement n’offre pas la voie sans clé.',
  },
};
