import { type LinkAnswer } from '../../api/configuration';
const linksEn: Record<LinkAnswer['id'], string> = {
  key: 'Key of the service account',
  clock: 'Clock',
  'sign-in': 'Sign-in to Google',
  delegation: 'Domain-wide delegation',
  api: 'Admin SDK API',
  admin: 'Administrator',
  role: 'Role of the service account',
  users: 'Users',
  drift: 'Changes by others (optional)',
};

const linksFr: Record<LinkAnswer['id'], string> = {
  key: 'Clé du compte de service',
  clock: 'Horloge',
  'sign-in': 'Connexion à Google',
  delegation: 'Délégation au niveau du domaine',
  api: 'API Admin SDK',
  admin: 'Administrateur',
  role: 'Rôle du compte de service',
  users: 'Utilisateurs',
  drift: 'Modifications par d’autres (facultatif)',
};

/** What a passed check proves. */
const provedEn: Record<LinkAnswer['id'], string> = {
  key: 'The key is readable and can sign.',
  clock: 'This service’s clock matches Google’s.',
  'sign-in': 'Google knows the service account and accepts its signature.',
  delegation: 'The service account may act in the domain with the scope that it needs.',
  api: 'The API is enabled in the project of the service account.',
  admin:
    'The user exists, is active and is an administrator. The first password shows whether the role allows password resets.',
  role: 'Google shows this service account the users of the given customer. The first password shows whether the role allows password resets.',
  users: 'This service can list the users of the domain.',
  drift: 'This service finds out if somebody else changes a password at Google.',
};

const provedFr: Record<LinkAnswer['id'], string> = {
  key: 'La clé est lisible et permet de signer.',
  clock: 'L’horloge de ce service concorde avec celle de Google.',
  'sign-in': 'Google connaît le compte de service et accepte sa signature.',
  delegation: 'Le compte de service peut agir dans le domaine avec le champ d’application requis.',
  api: 'L’API est activée dans le projet du compte de service.',
  admin:
    'L’utilisateur existe, est actif et est administrateur. Le premier mot de passe montrera si son rôle permet de réinitialiser des mots de passe.',
  role: 'Google montre à ce compte de service les utilisateurs du client indiqué. Le premier mot de passe montrera si le rôle permet de réinitialiser des mots de passe.',
  users: 'Ce service peut lister les utilisateurs du domaine.',
  drift:
    'Ce service est informé lorsqu’une autre personne ou un autre outil modifie un mot de passe chez Google.',
};

const statesEn: Record<LinkAnswer['state'], string> = {
  ok: 'OK',
  failing: 'Failing',
  waiting: 'Waiting for Google',
  'not-reached': 'Not reached',
  off: 'Off',
};

const statesFr: Record<LinkAnswer['state'], string> = {
  ok: 'OK',
  failing: 'En échec',
  waiting: 'En attente de Google',
  'not-reached': 'Non atteint',
  off: 'Désactivé',
};

export const connectionEn = {
  title: 'Connection',
  loading: 'Reading the connection…',
  empty:
    'Not connected yet. Follow steps 1 to 3 above. The results of the checks then appear here.',
  unread: 'The connection could not be read.',
  tryAgain: 'Try again',
  summary: {
    ok: 'Connected: every check passed',
    failing: 'Not working: one check fails',
    waiting: 'Waiting for Google: this may take up to 24 hours',
    unchecked: 'Saved, not checked yet',
  },
  facts: {
    acting: 'Acts in the domain',
    asAdmin: 'As an administrator, by domain-wide delegation',
    ownRole: 'With an administrator role of its own',
    adminUsername: 'Google Admin user name',
    delegation: 'Domain-wide delegation',
    delegationUnused: 'Not used',
    delegationRest:
      'Not used. If the client ID is still listed there and nothing else uses it, delete it:',
    delegationLink: 'Admin console',
    workspace: 'Google Workspace (customer ID)',
    workspaceUnknown: 'Unknown until the administrator check passes',
    workspaceUnconfirmed: '(as entered, not confirmed by Google yet)',
    serviceAccount: 'Service account',
    clientId: 'Client ID',
    projectId: 'Project',
    keyId: 'Key',
    uploadedAt: 'Key saved',
    keyless: 'Keyless: this service signs with its own service account',
    updated: 'Last change',
    by: 'by',
  },
  chainTitle: 'Checks: each one depends on the previous one',
  links: linksEn,
  proved: provedEn,
  states: statesEn,
  keyOld: 'OK, but old',
  notReached: 'Checked once the checks above pass.',
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
  copyFailed: 'Could not copy. Select the text and copy it manually.',
  checkAgain: 'Check again',
  checking: 'Checking with Google…',
  checkedAt: 'Checked on',
  nextCheck: (time: string) => `This page checks again automatically at ${time}.`,
};

export const connectionFr: typeof connectionEn = {
  title: 'État de la connexion',
  loading: 'Lecture de l’état de la connexion…',
  empty:
    'Pas encore connecté. Suivez les étapes 1 à 3 ci-dessus. Les résultats des vérifications s’afficheront ensuite ici.',
  unread: 'Impossible de lire l’état de la connexion.',
  tryAgain: 'Réessayer',
  summary: {
    ok: 'Connecté : toutes les vérifications ont réussi',
    failing: 'Connexion en échec : une vérification échoue',
    waiting: 'En attente de Google : cela peut prendre jusqu’à 24 heures',
    unchecked: 'Enregistré, pas encore vérifié',
  },
  facts: {
    acting: 'Agit dans le domaine',
    asAdmin: 'Au nom d’un administrateur, par délégation au niveau du domaine',
    ownRole: 'Avec son propre rôle d’administrateur',
    adminUsername: 'Nom d’utilisateur Google Admin',
    delegation: 'Délégation au niveau du domaine',
    delegationUnused: 'Non utilisée',
    delegationRest:
      'Non utilisée. Si l’ID client y figure encore et que rien d’autre ne l’utilise, supprimez-le :',
    delegationLink: 'Console d’administration',
    workspace: 'Google Workspace (numéro client)',
    workspaceUnknown: 'Inconnu jusqu’à la réussite de la vérification de l’administrateur',
    workspaceUnconfirmed: '(tel que saisi, pas encore confirmé par Google)',
    serviceAccount: 'Compte de service',
    clientId: 'ID client',
    projectId: 'Projet',
    keyId: 'Clé',
    uploadedAt: 'Clé enregistrée',
    keyless: 'Sans clé : ce service signe avec son propre compte de service',
    updated: 'Dernière modification',
    by: 'par',
  },
  chainTitle: 'Vérifications : chacune dépend de la précédente',
  links: linksFr,
  proved: provedFr,
  states: statesFr,
  keyOld: 'OK, mais ancienne',
  notReached: 'Vérifié dès que les vérifications ci-dessus réussissent.',
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
  copyFailed: 'Impossible de copier. Sélectionnez le texte et copiez-le manuellement.',
  checkAgain: 'Vérifier à nouveau',
  checking: 'Vérification auprès de Google…',
  checkedAt: 'Vérifié le',
  nextCheck: (time: string) =>
    `Cette page effectuera automatiquement une nouvelle vérification à ${time}.`,
};
