import { type RunKind } from '../../domain/rotation/run';
import { type ScopeChoice, type ScopeFault } from '../chosen-scope';
import { type ProblemText } from './problems';

const faultsEn: Record<ScopeFault['kind'], (what: string) => string> = {
  'unit-needed': () => 'Enter the path of an organisational unit, such as /Employees.',
  'unit-slash': () => 'The path must begin with /, such as /Employees.',
  'unit-too-long': () => 'This is longer than any path at Google.',
  'list-needed': () => 'Enter at least one user, one a line.',
  'too-many': (count) =>
    `These are ${count} users, and one run takes 500 at most. Take several, or an organisational unit.`,
  'not-an-address': (line) =>
    `“${line}” is neither an address such as alice@example.com nor an id of digits.`,
};

const faultsFr: typeof faultsEn = {
  'unit-needed': () => 'Entrez le chemin d’une unité organisationnelle, par exemple /Salariés.',
  'unit-slash': () => 'Le chemin doit commencer par /, par exemple /Salariés.',
  'unit-too-long': () => 'Ce chemin est plus long que tous ceux de Google.',
  'list-needed': () => 'Entrez au moins un utilisateur, un par ligne.',
  'too-many': (count) =>
    `Il y a ${count} utilisateurs, et 500 au plus sont possibles à la fois. Faites plusieurs listes, ou prenez une unité organisationnelle.`,
  'not-an-address': (line) =>
    `« ${line} » n’est ni une adresse telle que alice@example.com, ni un identifiant en chiffres.`,
};

/** Where the page Rotation has to say something else than the page of the connection. */
const problemsEn: Readonly<Record<string, ProblemText>> = {
  'not-configured': {
    what: 'Google is not connected, so nobody can be given a password.',
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
    what: 'Google n’est pas connecté : personne ne peut recevoir de mot de passe.',
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
    what: 'Le service ne connaît plus cette opération.',
    todo: 'Rechargez la page.',
  },
};

const kindsEn: Record<RunKind, string> = {
  rotate: 'New passwords for people who have one',
  issue: 'First passwords for people who have none',
};

const kindsFr: typeof kindsEn = {
  rotate: 'Nouveaux mots de passe pour ceux qui en ont un',
  issue: 'Premiers mots de passe pour ceux qui n’en ont pas',
};

const choicesEn: Record<Exclude<ScopeChoice, 'all'>, string> = {
  due: 'Who is due now',
  orgUnit: 'An organisational unit, with the units below it',
  list: 'A list of users',
};

const choicesFr: typeof choicesEn = {
  due: 'Les comptes échus',
  orgUnit: 'Une unité organisationnelle, avec celles qu’elle contient',
  list: 'Une liste d’utilisateurs',
};

/** Giving passwords now: what, to whom, and the start. */
export const startRunEn = {
  title: 'Give passwords now',
  lead: 'Ahead of the schedule. The pause and the hours of the policy do not count here. You see what it would do before anything happens.',
  which: 'Which passwords?',
  kinds: kindsEn,
  who: 'For whom?',
  choices: choicesEn,
  everybody: {
    rotate: 'Everybody who has a password, parked accounts too',
    issue: 'Everybody who has no password',
  },
  unit: 'Path of the organisational unit',
  unitHint: 'As in the Admin console, such as /Employees/Sales.',
  list: 'Users, one a line',
  listHint: 'Addresses, aliases or ids; 500 at most.',
  listAgain: 'Whoever is named gets a password again, even if theirs was taken back.',
  faults: faultsEn,
  problems: problemsEn,
  toConnection: 'To the connection',
  foresee: 'See what it would do',
  foreseeing: 'Asking Google who they are…',
  notForeseen: 'No forecast.',
  starting: 'Starting…',
  notStarted: 'Not started.',
  perhapsStarted: 'It is not known whether this was started. Above you see what runs.',
  started: 'Started. You can follow it here; it goes on if you close this page.',
  cancel: 'Rather not',
};

export const startRunFr: typeof startRunEn = {
  title: 'Donner des mots de passe maintenant',
  lead: 'Sans attendre le calendrier. La suspension et les heures de la politique ne comptent pas ici. Vous voyez les effets avant que quoi que ce soit n’arrive.',
  which: 'Quels mots de passe ?',
  kinds: kindsFr,
  who: 'Pour qui ?',
  choices: choicesFr,
  everybody: {
    rotate: 'Tous ceux qui ont un mot de passe, comptes mis de côté compris',
    issue: 'Tous ceux qui n’ont pas de mot de passe',
  },
  unit: 'Chemin de l’unité organisationnelle',
  unitHint: 'Comme dans la console d’administration, par exemple /Salariés/Ventes.',
  list: 'Utilisateurs, un par ligne',
  listHint: 'Adresses, alias ou identifiants ; 500 au plus.',
  listAgain: 'Ceux qui sont nommés ici reçoivent un mot de passe, même si le leur a été retiré.',
  faults: faultsFr,
  problems: problemsFr,
  toConnection: 'Vers la connexion',
  foresee: 'Voir ce que cela ferait',
  foreseeing: 'Recherche des utilisateurs chez Google…',
  notForeseen: 'Pas de prévision.',
  starting: 'Lancement…',
  notStarted: 'Rien n’a été lancé.',
  perhapsStarted: 'On ne sait pas si cela a été lancé. Voyez plus haut ce qui est en cours.',
  started:
    'C’est lancé. Vous pouvez suivre ici la suite ; elle continue si vous fermez cette page.',
  cancel: 'Plutôt pas',
};
