import { type ForecastAnswer } from '../../api/forecast';
import { type RunKind, type RunState } from '../../domain/runs/run';
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
  finished: 'Terminée',
};

type LeftAlone = Record<keyof ForecastAnswer['excluded'], string>;

const leftAloneEn: LeftAlone = {
  'user-not-found': 'Unknown to Google',
  'admin-account': 'Administrators',
  'user-suspended': 'Suspended or archived',
  'out-of-scope': 'Outside the organisational units of the policy',
  'other-workspace': 'In another Google Workspace',
  'no-password': 'No password from this service',
  'has-password': 'Already have a password',
  'password-revoked': 'Password revoked',
  'in-progress': 'Being changed by another call at that moment',
  'too-many-refusals': 'Proofs refused too often within an hour',
  devices: 'Waiting for a device that lacks the current password',
  'password-forgotten': 'Stored password destroyed, as the policy says',
  'password-drifted': 'Password changed by somebody else at Google',
  'no-answer': 'No answer from Google about the user',
};

const leftAloneFr: typeof leftAloneEn = {
  'user-not-found': 'Inconnus de Google',
  'admin-account': 'Administrateurs',
  'user-suspended': 'Suspendus ou archivés',
  'out-of-scope': 'Hors des unités organisationnelles de la politique',
  'other-workspace': 'Dans un autre domaine Google Workspace',
  'no-password': 'Sans mot de passe émis par ce service',
  'has-password': 'Ont déjà un mot de passe',
  'password-revoked': 'Mot de passe révoqué',
  'in-progress': 'En cours de modification par un autre appel à ce moment-là',
  'too-many-refusals': 'Contrôles refusés trop souvent en une heure',
  devices: 'En attente d’un appareil qui n’a pas le mot de passe actuel',
  'password-forgotten': 'Mot de passe conservé détruit, selon la politique',
  'password-drifted': 'Mot de passe modifié chez Google par quelqu’un d’autre',
  'no-answer': 'Pas de réponse de Google sur l’utilisateur',
};

/** The users of a run. A run that is not a rotation also says what it does. */
const scopesEn = {
  rotate: {
    due: 'Users due',
    all: 'All users',
    orgUnit: (path: string) => `Unit ${path}`,
    list: (count: number, shown: string) => (count === 1 ? '1 user' : `A list of ${shown}`),
  },
  issue: {
    due: 'First passwords',
    all: 'First passwords: all users',
    orgUnit: (path: string) => `First passwords: unit ${path}`,
    list: (count: number, shown: string) =>
      count === 1 ? 'First password: 1 user' : `First passwords: a list of ${shown}`,
  },
  prove: {
    due: 'Proofs due',
    all: 'Proofs: all users',
    orgUnit: (path: string) => `Proofs: unit ${path}`,
    list: (count: number, shown: string) =>
      count === 1 ? 'Proof: 1 user' : `Proofs: a list of ${shown}`,
  },
} satisfies Record<RunKind, object>;

const scopesFr: typeof scopesEn = {
  rotate: {
    due: 'Mots de passe à renouveler',
    all: 'Tous les utilisateurs',
    orgUnit: (path) => `Unité ${path}`,
    list: (count, shown) => (count === 1 ? '1 utilisateur' : `Une liste de ${shown}`),
  },
  issue: {
    due: 'Premiers mots de passe',
    all: 'Premiers mots de passe : tous les utilisateurs',
    orgUnit: (path) => `Premiers mots de passe : unité ${path}`,
    list: (count, shown) =>
      count === 1
        ? 'Premier mot de passe : 1 utilisateur'
        : `Premiers mots de passe : une liste de ${shown}`,
  },
  prove: {
    due: 'Contrôles à faire',
    all: 'Contrôles : tous les utilisateurs',
    orgUnit: (path) => `Contrôles : unité ${path}`,
    list: (count, shown) =>
      count === 1 ? 'Contrôle : 1 utilisateur' : `Contrôles : une liste de ${shown}`,
  },
};

/** The state of a run, in words. */
export const runEn = {
  states: statesEn,
  waits: waitsEn,
  stops: stopsEn,
  leftAlone: leftAloneEn,
  scopes: scopesEn,
  schedule: 'the schedule',
  startedBy: (who: string, when: string) => `Started by ${who}, ${when}`,
  progress: 'Progress',
  progressOf: (over: string, total: string, percent: string) => `${over} of ${total} (${percent})`,
  progressOfAbout: (over: string, total: string, percent: string) =>
    `${over} of about ${total} (${percent})`,
  soFar: (over: string) => `${over} so far`,
  totalUnknown: 'Google lists the users page by page. The total is known only at the end.',
  timeLeft: (duration: string) => `about ${duration} left`,
  done: { rotate: 'Rotated', issue: 'Passwords issued', prove: 'Passwords that work' },
  tally: { failed: 'Failed', parked: 'Parked', skipped: 'Skipped' },
  counted: (name: string, count: string) => `${name}: ${count}`,
  failedNote: 'The service tries again later, automatically.',
  parkedNote:
    'Set aside: Google refused, or too many attempts failed. One attempt a week. See the last failures.',
  whyLeftAlone: 'Skipped:',
  revokedNote: 'After a revocation, only a list of users or the API issues a new password.',
  opensAt: (when: string) => `They start ${when}.`,
  whatToDo: 'What to do:',
  empty: {
    rotate: 'No user needed a rotation.',
    issue: 'Every user had a password.',
    prove: 'There was no password to prove.',
  },
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
  totalUnknown: 'Google liste les utilisateurs page par page. Le total n’est connu qu’à la fin.',
  timeLeft: (duration) => `encore ${duration} environ`,
  done: {
    rotate: 'Renouvelés',
    issue: 'Mots de passe émis',
    prove: 'Mots de passe valides',
  },
  tally: { failed: 'En échec', parked: 'Mis de côté', skipped: 'Ignorés' },
  counted: (name, count) => `${name} : ${count}`,
  failedNote: 'Le service réessaiera plus tard, automatiquement.',
  parkedNote:
    'Google a refusé, ou trop de tentatives ont échoué. Une tentative par semaine. Consultez les derniers échecs.',
  whyLeftAlone: 'Ignorés :',
  revokedNote:
    'Après une révocation, seule une liste d’utilisateurs ou l’API émet un nouveau mot de passe.',
  opensAt: (when) => `Elles commencent ${when}.`,
  whatToDo: 'Que faire :',
  empty: {
    rotate: 'Aucun mot de passe n’était à renouveler.',
    issue: 'Tous les utilisateurs avaient un mot de passe.',
    prove: 'Il n’y avait aucun mot de passe à contrôler.',
  },
};
