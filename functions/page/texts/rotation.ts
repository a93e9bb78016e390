import { type AccountStatus } from '../../domain/account';

/** A number of users in words; `shown` is the number as the reader writes it. */
type Counted = (count: number, shown: string) => string;

const statusesEn: Record<AccountStatus, { readonly name: string; readonly hint: string }> = {
  active: { name: 'Active', hint: 'The password here is the one at Google.' },
  unconfirmed: {
    name: 'Unconfirmed',
    hint: 'Google has not confirmed the newest password yet; that is settled by itself.',
  },
  parked: {
    name: 'Parked',
    hint: 'Set aside: Google refused, or too many tries failed. They are tried once a week, or whenever somebody rotates them.',
  },
  revoked: { name: 'Revoked', hint: 'Their password was taken back.' },
  'no-password': { name: 'No password', hint: 'None was issued to the end.' },
};

const statusesFr: typeof statusesEn = {
  active: { name: 'Actifs', hint: 'Le mot de passe d’ici est celui de Google.' },
  unconfirmed: {
    name: 'Non confirmés',
    hint: 'Google n’a pas encore confirmé le dernier mot de passe ; cela se règle tout seul.',
  },
  parked: {
    name: 'Mis de côté',
    hint: 'Google a refusé, ou trop d’essais ont échoué. Un essai a lieu chaque semaine, ou dès que quelqu’un les renouvelle.',
  },
  revoked: { name: 'Retirés', hint: 'Leur mot de passe a été retiré.' },
  'no-password': { name: 'Sans mot de passe', hint: 'Aucun n’a été émis jusqu’au bout.' },
};

const areDueEn: Counted = (count, shown) =>
  count === 1 ? '1 user is due' : `${shown} users are due`;
const sontEchusFr: Counted = (count, shown) =>
  count < 2 ? `${shown} utilisateur est échu` : `${shown} utilisateurs sont échus`;

/** The page Rotation around its runs. */
export const rotationEn = {
  lead: 'Every password is replaced on schedule, at the pace that Google allows. This page keeps itself current.',
  now: 'Now',
  loading: 'Reading how rotation stands…',
  asOf: (time: string) => `As of ${time}`,
  unread: 'This page could not be brought up to date.',
  shownAsOf: (time: string) => `What is shown is as of ${time}.`,
  nextTry: (time: string) => `Next try at ${time}.`,
  tryNow: 'Try now',
  upToDate: 'Up to date again.',
  notConnected: {
    title: 'Not connected to Google yet',
    text: 'Once it is, passwords can be issued, and are rotated from then on.',
    link: 'Connect',
  },
  connectionFails: {
    text: 'The connection to Google does not work, so nothing is rotated until it is mended.',
    link: 'See the checks of the connection',
  },
  policyLink: 'See the policy',
  nobody: {
    title: 'Nobody has a password yet',
    text: 'System Management gives first passwords on this page, or the service that sets up devices asks for them. Whoever has one is rotated from then on.',
    link: 'Give first passwords',
  },
  idle: 'Nothing is running',
  next: {
    held: (when: string) =>
      `After the stop the schedule waits until ${when}, or until the policy or the connection is changed.`,
    never: 'The policy says that passwords are never rotated on schedule.',
    paused: (count: number, shown: string) =>
      count === 0
        ? 'The policy pauses the schedule.'
        : `The policy pauses the schedule; ${areDueEn(count, shown)}.`,
    closed: (count: number, shown: string, when: string) =>
      `${areDueEn(count, shown)}. The hours of the policy begin ${when}.`,
    due: (count: number, shown: string) =>
      `${areDueEn(count, shown)}. The schedule takes them up at its next round.`,
    later: (count: number, shown: string) =>
      count === 1
        ? '1 user falls due in the next 24 hours.'
        : `${shown} users fall due in the next 24 hours.`,
    nobody: 'Nobody falls due in the next 24 hours.',
  },
  lastRun: 'Last run',
  accounts: 'Accounts',
  statuses: statusesEn,
  seeUsers: 'Look users up',
  dueTitle: 'Due and pace',
  due: {
    now: 'Due now',
    nextDay: 'Due in the next 24 hours',
    nextDayHint: 'Those due now included.',
    overdue: 'Due for more than a day',
    retrying: 'To be tried again',
    retryingHint: 'Their last try failed. The next one comes by itself.',
    retryingPaused: 'Their last try failed. The pause of the policy holds the next one.',
  },
  pace: 'Calls to Google a second',
  paceFull: 'As many as are set up here.',
  paceSlowed: (ceiling: string) =>
    `At most ${ceiling}. Slowed down: Google refused calls for their number. It climbs back by itself.`,
  pacePaused: (time: string) =>
    `Google refuses calls for their number: none are made before ${time}.`,
  failures: 'Last failures',
  noFailures: 'No account is failing.',
  failedParked: (attempts: string, when: string) => `Parked after try ${attempts}, ${when}`,
  failedAgain: (attempts: string, when: string) => `Try ${attempts}, ${when}`,
  leftAlone: (when: string) => `Left alone, ${when}`,
  unreadable: 'Record unreadable',
  retryAt: (when: string) => `Next try ${when}`,
  whatToDo: 'What to do:',
  moreFailures: (shown: string) => `Show ${shown} more`,
  history: 'History',
  noRuns: 'There has been no run yet.',
  columns: { started: 'Begun', who: 'Who', by: 'By', result: 'Result', took: 'Took' },
  took: (duration: string) => `Took ${duration}`,
  stop: {
    ask: 'Stop…',
    question: 'Stop this run?',
    consequence: {
      rotate:
        'Nobody else is rotated by it. Whoever has a new password keeps it; everybody else keeps the one of before.',
      issue: 'Nobody else is given a password by it. Whoever has one by now keeps it.',
    },
    scheduleTakesUp:
      'The schedule then stands still for 6 hours, or until the policy or the connection is changed. If it is to stand still for longer, pause it in the policy.',
    scheduleGoesOn: 'The schedule goes on as before: it rotates whoever is due.',
    confirm: 'Stop it now',
    cancel: 'Let it run',
    working: 'Stopping…',
  },
  runs: { rotate: 'The rotation', issue: 'Giving first passwords' },
  news: {
    started: (run: string) => `${run} has begun.`,
    goesOn: (run: string) => `${run} goes on.`,
    finished: (run: string) => `${run} is finished.`,
    stopped: (run: string) => `${run} was stopped.`,
    percent: (run: string, percent: string) => `${run} is ${percent} over.`,
  },
};

export const rotationFr: typeof rotationEn = {
  lead: 'Chaque mot de passe est remplacé selon un calendrier, au rythme que Google autorise. Cette page se tient à jour d’elle-même.',
  now: 'En ce moment',
  loading: 'Lecture de l’état de la rotation…',
  asOf: (time: string) => `État à ${time}`,
  unread: 'Cette page n’a pas pu être mise à jour.',
  shownAsOf: (time: string) => `Ce qui est affiché date de ${time}.`,
  nextTry: (time: string) => `Prochain essai à ${time}.`,
  tryNow: 'Réessayer maintenant',
  upToDate: 'La page est de nouveau à jour.',
  notConnected: {
    title: 'Pas encore connecté à Google',
    text: 'Une fois connecté, des mots de passe peuvent être émis ; ils sont renouvelés dès lors.',
    link: 'Connecter',
  },
  connectionFails: {
    text: 'La connexion à Google ne fonctionne pas : rien n’est renouvelé tant qu’elle n’est pas rétablie.',
    link: 'Voir les vérifications de la connexion',
  },
  policyLink: 'Voir la politique',
  nobody: {
    title: 'Personne n’a encore de mot de passe',
    text: 'La Gestion du système donne les premiers mots de passe sur cette page, ou le service qui configure les appareils les demande. Qui en a un est renouvelé dès lors.',
    link: 'Donner les premiers mots de passe',
  },
  idle: 'Rien n’est en cours',
  next: {
    held: (when: string) =>
      `Après l’arrêt, la rotation programmée attend jusqu’au ${when}, ou que la politique ou la connexion soit modifiée.`,
    never: 'Selon la politique, aucun mot de passe n’est renouvelé par calendrier.',
    paused: (count: number, shown: string) =>
      count === 0
        ? 'La politique suspend la rotation programmée.'
        : `La politique suspend la rotation programmée ; ${sontEchusFr(count, shown)}.`,
    closed: (count: number, shown: string, when: string) =>
      `${sontEchusFr(count, shown)}. Les heures que permet la politique commencent le ${when}.`,
    due: (count: number, shown: string) =>
      `${sontEchusFr(count, shown)}. La rotation programmée s’en charge à son prochain passage.`,
    later: (count: number, shown: string) =>
      count < 2
        ? `${shown} utilisateur arrive à échéance dans les prochaines 24 heures.`
        : `${shown} utilisateurs arrivent à échéance dans les prochaines 24 heures.`,
    nobody: 'Personne n’arrive à échéance dans les prochaines 24 heures.',
  },
  lastRun: 'Dernière opération',
  accounts: 'Comptes',
  statuses: statusesFr,
  seeUsers: 'Chercher un utilisateur',
  dueTitle: 'Échéances et rythme',
  due: {
    now: 'Échus',
    nextDay: 'À échéance dans les prochaines 24 heures',
    nextDayHint: 'Ceux déjà échus compris.',
    overdue: 'Échus depuis plus d’un jour',
    retrying: 'À réessayer',
    retryingHint: 'Leur dernier essai a échoué. Le prochain aura lieu tout seul.',
    retryingPaused:
      'Leur dernier essai a échoué. La suspension de la politique retient le prochain.',
  },
  pace: 'Appels à Google par seconde',
  paceFull: 'Autant que le permettent les réglages d’ici.',
  paceSlowed: (ceiling: string) =>
    `${ceiling} au plus. Ralenti : Google a refusé des appels à cause de leur nombre. Le rythme remonte tout seul.`,
  pacePaused: (time: string) =>
    `Google refuse des appels à cause de leur nombre : aucun n’est fait avant ${time}.`,
  failures: 'Derniers échecs',
  noFailures: 'Aucun compte n’est en échec.',
  failedParked: (attempts: string, when: string) => `Mis de côté à l’essai ${attempts}, ${when}`,
  failedAgain: (attempts: string, when: string) => `Essai ${attempts}, ${when}`,
  leftAlone: (when: string) => `Laissé tel quel, ${when}`,
  unreadable: 'Fiche illisible',
  retryAt: (when: string) => `Prochain essai le ${when}`,
  whatToDo: 'Que faire :',
  moreFailures: (shown: string) => `En afficher ${shown} de plus`,
  history: 'Historique',
  noRuns: 'Rien n’a encore été lancé.',
  columns: { started: 'Début', who: 'Qui', by: 'Par', result: 'Résultat', took: 'Durée' },
  took: (duration: string) => `Durée : ${duration}`,
  stop: {
    ask: 'Arrêter…',
    question: 'Arrêter cette opération ?',
    consequence: {
      rotate:
        'Elle ne renouvelle plus personne. Qui a un nouveau mot de passe le garde ; tous les autres gardent celui d’avant.',
      issue: 'Elle ne donne plus de mot de passe à personne. Qui en a déjà un le garde.',
    },
    scheduleTakesUp:
      'La rotation programmée s’arrête alors pour 6 heures, ou jusqu’à ce que la politique ou la connexion soit modifiée. Pour l’arrêter plus longtemps, suspendez-la dans la politique.',
    scheduleGoesOn:
      'La rotation programmée continue comme avant : elle renouvelle les comptes échus.',
    confirm: 'Arrêter maintenant',
    cancel: 'Laisser continuer',
    working: 'Arrêt en cours…',
  },
  runs: { rotate: 'La rotation', issue: 'L’attribution des premiers mots de passe' },
  news: {
    started: (run) => `${run} a commencé.`,
    goesOn: (run) => `${run} reprend.`,
    finished: (run) => `${run} est achevée.`,
    stopped: (run) => `${run} s’est arrêtée.`,
    percent: (run, percent) => `${run} est faite à ${percent}.`,
  },
};
