import { type LinkId, type LinkState } from '../../domain/configuration/verification';

const linksEn: Record<LinkId, string> = {
  key: 'Key of the service account',
  clock: 'Clock',
  'sign-in': 'Sign-in to Google',
  delegation: 'Domain-wide delegation',
  api: 'Admin SDK API',
  admin: 'Administrator',
  users: 'Users',
};

const linksFr: Record<LinkId, string> = {
  key: 'Clé du compte de service',
  clock: 'Horloge',
  'sign-in': 'Connexion à Google',
  delegation: 'Délégation au niveau du domaine',
  api: 'API Admin SDK',
  admin: 'Administrateur',
  users: 'Utilisateurs',
};

/** What is proved when a link of the chain holds. */
const provedEn: Record<LinkId, string> = {
  key: 'It can be read and can sign.',
  clock: 'This service’s clock agrees with Google’s.',
  'sign-in': 'Google knows the service account and accepts its signature.',
  delegation: 'The service account may act in the domain, for the scope it needs.',
  api: 'It is enabled in the project of the service account.',
  admin:
    'It exists, is active and is an administrator. Whether its role may reset passwords shows with the first one.',
  users: 'The users of the domain can be listed.',
};

const provedFr: Record<LinkId, string> = {
  key: 'Elle est lisible et permet de signer.',
  clock: 'L’horloge de ce service concorde avec celle de Google.',
  'sign-in': 'Google connaît le compte de service et accepte sa signature.',
  delegation: 'Le compte de service peut agir dans le domaine, pour le champ d’application voulu.',
  api: 'Elle est activée dans le projet du compte de service.',
  admin:
    'Il existe, est actif et est bien administrateur. Le premier mot de passe montrera si son rôle permet d’en définir.',
  users: 'Les utilisateurs du domaine peuvent être listés.',
};

const statesEn: Record<LinkState, string> = {
  ok: 'OK',
  failing: 'Failing',
  waiting: 'Waiting for Google',
  'not-reached': 'Not reached',
};

const statesFr: Record<LinkState, string> = {
  ok: 'OK',
  failing: 'En échec',
  waiting: 'En attente de Google',
  'not-reached': 'Non atteint',
};

export const connectionEn = {
  title: 'Connection',
  loading: 'Reading the connection…',
  empty: 'Not connected yet. Follow steps 1 to 3 above; the result of every check will stand here.',
  unread: 'The connection could not be read.',
  tryAgain: 'Try again',
  summary: {
    ok: 'Connected: every check passed',
    failing: 'Not working: one check fails',
    waiting: 'Waiting for Google: this may take up to 24 hours',
    unchecked: 'Saved, not checked yet',
  },
  facts: {
    adminUsername: 'Google Admin user name',
    workspace: 'Google Workspace (customer ID)',
    workspaceUnknown: 'Not known before the administrator’s check passes',
    serviceAccount: 'Service account',
    clientId: 'Client ID',
    projectId: 'Project',
    keyId: 'Key',
    uploadedAt: 'Key saved',
    keyless: 'Keyless: this service signs as its own service account',
    updated: 'Last change',
    by: 'by',
  },
  chainTitle: 'Checks, in the order in which each needs the one before',
  links: linksEn,
  proved: provedEn,
  states: statesEn,
  notReached: 'Checked once the ones above hold.',
  whatToDo: 'What to do:',
  open: {
    'admin.google.com': 'Open the Admin console',
    'console.cloud.google.com': 'Open the Cloud console',
    'console.developers.google.com': 'Open the Cloud console',
    'support.google.com': 'Read Google’s help page',
  } as Readonly<Record<string, string>>,
  openOther: 'Open the page',
  copyClientId: 'Copy client ID',
  copyScope: 'Copy scope',
  copied: 'Copied',
  copyFailed: 'Could not be copied: select the text and copy it yourself.',
  checkAgain: 'Check again',
  checking: 'Checking with Google…',
  checkedAt: 'Checked on',
  nextCheck: (time: string) => `This page checks again by itself at ${time}.`,
};

export const connectionFr: typeof connectionEn = {
  title: 'État de la connexion',
  loading: 'Lecture de l’état de la connexion…',
  empty:
    'Pas encore connecté. Suivez les étapes 1 à 3 ci-dessus ; le résultat de chaque vérification s’affichera ici.',
  unread: 'L’état de la connexion n’a pas pu être lu.',
  tryAgain: 'Réessayer',
  summary: {
    ok: 'Connecté : toutes les vérifications ont réussi',
    failing: 'Hors service : une vérification échoue',
    waiting: 'En attente de Google : cela peut prendre jusqu’à 24 heures',
    unchecked: 'Enregistré, pas encore vérifié',
  },
  facts: {
    adminUsername: 'Nom d’utilisateur Google Admin',
    workspace: 'Google Workspace (numéro client)',
    workspaceUnknown: 'Inconnu tant que la vérification de l’administrateur n’a pas réussi',
    serviceAccount: 'Compte de service',
    clientId: 'ID client',
    projectId: 'Projet',
    keyId: 'Clé',
    uploadedAt: 'Clé enregistrée',
    keyless: 'Sans clé : ce service signe avec son propre compte de service',
    updated: 'Dernière modification',
    by: 'par',
  },
  chainTitle: 'Vérifications, dans l’ordre où chacune dépend de la précédente',
  links: linksFr,
  proved: provedFr,
  states: statesFr,
  notReached: 'Vérifié dès que les points ci-dessus sont acquis.',
  whatToDo: 'Que faire :',
  open: {
    'admin.google.com': 'Ouvrir la console d’administration',
    'console.cloud.google.com': 'Ouvrir la console Cloud',
    'console.developers.google.com': 'Ouvrir la console Cloud',
    'support.google.com': 'Lire la page d’aide de Google',
  },
  openOther: 'Ouvrir la page',
  copyClientId: 'Copier l’ID client',
  copyScope: 'Copier le champ d’application',
  copied: 'Copié',
  copyFailed: 'Copie impossible : sélectionnez le texte et copiez-le vous-même.',
  checkAgain: 'Vérifier à nouveau',
  checking: 'Vérification auprès de Google…',
  checkedAt: 'Vérifié le',
  nextCheck: (time: string) => `Cette page vérifie à nouveau d’elle-même à ${time}.`,
};
