import { type RunKind } from '../../domain/runs/run';
import { type ScopeChoice, type ScopeFault } from '../chosen-scope';
import { type ProblemText } from './problems';

const faultsEn: Record<ScopeFault['kind'], (what: string) => string> = {
  'unit-needed': () => 'Enter the path of an organisational unit, such as /Employees.',
  'unit-slash': () => 'The path must begin with /, such as /Employees.',
  'unit-too-long': () => 'This path is longer than Google allows.',
  'list-needed': () => 'Enter at least one user, one per line.',
  'too-many': (count) =>
    `The list has ${count} users. One run takes at most 500. Use several lists or an organisational unit.`,
  'not-an-address': (line) =>
    `“${line}” is neither an address such as alice@example.com nor a numeric ID.`,
};

const faultsFr: typeof faultsEn = {
  'unit-needed': () => 'Saisissez le chemin d’une unité organisationnelle, par exemple /Salariés.',
  'unit-slash': () => 'Le chemin doit commencer par /, par exemple /Salariés.',
  'unit-too-long': () => 'Ce chemin est plus long que ce que Google autorise.',
  'list-needed': () => 'Saisissez au moins un utilisateur, un par ligne.',
  'too-many': (count) =>
    `La liste contient ${count} utilisateurs. Une opération en accepte 500 au maximum. Utilisez plusieurs listes ou une unité organisationnelle.`,
  'not-an-address': (line) =>
    `« ${line} » n’est ni une adresse telle que alice@example.com, ni un ID numérique.`,
};

/** Problems that the page Rotation words differently from the page of the connection. */
const problemsEn: Readonly<Record<string, ProblemText>> = {
  'not-configured': {
    what: 'Google is not connected, so no password can be issued.',
    todo: 'Connect on the page Google Apps API, then try again.',
  },
  'configuration-failing': {
    what: 'The connection to Google does not work, so every user would fail. Nothing was changed.',
    todo: 'Fix what the connection checks report, then try again.',
  },
  'secure-ldap-not-configured': {
    what: 'Secure LDAP is not connected, so no password can be proved.',
    todo: 'Connect it on the page Wi-Fi and LDAP, then try again.',
  },
  'directory-refused': {
    what: 'Google refused to list the users. Nothing was changed.',
    todo: 'Look at the connection checks, then try again.',
  },
  'payload-too-large': {
    what: 'The list is too long. Nothing was changed.',
    todo: 'Use several lists or an organisational unit.',
  },
  'not-found': {
    what: 'The service no longer knows this run.',
    todo: 'Reload the page.',
  },
};

const problemsFr: typeof problemsEn = {
  'not-configured': {
    what: 'Google n’est pas connecté : aucun mot de passe ne peut être émis.',
    todo: 'Connectez-vous sur la page API Google Apps, puis réessayez.',
  },
  'configuration-failing': {
    what: 'La connexion à Google ne fonctionne pas : l’opération échouerait pour tous les utilisateurs. Rien n’a été modifié.',
    todo: 'Corrigez ce que signalent les vérifications de la connexion, puis réessayez.',
  },
  'secure-ldap-not-configured': {
    what: 'Le LDAP sécurisé n’est pas connecté : aucun mot de passe ne peut être contrôlé.',
    todo: 'Connectez-le sur la page Wi-Fi et LDAP, puis réessayez.',
  },
  'directory-refused': {
    what: 'Google a refusé de lister les utilisateurs. Rien n’a été modifié.',
    todo: 'Consultez les vérifications de la connexion, puis réessayez.',
  },
  'payload-too-large': {
    what: 'La liste est trop longue. Rien n’a été modifié.',
    todo: 'Utilisez plusieurs listes ou une unité organisationnelle.',
  },
  'not-found': {
    what: 'Le service ne connaît plus cette opération.',
    todo: 'Rechargez la page.',
  },
};

const kindsEn: Record<RunKind, string> = {
  rotate: 'New passwords for users who have one',
  issue: 'First passwords for users who have none',
  prove: 'No new passwords: prove at Secure LDAP that the present ones work',
};

const kindsFr: typeof kindsEn = {
  rotate: 'Nouveaux mots de passe pour les utilisateurs qui en ont un',
  issue: 'Premiers mots de passe pour les utilisateurs qui n’en ont pas',
  prove:
    'Aucun nouveau mot de passe : contrôler par le LDAP sécurisé que les mots de passe actuels sont valides',
};

const choicesEn: Record<Exclude<ScopeChoice, 'all'>, string> = {
  due: 'Users who are due now',
  orgUnit: 'An organisational unit and the units below it',
  list: 'A list of users',
};

const choicesFr: typeof choicesEn = {
  due: 'Les mots de passe à renouveler maintenant',
  orgUnit: 'Une unité organisationnelle et ses sous-unités',
  list: 'Une liste d’utilisateurs',
};

/** The form that starts a run: which passwords, for which users. */
export const startRunEn = {
  title: 'Issue or rotate passwords now',
  lead: 'This runs ahead of the schedule. The pause and the hours of the policy do not apply; only the hours of proofs do. You see a forecast before anything changes.',
  which: 'Which passwords?',
  kinds: kindsEn,
  who: 'For which users?',
  choices: choicesEn,
  everybody: {
    rotate: 'All users who have a password, including parked users',
    issue: 'All users who have no password',
    prove: 'All users who have a password, proved already or not',
  },
  unit: 'Path of the organisational unit',
  unitHint: 'As in the Admin console, such as /Employees/Sales.',
  list: 'Users, one per line',
  listHint: 'Addresses, aliases or IDs; 500 at most.',
  listAgain: 'The users listed here get a password even if theirs was revoked.',
  faults: faultsEn,
  problems: problemsEn,
  toConnection: 'Go to the connection',
  foresee: 'Show the forecast',
  foreseeing: 'Looking up the users at Google…',
  notForeseen: 'No forecast.',
  starting: 'Starting…',
  notStarted: 'Not started.',
  perhapsStarted: 'It is not known whether the run started. The active runs are shown above.',
  started: 'Started. You can follow the run here. It continues if you close this page.',
  cancel: 'Cancel',
};

export const startRunFr: typeof startRunEn = {
  title: 'Émettre ou renouveler des mots de passe maintenant',
  lead: 'Sans attendre le calendrier. La suspension et les heures de la politique ne s’appliquent pas ; seules celles des contrôles s’appliquent. Une prévision s’affiche avant toute modification.',
  which: 'Quels mots de passe ?',
  kinds: kindsFr,
  who: 'Pour quels utilisateurs ?',
  choices: choicesFr,
  everybody: {
    rotate: 'Tous les utilisateurs qui ont un mot de passe, y compris ceux mis de côté',
    issue: 'Tous les utilisateurs qui n’ont pas de mot de passe',
    prove: 'Tous les utilisateurs qui ont un mot de passe, déjà contrôlé ou non',
  },
  unit: 'Chemin de l’unité organisationnelle',
  unitHint: 'Comme dans la console d’administration, par exemple /Salariés/Ventes.',
  list: 'Utilisateurs, un par ligne',
  listHint: 'Adresses, alias ou ID ; 500 au maximum.',
  listAgain:
    'Les utilisateurs indiqués ici reçoivent un mot de passe même si le leur a été révoqué.',
  faults: faultsFr,
  problems: problemsFr,
  toConnection: 'Accéder à la connexion',
  foresee: 'Afficher la prévision',
  foreseeing: 'Recherche des utilisateurs chez Google…',
  notForeseen: 'Pas de prévision.',
  starting: 'Lancement…',
  notStarted: 'Rien n’a été lancé.',
  perhapsStarted:
    'Impossible de savoir si l’opération a démarré. Les opérations en cours sont affichées plus haut.',
  started: 'Opération lancée. Vous pouvez la suivre ici. Elle continue si vous fermez cette page.',
  cancel: 'Annuler',
};
