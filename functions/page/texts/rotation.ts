import { proofCountsEn, proofCountsFr } from './proof-counts';
import { statusesEn, statusesFr } from './status-counts';

/** A number of users in words. `shown` is the number in the reader's format. */
type Counted = (count: number, shown: string) => string;

const areDueEn: Counted = (count, shown) =>
  count === 1 ? '1 user is due' : `${shown} users are due`;
const aRenouvelerFr: Counted = (count, shown) =>
  count < 2 ? `${shown} mot de passe à renouveler` : `${shown} mots de passe à renouveler`;

/** The page Rotation, without the texts of a run. */
export const rotationEn = {
  lead: 'This service replaces every password on schedule, at the pace that Google allows. This page updates automatically.',
  now: 'Now',
  loading: 'Reading the state of rotation…',
  asOf: (time: string) => `As of ${time}`,
  unread: 'This page could not be updated.',
  shownAsOf: (time: string) => `The data shown is from ${time}.`,
  nextTry: (time: string) => `Next attempt at ${time}.`,
  tryNow: 'Try now',
  upToDate: 'Up to date again.',
  notConnected: {
    title: 'Not connected to Google yet',
    text: 'Once connected, this service can issue passwords and rotates them on schedule.',
    link: 'Connect',
  },
  connectionFails: {
    text: 'The connection to Google does not work. Nothing is rotated until it is fixed.',
    link: 'See the connection checks',
  },
  policyLink: 'See the policy',
  nobody: {
    title: 'No user has a password yet',
    text: 'A user with the role System Management issues first passwords on this page, or the service that sets up devices requests them. This service then rotates them on schedule.',
    link: 'Issue first passwords',
  },
  idle: 'Nothing is running',
  next: {
    held: (when: string) =>
      `The last run was stopped. Scheduled rotation waits until ${when}, or until the policy or the connection changes.`,
    never: 'The policy turns scheduled rotation off.',
    paused: (count: number, shown: string) =>
      count === 0
        ? 'The policy pauses scheduled rotation.'
        : `The policy pauses scheduled rotation. ${areDueEn(count, shown)}.`,
    closed: (count: number, shown: string, when: string) =>
      `${areDueEn(count, shown)}. The hours of the policy start ${when}.`,
    due: (count: number, shown: string) =>
      `${areDueEn(count, shown)}. Scheduled rotation starts with them at its next tick.`,
    later: (count: number, shown: string) =>
      count === 1
        ? '1 user becomes due in the next 24 hours.'
        : `${shown} users become due in the next 24 hours.`,
    nobody: 'No user becomes due in the next 24 hours.',
  },
  lastRun: 'Last run',
  accounts: 'Accounts',
  statuses: statusesEn,
  seeUsers: 'Look up users',
  dueTitle: 'Due and pace',
  due: {
    now: 'Due now',
    nextDay: 'Due in the next 24 hours',
    nextDayHint: 'Includes those due now.',
    overdue: 'Due for more than a day',
    retrying: 'Waiting for a new attempt',
    retryingHint: 'The last attempt failed. The service tries again automatically.',
    retryingPaused: 'The last attempt failed. The policy pauses the next one.',
  },
  pace: 'Calls to Google per second',
  paceFull: 'The configured maximum.',
  paceSlowed: (ceiling: string) =>
    `At most ${ceiling}. Google refused calls because of a rate limit. The pace rises again automatically.`,
  pacePaused: (time: string) =>
    `Google refuses calls because of a rate limit. The next call is at ${time} at the earliest.`,
  failures: 'Last failures',
  noFailures: 'No account is failing.',
  failedParked: (attempts: string, when: string) => `Parked after attempt ${attempts}, ${when}`,
  failedAgain: (attempts: string, when: string) => `Attempt ${attempts}, ${when}`,
  leftAlone: (when: string) => `Skipped, ${when}`,
  unreadable: 'Record unreadable',
  retryAt: (when: string) => `Next attempt ${when}`,
  whatToDo: 'What to do:',
  moreFailures: (shown: string) => `Show ${shown} more`,
  history: 'History',
  noRuns: 'No run yet.',
  columns: { started: 'Started', who: 'Users', by: 'By', result: 'Result', took: 'Duration' },
  took: (duration: string) => `Duration: ${duration}`,
  stop: {
    ask: 'Stop…',
    question: 'Stop this run?',
    consequence: {
      rotate:
        'This run rotates no further passwords. Users with a new password keep it. All others keep their previous one.',
      issue: 'This run issues no further passwords. Users who already have one keep it.',
      prove: 'This run proves no further passwords. What is known of the others stays as it is.',
    },
    scheduleTakesUp: {
      rotate:
        'Scheduled rotation then stops for 6 hours, or until the policy or the connection changes. To stop it for longer, pause it in the policy.',
      issue:
        'First passwords are then not given automatically for 6 hours, or until the policy or the connection changes. To stop them for longer, remove the units from the policy.',
      prove:
        'Scheduled proofs then stop for 6 hours, or until the policy or the connection changes.',
    },
    scheduleGoesOn: 'Scheduled rotation continues for users who are due.',
    confirm: 'Stop it now',
    cancel: 'Keep running',
    working: 'Stopping…',
  },
  proofs: proofCountsEn,
  runs: {
    rotate: 'The rotation',
    issue: 'The issue of first passwords',
    prove: 'The proof of passwords',
  },
  news: {
    started: (run: string) => `${run} has started.`,
    goesOn: (run: string) => `${run} continues.`,
    finished: (run: string) => `${run} is finished.`,
    stopped: (run: string) => `${run} was stopped.`,
    percent: (run: string, percent: string) => `${run} is ${percent} complete.`,
  },
};

export const rotationFr: typeof rotationEn = {
  lead: 'Ce service remplace chaque mot de passe selon un calendrier, au rythme autorisé par Google. Cette page se met à jour automatiquement.',
  now: 'En ce moment',
  loading: 'Lecture de l’état de la rotation…',
  asOf: (time: string) => `État à ${time}`,
  unread: 'Cette page n’a pas pu être mise à jour.',
  shownAsOf: (time: string) => `Les données affichées datent de ${time}.`,
  nextTry: (time: string) => `Prochaine tentative à ${time}.`,
  tryNow: 'Réessayer maintenant',
  upToDate: 'La page est de nouveau à jour.',
  notConnected: {
    title: 'Pas encore connecté à Google',
    text: 'Une fois connecté, ce service peut émettre des mots de passe et les renouvelle selon le calendrier.',
    link: 'Connecter',
  },
  connectionFails: {
    text: 'La connexion à Google ne fonctionne pas. Aucun mot de passe n’est renouvelé tant qu’elle n’est pas rétablie.',
    link: 'Voir les vérifications de la connexion',
  },
  policyLink: 'Voir la politique',
  nobody: {
    title: 'Aucun utilisateur n’a encore de mot de passe',
    text: 'Un utilisateur ayant le rôle Gestion du système attribue les premiers mots de passe sur cette page, ou le service qui configure les appareils les demande. Ce service les renouvelle ensuite selon le calendrier.',
    link: 'Attribuer les premiers mots de passe',
  },
  idle: 'Aucune opération en cours',
  next: {
    held: (when: string) =>
      `La dernière opération a été arrêtée. La rotation programmée attend jusqu’au ${when}, ou jusqu’à une modification de la politique ou de la connexion.`,
    never: 'La politique désactive la rotation programmée.',
    paused: (count: number, shown: string) =>
      count === 0
        ? 'La politique suspend la rotation programmée.'
        : `La politique suspend la rotation programmée. ${aRenouvelerFr(count, shown)}.`,
    closed: (count: number, shown: string, when: string) =>
      `${aRenouvelerFr(count, shown)}. Les heures autorisées par la politique commencent le ${when}.`,
    due: (count: number, shown: string) =>
      `${aRenouvelerFr(count, shown)}. La rotation programmée s’en charge à son prochain passage.`,
    later: (count: number, shown: string) =>
      count < 2
        ? `${shown} mot de passe à renouveler dans les prochaines 24 heures.`
        : `${shown} mots de passe à renouveler dans les prochaines 24 heures.`,
    nobody: 'Aucun mot de passe à renouveler dans les prochaines 24 heures.',
  },
  lastRun: 'Dernière opération',
  accounts: 'Comptes',
  statuses: statusesFr,
  seeUsers: 'Rechercher un utilisateur',
  dueTitle: 'Échéances et rythme',
  due: {
    now: 'À renouveler',
    nextDay: 'À renouveler dans les prochaines 24 heures',
    nextDayHint: 'Y compris ceux à renouveler maintenant.',
    overdue: 'À renouveler depuis plus d’un jour',
    retrying: 'En attente d’une nouvelle tentative',
    retryingHint: 'La dernière tentative a échoué. Le service réessaie automatiquement.',
    retryingPaused: 'La dernière tentative a échoué. La politique suspend la suivante.',
  },
  pace: 'Appels à Google par seconde',
  paceFull: 'Le maximum configuré.',
  paceSlowed: (ceiling: string) =>
    `${ceiling} au maximum. Google a refusé des appels en raison d’une limite de débit. Le rythme remonte automatiquement.`,
  pacePaused: (time: string) =>
    `Google refuse des appels en raison d’une limite de débit. Le prochain appel aura lieu au plus tôt à ${time}.`,
  failures: 'Derniers échecs',
  noFailures: 'Aucun compte n’est en échec.',
  failedParked: (attempts: string, when: string) =>
    `Mis de côté après la tentative ${attempts}, ${when}`,
  failedAgain: (attempts: string, when: string) => `Tentative ${attempts}, ${when}`,
  leftAlone: (when: string) => `Ignoré, ${when}`,
  unreadable: 'Fiche illisible',
  retryAt: (when: string) => `Prochaine tentative le ${when}`,
  whatToDo: 'Que faire :',
  moreFailures: (shown: string) => `En afficher ${shown} de plus`,
  history: 'Historique',
  noRuns: 'Aucune opération pour le moment.',
  columns: { started: 'Début', who: 'Utilisateurs', by: 'Par', result: 'Résultat', took: 'Durée' },
  took: (duration: string) => `Durée : ${duration}`,
  stop: {
    ask: 'Arrêter…',
    question: 'Arrêter cette opération ?',
    consequence: {
      rotate:
        'Cette opération ne renouvelle plus aucun mot de passe. Les utilisateurs qui ont un nouveau mot de passe le gardent. Les autres gardent le précédent.',
      issue:
        'Cette opération n’émet plus aucun mot de passe. Les utilisateurs qui en ont déjà un le gardent.',
      prove:
        'Cette opération ne contrôlera plus d’autres mots de passe. Les résultats déjà connus restent inchangés.',
    },
    scheduleTakesUp: {
      rotate:
        'La rotation programmée s’arrête ensuite pendant 6 heures, ou jusqu’à une modification de la politique ou de la connexion. Pour l’arrêter plus longtemps, suspendez-la dans la politique.',
      issue:
        'L’attribution automatique des premiers mots de passe s’arrête ensuite pendant 6 heures, ou jusqu’à une modification de la politique ou de la connexion. Pour l’arrêter plus longtemps, retirez les unités de la politique.',
      prove:
        'Les contrôles programmés s’arrêtent ensuite pendant 6 heures, ou jusqu’à une modification de la politique ou de la connexion.',
    },
    scheduleGoesOn: 'La rotation programmée continue pour les mots de passe à renouveler.',
    confirm: 'Arrêter maintenant',
    cancel: 'Laisser continuer',
    working: 'Arrêt en cours…',
  },
  proofs: proofCountsFr,
  runs: {
    rotate: 'La rotation',
    issue: 'L’attribution des premiers mots de passe',
    prove: 'La campagne de contrôle des mots de passe',
  },
  news: {
    started: (run) => `${run} a commencé.`,
    goesOn: (run) => `${run} reprend.`,
    finished: (run) => `${run} est terminée.`,
    stopped: (run) => `${run} a été arrêtée.`,
    percent: (run, percent) => `${run} est terminée à ${percent}.`,
  },
};
