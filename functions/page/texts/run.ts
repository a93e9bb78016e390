import {
  type RunState,
  type RunWait,
  type SkipReason,
  type StopReason,
} from '../../domain/rotation/run';

/** What holds something up, and what to do about it. */
export type HoldText = { readonly what: string; readonly todo: string };

const statesEn: Record<RunState, string> = {
  'first-wave': 'First wave',
  planning: 'Planning',
  running: 'Running',
  stopped: 'Stopped',
  finished: 'Finished',
};

const statesFr: Record<RunState, string> = {
  'first-wave': 'Première vague',
  planning: 'Planification',
  running: 'En cours',
  stopped: 'Arrêtée',
  finished: 'Achevée',
};

/** What an active run does in each of its states. */
const doingEn: Record<'first-wave' | 'planning' | 'running', string> = {
  'first-wave': 'A few accounts go first. The rest follows once these have fared well.',
  planning: 'Accounts are being rotated while the rest is still being looked up.',
  running: 'Everybody is known; what is left is rotated one by one.',
};

const doingFr: typeof doingEn = {
  'first-wave':
    'Quelques comptes passent d’abord. Les autres suivent dès que tout va bien pour eux.',
  planning: 'Des comptes sont renouvelés pendant que les autres sont encore recherchés.',
  running: 'Tous les comptes sont connus ; ceux qui restent sont renouvelés un à un.',
};

const waitsEn: Record<RunWait, HoldText> = {
  configuration: {
    what: 'It waits: the connection to Google does not work.',
    todo: 'Mend what the checks of the connection name; it then goes on by itself.',
  },
  google: {
    what: 'It waits for Google, which takes no more calls just now.',
    todo: 'Nothing: it goes on by itself.',
  },
  queue: {
    what: 'It waits for the queue, which takes no more just now.',
    todo: 'Nothing: it goes on by itself. If this stays for an hour, tell whoever runs this service.',
  },
  paused: {
    what: 'It waits: the policy pauses the schedule.',
    todo: 'Take the pause out of the policy when it is to go on.',
  },
  window: {
    what: 'It waits for the hours that the policy allows.',
    todo: 'Nothing: it goes on by itself.',
  },
};

const waitsFr: Record<RunWait, HoldText> = {
  configuration: {
    what: 'Elle attend : la connexion à Google ne fonctionne pas.',
    todo: 'Corrigez ce que signalent les vérifications de la connexion ; elle reprendra d’elle-même.',
  },
  google: {
    what: 'Elle attend Google, qui n’accepte plus d’appels pour le moment.',
    todo: 'Rien : elle reprendra d’elle-même.',
  },
  queue: {
    what: 'Elle attend la file, qui n’accepte plus rien pour le moment.',
    todo: 'Rien : elle reprendra d’elle-même. Si cela dure une heure, prévenez la personne qui exploite ce service.',
  },
  paused: {
    what: 'Elle attend : la politique suspend la rotation programmée.',
    todo: 'Levez la suspension dans la politique pour qu’elle reprenne.',
  },
  window: {
    what: 'Elle attend les heures que permet la politique.',
    todo: 'Rien : elle reprendra d’elle-même.',
  },
};

const stopsEn: Record<StopReason, HoldText> = {
  'first-wave-failed': {
    what: 'It stopped by itself: too many of the first accounts failed. The rest was spared.',
    todo: 'Mend what the last failures name, then rotate again.',
  },
  'first-wave-unanswered': {
    what: 'It stopped by itself: nothing was heard of the first accounts for an hour.',
    todo: 'Tell whoever runs this service: its queue or its worker stands still. The schedule tries again by itself.',
  },
  'by-administrator': {
    what: 'An administrator stopped it. Whoever had not been rotated keeps the password of before.',
    todo: 'Rotate again when it suits.',
  },
};

const stopsFr: Record<StopReason, HoldText> = {
  'first-wave-failed': {
    what: 'Elle s’est arrêtée d’elle-même : trop des premiers comptes ont échoué. Les autres ont été épargnés.',
    todo: 'Corrigez ce que signalent les derniers échecs, puis relancez une rotation.',
  },
  'first-wave-unanswered': {
    what: 'Elle s’est arrêtée d’elle-même : aucune nouvelle des premiers comptes pendant une heure.',
    todo: 'Prévenez la personne qui exploite ce service : sa file ou son exécution ne répond pas. La rotation programmée réessaiera d’elle-même.',
  },
  'by-administrator': {
    what: 'Un administrateur l’a arrêtée. Qui n’avait pas été renouvelé garde son mot de passe d’avant.',
    todo: 'Relancez une rotation quand cela convient.',
  },
};

const skippedEn: Record<SkipReason, string> = {
  'user-not-found': 'Not known at Google',
  'admin-account': 'Administrators',
  'user-suspended': 'Suspended or archived',
  'out-of-scope': 'Outside the policy’s organisational units',
  'no-password': 'Without a password of this service',
};

const skippedFr: Record<SkipReason, string> = {
  'user-not-found': 'Inconnus de Google',
  'admin-account': 'Administrateurs',
  'user-suspended': 'Suspendus ou archivés',
  'out-of-scope': 'Hors des unités organisationnelles de la politique',
  'no-password': 'Sans mot de passe de ce service',
};

/** How a run is, in words. */
export const runEn = {
  states: statesEn,
  doing: doingEn,
  waits: waitsEn,
  stops: stopsEn,
  skippedBy: skippedEn,
  scopes: {
    due: 'Who was due',
    all: 'Everybody',
    orgUnit: (path: string) => `Unit ${path}`,
    list: (count: number, shown: string) => (count === 1 ? '1 user' : `A list of ${shown}`),
  },
  schedule: 'the schedule',
  startedBy: (who: string, when: string) => `Begun by ${who}, ${when}`,
  progress: 'Progress',
  progressOf: (over: string, total: string, percent: string) => `${over} of ${total} (${percent})`,
  progressOfAbout: (over: string, total: string, percent: string) =>
    `${over} of about ${total} (${percent})`,
  timeLeft: (duration: string) => `about ${duration} left`,
  tally: {
    done: 'Rotated',
    failed: 'Failed so far',
    failedAtLast: 'Failed',
    parked: 'Parked',
    skipped: 'Left alone',
  },
  counted: (name: string, count: string) => `${name}: ${count}`,
  failedNote: 'They are tried again by themselves.',
  parkedNote: 'Set aside: Google refused, or too many tries failed; see the last failures.',
  whyLeftAlone: 'Left alone:',
  opensAt: (when: string) => `They begin ${when}.`,
  whatToDo: 'What to do:',
  empty: 'There was nobody to rotate.',
};

export const runFr: typeof runEn = {
  states: statesFr,
  doing: doingFr,
  waits: waitsFr,
  stops: stopsFr,
  skippedBy: skippedFr,
  scopes: {
    due: 'Les comptes échus',
    all: 'Tout le monde',
    orgUnit: (path: string) => `Unité ${path}`,
    list: (count: number, shown: string) =>
      count === 1 ? '1 utilisateur' : `Une liste de ${shown}`,
  },
  schedule: 'le calendrier',
  startedBy: (who: string, when: string) => `Lancée par ${who}, ${when}`,
  progress: 'Avancement',
  progressOf: (over: string, total: string, percent: string) => `${over} sur ${total} (${percent})`,
  progressOfAbout: (over: string, total: string, percent: string) =>
    `${over} sur environ ${total} (${percent})`,
  timeLeft: (duration: string) => `encore ${duration} environ`,
  tally: {
    done: 'Renouvelés',
    failed: 'En échec jusqu’ici',
    failedAtLast: 'En échec',
    parked: 'Mis de côté',
    skipped: 'Laissés tels quels',
  },
  counted: (name: string, count: string) => `${name} : ${count}`,
  failedNote: 'De nouveaux essais auront lieu tout seuls.',
  parkedNote: 'Google a refusé, ou trop d’essais ont échoué ; voyez les derniers échecs.',
  whyLeftAlone: 'Laissés tels quels :',
  opensAt: (when: string) => `Elles commencent ${when}.`,
  whatToDo: 'Que faire :',
  empty: 'Il n’y avait personne à renouveler.',
};
