import { type ProblemText } from './problems';
import { accountStatusesEn, accountStatusesFr } from './account-status';

/** Where the page Users has to say something else than the page of the connection. */
const problemsEn: Readonly<Record<string, ProblemText>> = {
  'invalid-request': {
    what: 'The service can’t search like this, or the list has changed meanwhile.',
    todo: 'Search again.',
  },
};

const problemsFr: typeof problemsEn = {
  'invalid-request': {
    what: 'Le service ne peut pas chercher ainsi, ou la liste a changé entre-temps.',
    todo: 'Lancez à nouveau la recherche.',
  },
};

/** What the page Users shows by itself: the list, and how a rotation by hand goes. */
export const accountListEn = {
  statuses: accountStatusesEn,
  columns: { user: 'User', status: 'Status', password: 'Password', next: 'Next rotation' },
  actions: 'Actions',
  id: 'ID',
  version: (version: string): string => `Version ${version}`,
  setAt: (time: string): string => `set ${time}`,
  noPassword: 'None',
  dueSince: (time: string): string => `Due since ${time}`,
  noDate: 'Not scheduled',
  retryAt: (time: string): string => `Next try ${time}`,
  retryDue: 'To be tried again now',
  unreadable: 'Unreadable',
  noAddress: 'Address not known',
  notKnown: 'Not known',
  failure: (time: string): string => `Last failure, ${time}:`,
  tries: (count: number, shown: string): string =>
    count === 1 ? 'After one try.' : `After ${shown} tries.`,
  whatToDo: 'What to do:',
  found: (count: number, shown: string): string => (count === 1 ? '1 user' : `${shown} users`),
  foundAndMore: (shown: string): string => `The first ${shown} users, by address`,
  loadingMore: 'Loading…',
  nobody: 'Nobody found',
  check: 'What to check:',
  checks: [
    'The spelling: an address is found by how it begins, exactly as it is written at Google.',
    'Whether it is an alias: search for the primary address, or for the whole user ID.',
    'Whether the user has a password yet: only users for whom one was asked are listed here.',
  ],
  everyStatus: 'Search in every status',
  nobodyYet: 'No user has a password yet',
  nobodyYetText:
    'Users appear here once they have been given a password: on the page Rotation, or because another service, such as the one that sets up devices, has asked for it.',
  toRotation: 'To the page Rotation',
  unread: 'The users could not be read.',
  tryAgain: 'Try again',
  notConnected: 'Google is not connected: what is listed here is kept, but cannot be rotated.',
  connectionFails: 'The connection to Google does not work at the moment, so rotations fail.',
  connectionLink: 'See the connection',
  notForNow: 'Not for now',
  otherWorkspace: (customerId: string): string =>
    `Of another Workspace (${customerId}) than the connected one: neither told nor changed.`,
  toOtherWorkspaces: 'What can be done',
  rotate: 'Rotate now…',
  starting: 'Starting…',
  perhapsStarted: 'It is not known whether the rotation was started.',
  parkedAgain: 'The user is parked: this tries again, and on success the schedule takes over.',
  underWay: 'A new password is on its way to Google.',
  waits: 'The rotation is held up for the moment, and goes on by itself.',
  long: 'This takes longer than usual, and goes on by itself.',
  follow: 'Follow it on the page Rotation',
  rotated: (version: string): string => `New password set: version ${version}.`,
  failed: 'The rotation did not succeed; the reason stands below.',
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
  setAt: (time) => `posé le ${time}`,
  noPassword: 'Aucun',
  dueSince: (time) => `Échu depuis le ${time}`,
  noDate: 'Non programmée',
  retryAt: (time) => `Prochain essai le ${time}`,
  retryDue: 'À réessayer maintenant',
  unreadable: 'Illisible',
  noAddress: 'Adresse inconnue',
  notKnown: 'Inconnu',
  failure: (time) => `Dernier échec, le ${time} :`,
  tries: (count, shown) => (count === 1 ? 'Après un essai.' : `Après ${shown} essais.`),
  whatToDo: 'Que faire :',
  found: (count, shown) => (count < 2 ? `${shown} utilisateur` : `${shown} utilisateurs`),
  foundAndMore: (shown) => `Les ${shown} premiers utilisateurs, par adresse`,
  loadingMore: 'Chargement…',
  nobody: 'Personne ne correspond',
  check: 'À vérifier :',
  checks: [
    'L’orthographe : une adresse se trouve par son début, exactement comme elle est écrite chez Google.',
    'S’il s’agit d’un alias : cherchez l’adresse principale, ou l’ID complet de l’utilisateur.',
    'Si l’utilisateur a déjà un mot de passe : seuls ceux pour qui on en a demandé un sont listés ici.',
  ],
  everyStatus: 'Chercher dans tous les états',
  nobodyYet: 'Aucun utilisateur n’a encore de mot de passe',
  nobodyYetText:
    'Les utilisateurs apparaissent ici dès qu’ils ont reçu un mot de passe : sur la page Rotation, ou parce qu’un autre service, par exemple celui qui configure les appareils, l’a demandé.',
  toRotation: 'Vers la page Rotation',
  unread: 'Les utilisateurs n’ont pas pu être lus.',
  tryAgain: 'Réessayer',
  notConnected:
    'Google n’est pas connecté : ce qui est listé ici est conservé, mais ne peut pas être renouvelé.',
  connectionFails:
    'La connexion à Google ne fonctionne pas pour le moment ; les rotations échouent donc.',
  connectionLink: 'Voir la connexion',
  notForNow: 'Pas pour le moment',
  otherWorkspace: (customerId) =>
    `D’un autre Workspace (${customerId}) que celui qui est connecté : ni communiqué ni modifié.`,
  toOtherWorkspaces: 'Voir les solutions',
  rotate: 'Renouveler…',
  starting: 'Démarrage…',
  perhapsStarted: 'On ne sait pas si la rotation a été lancée.',
  parkedAgain:
    'L’utilisateur est mis de côté : ceci fait un nouvel essai et, en cas de succès, la rotation programmée reprend.',
  underWay: 'Un nouveau mot de passe est en route vers Google.',
  waits: 'La rotation est retenue pour le moment et continuera toute seule.',
  long: 'Cela dure plus longtemps que d’habitude et continue tout seul.',
  follow: 'Suivre sur la page Rotation',
  rotated: (version) => `Nouveau mot de passe posé : version nº ${version}.`,
  failed: 'La rotation n’a pas réussi ; la raison figure ci-dessous.',
  leftAlone: 'La rotation s’est terminée sans nouveau mot de passe pour cet utilisateur.',
  about: (address, news) => `${address} : ${news}`,
  problems: problemsFr,
};
