import { type ProblemText } from './problems';

/** Where forgetting breaks off, something may have been changed before. */
const problemsEn = {
  'forbidden-role': {
    what: 'Your role does not allow this.',
    todo: 'Ask someone with the role System Management to do it.',
  },
  'forbidden-identity': {
    what: 'Your sign-in could not be verified.',
    todo: 'Reload the page and sign in again.',
  },
} satisfies Readonly<Record<string, ProblemText>>;

const problemsFr: typeof problemsEn = {
  'forbidden-role': {
    what: 'Votre rôle ne le permet pas.',
    todo: 'Demandez à quelqu’un qui a le rôle Gestion du système de le faire.',
  },
  'forbidden-identity': {
    what: 'Votre connexion n’a pas pu être vérifiée.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
};

/** What is said of passwords that are of another Workspace than the connected one, and of forgetting them. */
export const otherWorkspacesEn = {
  title: {
    other: (workspaces: number): string =>
      workspaces === 1
        ? 'Passwords of another Google Workspace'
        : 'Passwords of other Google Workspaces',
    unknown: (): string => 'Passwords that wait for a check',
    disconnected: (): string => 'Passwords that are kept',
  },
  lead: {
    other:
      'They were not issued for the Workspace that is connected now. This service keeps them, but neither tells nor changes them.',
    unknown:
      'Google has not said yet which Workspace is connected. Until the check of the administrator above passes, these passwords are neither told nor changed. If they turn out to be of another Workspace, what can be done will stand here.',
    disconnected:
      'No Workspace is connected. These passwords stay valid at Google and are kept here, but are neither told nor changed.',
  },
  passwords: (count: number, shown: string): string =>
    count === 1 ? '1 password' : `${shown} passwords`,
  customerId: 'Customer ID',
  waysTitle: 'There are two ways out',
  again: {
    title: 'Connect their Workspace again',
    text: 'In panel 3, save an administrator of that Workspace, and a key that is authorised there. Once the checks pass, its passwords are told and rotated again.',
    replaces: 'The one that is connected now is not any more.',
    link: 'To panel 3',
  },
  forget: {
    title: 'Forget them',
    text: 'This service destroys its copies for good. At Google nothing changes: whoever uses such a password goes on signing in with it.',
    role: 'That takes the role System Management.',
  },
  button: 'Forget…',
  ofWorkspace: (customerId: string): string => ` the passwords of ${customerId}`,
  toThem: 'What can be done',
  notice: (count: number, shown: string): string =>
    count === 1
      ? '1 password is not of this Workspace: it is neither told nor changed.'
      : `${shown} passwords are not of this Workspace: they are neither told nor changed.`,
  question: (passwords: string, customerId: string): string =>
    `Forget ${passwords} of ${customerId}?`,
  consequences: [
    'The copies kept here are destroyed for good: nobody can look these passwords up any more.',
    'At Google nothing changes: whoever uses one goes on signing in with it, until it is changed there.',
    'If they are to stop working, connect their Workspace again instead, and take them back.',
    'Should that Workspace be connected again after this, its users need new passwords.',
  ],
  typeIt: (customerId: string): string => `To confirm, type the customer ID ${customerId}`,
  notIt: (customerId: string): string => `This is not ${customerId}.`,
  confirm: 'Forget them now',
  cancel: 'Cancel',
  stop: 'Stop',
  stopping: 'Stopping…',
  working: 'Forgetting…',
  progress: (forgotten: string, left: string): string => `${forgotten} forgotten, ${left} left`,
  brokeOff: 'This broke off: the rest is still kept.',
  problems: problemsEn,
  done: (count: number, shown: string, customerId: string): string =>
    count === 1
      ? `1 password of ${customerId} is forgotten here. Google still holds it.`
      : `${shown} passwords of ${customerId} are forgotten here. Google still holds them.`,
  nothing: (customerId: string): string => `There were no passwords of ${customerId} any more.`,
  stopped: (forgotten: string, left: string): string =>
    `Stopped: ${forgotten} forgotten, ${left} still kept.`,
  rest: (forgotten: string, left: string): string =>
    `${forgotten} forgotten, ${left} still kept: those are being set at this moment, or their record cannot be read. Try again in a minute.`,
};

export const otherWorkspacesFr: typeof otherWorkspacesEn = {
  title: {
    other: (workspaces) =>
      workspaces === 1
        ? 'Mots de passe d’un autre Google Workspace'
        : 'Mots de passe d’autres Google Workspaces',
    unknown: () => 'Mots de passe en attente d’une vérification',
    disconnected: () => 'Mots de passe conservés',
  },
  lead: {
    other:
      'Ils n’ont pas été émis pour le Workspace connecté maintenant. Ce service les conserve, mais ne les communique pas et ne les modifie pas.',
    unknown:
      'Google n’a pas encore indiqué quel Workspace est connecté. Tant que la vérification de l’administrateur ci-dessus n’a pas réussi, ces mots de passe ne sont ni communiqués ni modifiés. S’ils se révèlent être ceux d’un autre Workspace, les solutions possibles s’afficheront ici.',
    disconnected:
      'Aucun Workspace n’est connecté. Ces mots de passe restent valables chez Google et sont conservés ici, mais ne sont ni communiqués ni modifiés.',
  },
  passwords: (count, shown) => (count < 2 ? `${shown} mot de passe` : `${shown} mots de passe`),
  customerId: 'Numéro client',
  waysTitle: 'Deux solutions sont possibles',
  again: {
    title: 'Reconnecter leur Workspace',
    text: 'Dans le volet 3, enregistrez un administrateur de ce Workspace et une clé qui y est autorisée. Dès que les vérifications réussissent, ses mots de passe sont de nouveau communiqués et renouvelés.',
    replaces: 'Celui qui est connecté maintenant ne l’est alors plus.',
    link: 'Vers le volet 3',
  },
  forget: {
    title: 'Les oublier',
    text: 'Ce service détruit ses copies, définitivement. Chez Google rien ne change : quiconque utilise un tel mot de passe continue à se connecter avec.',
    role: 'Il faut pour cela le rôle Gestion du système.',
  },
  button: 'Oublier…',
  ofWorkspace: (customerId) => ` les mots de passe de ${customerId}`,
  toThem: 'Voir les solutions',
  notice: (count, shown) =>
    count < 2
      ? `${shown} mot de passe n’est pas de ce Workspace : il n’est ni communiqué ni modifié.`
      : `${shown} mots de passe ne sont pas de ce Workspace : ils ne sont ni communiqués ni modifiés.`,
  question: (passwords, customerId) => `Oublier ${passwords} de ${customerId} ?`,
  consequences: [
    'Les copies conservées ici sont détruites définitivement : plus personne ne pourra consulter ces mots de passe.',
    'Chez Google rien ne change : quiconque en utilise un continue à se connecter avec, jusqu’à ce qu’il y soit changé.',
    'S’ils doivent cesser de fonctionner, reconnectez plutôt leur Workspace, puis retirez-les.',
    'Si ce Workspace est reconnecté ensuite, il faut de nouveaux mots de passe à ses utilisateurs.',
  ],
  typeIt: (customerId) => `Pour confirmer, saisissez le numéro client ${customerId}`,
  notIt: (customerId) => `Ce n’est pas ${customerId}.`,
  confirm: 'Oublier maintenant',
  cancel: 'Annuler',
  stop: 'Arrêter',
  stopping: 'Arrêt…',
  working: 'Oubli en cours…',
  progress: (forgotten, left) => `Oubliés : ${forgotten} ; restants : ${left}`,
  brokeOff: 'L’opération s’est interrompue : le reste est toujours conservé.',
  problems: problemsFr,
  done: (count, shown, customerId) =>
    count < 2
      ? `${shown} mot de passe de ${customerId} est oublié ici. Google le détient toujours.`
      : `${shown} mots de passe de ${customerId} sont oubliés ici. Google les détient toujours.`,
  nothing: (customerId) => `Il n’y avait plus de mot de passe de ${customerId}.`,
  stopped: (forgotten, left) => `Arrêté. Oubliés : ${forgotten} ; encore conservés : ${left}.`,
  rest: (forgotten, left) =>
    `Oubliés : ${forgotten} ; encore conservés : ${left}. Ceux-ci sont en train d’être posés, ou leur fiche est illisible. Réessayez dans une minute.`,
};
