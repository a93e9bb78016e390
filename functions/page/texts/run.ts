import { type ForecastAnswer } from '../../api/forecast';
import { type RunKind, type RunState } from '../../domain/rotation/run';
import { stopsEn, stopsFr, waitsEn, waitsFr } from './run-holds';

const statesEn: Record<RunState, string> = {
  running: 'Running',
  waiting: 'Waiting',
  stopped: 'Stopped',
  finished: 'Finished',
};

const statesFr: typeof statesEn = {
  running: 'En cours',
  waiting: 'En attente',
  stopped: 'Arrêtée',
  finished: 'Achevée',
};

type LeftAlone = Record<keyof ForecastAnswer['excluded'], string>;

const leftAloneEn: LeftAlone = {
  'user-not-found': 'Not known at Google',
  'admin-account': 'Administrators',
  'user-suspended': 'Suspended or archived',
  'out-of-scope': 'Outside the policy’s organisational units',
  'other-workspace': 'Of another Google Workspace',
  'no-password': 'Without a password of this service',
  'has-password': 'With a password already',
  'password-revoked': 'Password taken back',
  'in-progress': 'Being changed by somebody else just then',
  'no-answer': 'Google does not say who they are',
};

const leftAloneFr: typeof leftAloneEn = {
  'user-not-found': 'Inconnus de Google',
  'admin-account': 'Administrateurs',
  'user-suspended': 'Suspendus ou archivés',
  'out-of-scope': 'Hors des unités organisationnelles de la politique',
  'other-workspace': 'D’un autre Google Workspace',
  'no-password': 'Sans mot de passe de ce service',
  'has-password': 'Ont déjà un mot de passe',
  'password-revoked': 'Mot de passe retiré',
  'in-progress': 'En cours de modification par quelqu’un d’autre à ce moment-là',
  'no-answer': 'Google ne dit pas qui ils sont',
};

/** Whom a run is for, and what it does where that is not a rotation. */
const scopesEn = {
  rotate: {
    due: 'Who was due',
    all: 'Everybody',
    orgUnit: (path: string) => `Unit ${path}`,
    list: (count: number, shown: string) => (count === 1 ? '1 user' : `A list of ${shown}`),
  },
  issue: {
    due: 'First passwords',
    all: 'First passwords: everybody',
    orgUnit: (path: string) => `First passwords: unit ${path}`,
    list: (count: number, shown: string) =>
      count === 1 ? 'First password: 1 user' : `First passwords: a list of ${shown}`,
  },
} satisfies Record<RunKind, object>;

const scopesFr: typeof scopesEn = {
  rotate: {
    due: 'Les comptes échus',
    all: 'Tout le monde',
    orgUnit: (path) => `Unité ${path}`,
    list: (count, shown) => (count === 1 ? '1 utilisateur' : `Une liste de ${shown}`),
  },
  issue: {
    due: 'Premiers mots de passe',
    all: 'Premiers mots de passe : tout le monde',
    orgUnit: (path) => `Premiers mots de passe : unité ${path}`,
    list: (count, shown) =>
      count === 1
        ? 'Premier mot de passe : 1 utilisateur'
        : `Premiers mots de passe : une liste de ${shown}`,
  },
};

/** How a run is, in words. */
export const runEn = {
  states: statesEn,
  waits: waitsEn,
  stops: stopsEn,
  leftAlone: leftAloneEn,
  scopes: scopesEn,
  schedule: 'the schedule',
  startedBy: (who: string, when: string) => `Begun by ${who}, ${when}`,
  progress: 'Progress',
  progressOf: (over: string, total: string, percent: string) => `${over} of ${total} (${percent})`,
  progressOfAbout: (over: string, total: string, percent: string) =>
    `${over} of about ${total} (${percent})`,
  soFar: (over: string) => `${over} so far`,
  totalUnknown:
    'Google lists the users one page after the other: how many there are shows at the end.',
  timeLeft: (duration: string) => `about ${duration} left`,
  done: { rotate: 'Rotated', issue: 'Passwords given' },
  tally: { failed: 'Failed', parked: 'Parked', skipped: 'Left alone' },
  counted: (name: string, count: string) => `${name}: ${count}`,
  failedNote: 'They are tried again later, by themselves.',
  parkedNote:
    'Set aside: Google refused, or too many tries failed. They are tried once a week; see the last failures.',
  whyLeftAlone: 'Left alone:',
  revokedNote:
    'A password that was taken back is given again only by a list of users, or through the API.',
  opensAt: (when: string) => `They begin ${when}.`,
  whatToDo: 'What to do:',
  empty: { rotate: 'There was nobody to rotate.', issue: 'There was nobody without a password.' },
};

export const runFr: typeof runEn = {
  states: statesFr,
  waits: waitsFr,
  stops: stopsFr,
  leftAlone: leftAloneFr,
  scopes: scopesFr,
  schedule: 'le calendrier',
  startedBy: (who, when) => `Lancée par ${who}, ${when}`,
  progress: 'Avancement',
  progressOf: (over, total, percent) => `${over} sur ${total} (${percent})`,
  progressOfAbout: (over, total, percent) => `${over} sur environ ${total} (${percent})`,
  soFar: (over) => `${over} jusqu’ici`,
  totalUnknown:
    'Google donne la liste des utilisateurs page par page : leur nombre n’est connu qu’à la fin.',
  timeLeft: (duration) => `encore ${duration} environ`,
  done: { rotate: 'Renouvelés', issue: 'Mots de passe donnés' },
  tally: { failed: 'En échec', parked: 'Mis de côté', skipped: 'Laissés tels quels' },
  counted: (name, count) => `${name} : ${count}`,
  failedNote: 'De nouveaux essais auront lieu plus tard, tout seuls.',
  parkedNote:
    'Google a refusé, ou trop d’essais ont échoué. Un essai a lieu chaque semaine ; voyez les derniers échecs.',
  whyLeftAlone: 'Laissés tels quels :',
  revokedNote:
    'Après un retrait, seuls une liste d’utilisateurs ou l’API redonnent un mot de passe.',
  opensAt: (when) => `Elles commencent ${when}.`,
  whatToDo: 'Que faire :',
  empty: {
    rotate: 'Il n’y avait personne à renouveler.',
    issue: 'Il n’y avait personne sans mot de passe.',
  },
};
