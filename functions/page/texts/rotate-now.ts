import { type ScopeFault } from '../chosen-scope';
import { type ProblemText } from './problems';

const faultsEn: Record<ScopeFault['kind'], (what: string) => string> = {
  'unit-needed': () => 'Enter the path of an organisational unit, such as /Employees.',
  'unit-slash': () => 'The path must begin with /, such as /Employees.',
  'unit-too-long': () => 'This is longer than any path at Google.',
  'list-needed': () => 'Enter at least one user, one a line.',
  'too-many': (count) =>
    `These are ${count} users, and one rotation takes 500 at most. Take several, or an organisational unit.`,
  'not-an-address': (line) =>
    `“${line}” is neither an address such as alice@example.com nor an id of digits.`,
};

const faultsFr: typeof faultsEn = {
  'unit-needed': () => 'Entrez le chemin d’une unité organisationnelle, par exemple /Salariés.',
  'unit-slash': () => 'Le chemin doit commencer par /, par exemple /Salariés.',
  'unit-too-long': () => 'Ce chemin est plus long que tous ceux de Google.',
  'list-needed': () => 'Entrez au moins un utilisateur, un par ligne.',
  'too-many': (count) =>
    `Il y a ${count} utilisateurs, et une rotation en prend 500 au plus. Faites-en plusieurs, ou prenez une unité organisationnelle.`,
  'not-an-address': (line) =>
    `« ${line} » n’est ni une adresse telle que alice@example.com, ni un identifiant en chiffres.`,
};

/** Where the page Rotation has to say something else than the page of the connection. */
const problemsEn: Readonly<Record<string, ProblemText>> = {
  'not-configured': {
    what: 'Google is not connected, so nobody can be rotated.',
    todo: 'Connect on the page Google Apps API, then try again.',
  },
  'configuration-failing': {
    what: 'The connection to Google does not work: every account would fail. Nothing was changed.',
    todo: 'Mend what the checks of the connection name, then try again.',
  },
  'directory-refused': {
    what: 'Google refused to say who the users are. Nothing was changed.',
    todo: 'Look at the checks of the connection, then try again.',
  },
  'payload-too-large': {
    what: 'The list is too long. Nothing was changed.',
    todo: 'Take several lists, or an organisational unit.',
  },
  'not-found': {
    what: 'The service knows no such run any more.',
    todo: 'Reload the page.',
  },
};

const problemsFr: typeof problemsEn = {
  'not-configured': {
    what: 'Google n’est pas connecté : personne ne peut être renouvelé.',
    todo: 'Connectez-vous sur la page API Google Apps, puis réessayez.',
  },
  'configuration-failing': {
    what: 'La connexion à Google ne fonctionne pas : tous les comptes échoueraient. Rien n’a été modifié.',
    todo: 'Corrigez ce que signalent les vérifications de la connexion, puis réessayez.',
  },
  'directory-refused': {
    what: 'Google a refusé de dire qui sont les utilisateurs. Rien n’a été modifié.',
    todo: 'Voyez les vérifications de la connexion, puis réessayez.',
  },
  'payload-too-large': {
    what: 'La liste est trop longue. Rien n’a été modifié.',
    todo: 'Faites plusieurs listes, ou prenez une unité organisationnelle.',
  },
  'not-found': {
    what: 'Le service ne connaît plus cette rotation.',
    todo: 'Rechargez la page.',
  },
};

/** What a new password does to a user, by the forecast's codes. */
const effectsEn: Readonly<Record<string, string>> = {
  'signed-out':
    'They are signed out everywhere, and have to sign in again on phones and computers.',
  'mail-access-revoked':
    'Mail programs that were allowed to read their mail (Apple Mail, Thunderbird) lose that permission.',
  'app-passwords-revoked': 'Their app passwords may stop working: Google’s pages say both.',
  'devices-need-it':
    'Devices that sign in with the password are refused until they are given the new one.',
};

const effectsFr: typeof effectsEn = {
  'signed-out':
    'Leurs sessions prennent fin partout ; ils doivent se reconnecter sur leurs téléphones et ordinateurs.',
  'mail-access-revoked':
    'Les logiciels de messagerie autorisés à lire leur courrier (Apple Mail, Thunderbird) perdent cet accès.',
  'app-passwords-revoked':
    'Leurs mots de passe d’application peuvent cesser de fonctionner : les pages de Google disent les deux.',
  'devices-need-it':
    'Les appareils qui se connectent avec le mot de passe sont refusés jusqu’à ce qu’ils aient le nouveau.',
};

/** Rotating now: whom, the forecast, and the start. */
export const rotateNowEn = {
  title: 'Rotate now',
  lead: 'Ahead of the schedule; the pause and the hours of the policy do not count for it. You see what it would do before anything happens.',
  who: 'Who is to get a new password?',
  choices: {
    due: 'Who is due now',
    all: 'Everybody who has a password, parked accounts too',
    orgUnit: 'An organisational unit, with the units below it',
    list: 'A list of users',
  },
  unit: 'Path of the organisational unit',
  unitHint: 'As in the Admin console, such as /Employees/Sales.',
  list: 'Users, one a line',
  listHint: 'Addresses, aliases or ids; 500 at most.',
  faults: faultsEn,
  problems: problemsEn,
  toConnection: 'To the connection',
  foresee: 'See what it would do',
  foreseeing: 'Asking Google who they are…',
  notForeseen: 'No forecast.',
  forecast: 'Forecast',
  getOne: (count: number, shown: string, duration: string) =>
    count === 1
      ? `1 user gets a new password, in about ${duration}.`
      : `${shown} users get a new password, in about ${duration}.`,
  getOneAtMost: (shown: string, duration: string) =>
    `At most ${shown} users get a new password, in about ${duration} at most.`,
  inexact:
    'There was no time to look at everybody, so some of these may yet be left alone: administrators, for one, always are.',
  getNone: 'Nobody would get a new password.',
  emptyUnit:
    'In this unit nobody has a password. Check the path: it must be written as in the Admin console, capitals included.',
  leftAlone: 'Left alone',
  effects: 'What it does to them',
  effectTexts: effectsEn,
  effectsLink: 'Google’s page on password changes',
  start: (count: number, shown: string) =>
    count === 1 ? 'Rotate 1 user now' : `Rotate ${shown} users now`,
  startAtMost: (shown: string) => `Rotate up to ${shown} users now`,
  starting: 'Starting…',
  notStarted: 'Not started.',
  perhapsStarted: 'It is not known whether this was started. Above you see what runs.',
  started: 'Started. You can follow it here; it goes on if you close this page.',
  cancel: 'Rather not',
};

export const rotateNowFr: typeof rotateNowEn = {
  title: 'Renouveler maintenant',
  lead: 'Sans attendre le calendrier ; la suspension et les heures de la politique ne comptent pas ici. Vous voyez les effets avant que quoi que ce soit n’arrive.',
  who: 'Qui doit recevoir un nouveau mot de passe ?',
  choices: {
    due: 'Les comptes échus',
    all: 'Tous ceux qui ont un mot de passe, comptes mis de côté compris',
    orgUnit: 'Une unité organisationnelle, avec celles qu’elle contient',
    list: 'Une liste d’utilisateurs',
  },
  unit: 'Chemin de l’unité organisationnelle',
  unitHint: 'Comme dans la console d’administration, par exemple /Salariés/Ventes.',
  list: 'Utilisateurs, un par ligne',
  listHint: 'Adresses, alias ou identifiants ; 500 au plus.',
  faults: faultsFr,
  problems: problemsFr,
  toConnection: 'Vers la connexion',
  foresee: 'Voir ce que cela ferait',
  foreseeing: 'Recherche des utilisateurs chez Google…',
  notForeseen: 'Pas de prévision.',
  forecast: 'Prévision',
  getOne: (count: number, shown: string, duration: string) =>
    count < 2
      ? `${shown} utilisateur reçoit un nouveau mot de passe, en ${duration} environ.`
      : `${shown} utilisateurs reçoivent un nouveau mot de passe, en ${duration} environ.`,
  getOneAtMost: (shown: string, duration: string) =>
    `${shown} utilisateurs au plus reçoivent un nouveau mot de passe, en ${duration} environ au plus.`,
  inexact:
    'Le temps a manqué pour les examiner tous : certains seront peut-être laissés tels quels, comme le sont toujours les administrateurs.',
  getNone: 'Personne ne recevrait de nouveau mot de passe.',
  emptyUnit:
    'Dans cette unité, personne n’a de mot de passe. Vérifiez le chemin : il doit être écrit comme dans la console d’administration, majuscules comprises.',
  leftAlone: 'Laissés tels quels',
  effects: 'Ce que cela change pour eux',
  effectTexts: effectsFr,
  effectsLink: 'La page de Google sur les changements de mot de passe',
  start: (count: number, shown: string) =>
    count < 2
      ? `Renouveler ${shown} utilisateur maintenant`
      : `Renouveler ${shown} utilisateurs maintenant`,
  startAtMost: (shown: string) => `Renouveler jusqu’à ${shown} utilisateurs maintenant`,
  starting: 'Lancement…',
  notStarted: 'Rien n’a été lancé.',
  perhapsStarted: 'On ne sait pas si elle a été lancée. Voyez plus haut ce qui est en cours.',
  started: 'Lancée. Vous pouvez la suivre ici ; elle continue si vous fermez cette page.',
  cancel: 'Plutôt pas',
};
