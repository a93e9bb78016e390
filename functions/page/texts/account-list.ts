import { type ProblemText } from './problems';
import { accountStatusesEn, accountStatusesFr } from './account-status';

/** Problems that the page Users words differently from the page of the connection. */
const problemsEn: Readonly<Record<string, ProblemText>> = {
  'invalid-request': {
    what: 'The search is not valid, or the list has changed in the meantime.',
    todo: 'Search again.',
  },
};

const problemsFr: typeof problemsEn = {
  'invalid-request': {
    what: 'La recherche n’est pas valide, ou la liste a changé entre-temps.',
    todo: 'Relancez la recherche.',
  },
};

/** What the script of the page Users shows: the list and the progress of a manual rotation. */
export const accountListEn = {
  statuses: accountStatusesEn,
  columns: { user: 'User', status: 'Status', password: 'Password', next: 'Next rotation' },
  actions: 'Actions',
  id: 'ID',
  version: (version: string): string => `Version ${version}`,
  setAt: (time: string): string => `set ${time}`,
  forgottenAt: (time: string): string => `stored copy destroyed ${time}, still in effect at Google`,
  proofs: {
    works: (time: string): string => `proved ${time}`,
    refused: (time: string): string => `refused by Secure LDAP ${time}`,
    unknown: (time: string): string => `could not be proved ${time}`,
  },
  noPassword: 'None',
  dueSince: (time: string): string => `Due since ${time}`,
  noDate: 'Not scheduled',
  retryAt: (time: string): string => `Next attempt ${time}`,
  retryDue: 'Due for another attempt',
  unreadable: 'Unreadable',
  noAddress: 'Unknown address',
  notKnown: 'Unknown',
  failure: (time: string): string => `Last failure, ${time}:`,
  tries: (count: number, shown: string): string =>
    count === 1 ? 'After 1 attempt.' : `After ${shown} attempts.`,
  whatToDo: 'What to do:',
  found: (count: number, shown: string): string => (count === 1 ? '1 user' : `${shown} users`),
  foundAndMore: (shown: string): string => `The first ${shown} users, by address`,
  loadingMore: 'Loading…',
  nobody: 'No users found',
  check: 'What to check:',
  checks: [
    'The spelling: the search matches the beginning of an address, exactly as Google writes it.',
    'Whether it is an alias: search for the primary address or the full user ID.',
    'Whether the user has a password: the list shows only users for whom a password was requested.',
  ],
  everyStatus: 'Search all statuses',
  nobodyYet: 'No user has a password yet',
  nobodyYetText:
    'Users appear here when they get a password: from the page Rotation, or because another service, such as the one that sets up devices, requests it.',
  toRotation: 'Go to the page Rotation',
  unread: 'The users could not be read.',
  tryAgain: 'Try again',
  notConnected:
    'Google is not connected. The passwords of these users are kept, but cannot be rotated.',
  connectionFails: 'The connection to Google does not work, so rotations fail.',
  connectionLink: 'See the connection',
  notForNow: 'Not at the moment',
  otherWorkspace: (customerId: string): string =>
    `Belongs to another Workspace (${customerId}), not the connected one: not given out, not changed.`,
  toOtherWorkspaces: 'See the options',
  rotate: 'Rotate now…',
  starting: 'Starting…',
  perhapsStarted: 'It is not known whether the rotation started.',
  parkedAgain:
    'This user is parked. This makes a new attempt. If it succeeds, scheduled rotation resumes.',
  underWay: 'Setting a new password at Google…',
  waits: 'The rotation is on hold and continues automatically.',
  long: 'This takes longer than usual. It continues automatically.',
  follow: 'Follow it on the page Rotation',
  rotated: (version: string): string => `New password set: version ${version}.`,
  failed: 'The rotation failed. The reason is below.',
  leftAlone: 'The rotation ended without a new password for this user.',
  about: (address: string, news: string): string => `${address}: ${news}`,
  problems: problemsEn,
};

export const accountListFr: typeof accountListEn = {
  statuses: accountStatusesFr,
  columns: {
    user: 'Utilisateur',
    status: 'État',
    password: 'Mot de passe',
    next: 'Prochaine rotation',
  },
  actions: 'Actions possibles',
  id: 'ID :',
  version: (version) => `Version nº ${version}`,
  setAt: (time) => `défini le ${time}`,
  forgottenAt: (time) => `copie conservée détruite le ${time}, toujours en vigueur chez Google`,
  proofs: {
    works: (time) => `contrôlé le ${time}`,
    refused: (time) => `refusé par le LDAP sécurisé le ${time}`,
    unknown: (time) => `contrôle impossible le ${time}`,
  },
  noPassword: 'Aucun',
  dueSince: (time) => `À renouveler depuis le ${time}`,
  noDate: 'Non programmée',
  retryAt: (time) => `Prochaine tentative le ${time}`,
  retryDue: 'Nouvelle tentative à faire',
  unreadable: 'Illisible',
  noAddress: 'Adresse inconnue',
  notKnown: 'Inconnu',
  failure: (time) => `Dernier échec, le ${time} :`,
  tries: (count, shown) => (count === 1 ? 'Après 1 tentative.' : `Après ${shown} tentatives.`),
  whatToDo: 'Que faire :',
  found: (count, shown) => (count < 2 ? `${shown} utilisateur` : `${shown} utilisateurs`),
  foundAndMore: (shown) => `Les ${shown} premiers utilisateurs, par adresse`,
  loadingMore: 'Chargement…',
  nobody: 'Aucun utilisateur trouvé',
  check: 'À vérifier :',
  checks: [
    'L’orthographe : la recherche porte sur le début de l’adresse, exactement comme Google l’écrit.',
    'S’il s’agit d’un alias : recherchez l’adresse principale ou l’ID utilisateur complet.',
    'Si l’utilisateur a un mot de passe : la liste n’affiche que les utilisateurs pour lesquels un mot de passe a été demandé.',
  ],
  everyStatus: 'Rechercher dans tous les états',
  nobodyYet: 'Aucun utilisateur n’a encore de mot de passe',
  nobodyYetText:
    'Les utilisateurs apparaissent ici dès qu’ils reçoivent un mot de passe : depuis la page Rotation, ou parce qu’un autre service, par exemple celui qui configure les appareils, le demande.',
  toRotation: 'Accéder à la page Rotation',
  unread: 'Impossible de lire les utilisateurs.',
  tryAgain: 'Réessayer',
  notConnected:
    'Google n’est pas connecté. Les mots de passe de ces utilisateurs sont conservés, mais ne peuvent pas être renouvelés.',
  connectionFails: 'La connexion à Google ne fonctionne pas : les rotations échouent.',
  connectionLink: 'Voir la connexion',
  notForNow: 'Pas pour le moment',
  otherWorkspace: (customerId) =>
    `Appartient à un autre domaine Workspace (${customerId}) que celui qui est connecté : ni communiqué, ni modifié.`,
  toOtherWorkspaces: 'Voir les options',
  rotate: 'Renouveler…',
  starting: 'Démarrage…',
  perhapsStarted: 'Impossible de savoir si la rotation a démarré.',
  parkedAgain:
    'Cet utilisateur est mis de côté. Une nouvelle tentative sera faite. Si elle réussit, la rotation programmée reprend.',
  underWay: 'Définition d’un nouveau mot de passe chez Google…',
  waits: 'La rotation est en attente et reprendra automatiquement.',
  long: 'L’opération est plus longue que d’habitude. Elle continue automatiquement.',
  follow: 'Suivre sur la page Rotation',
  rotated: (version) => `Nouveau mot de passe défini : version nº ${version}.`,
  failed: 'La rotation a échoué. La raison figure ci-dessous.',
  leftAlone: 'La rotation s’est terminée sans nouveau mot de passe pour cet utilisateur.',
  about: (address, news) => `${address} : ${news}`,
  problems: problemsFr,
};
