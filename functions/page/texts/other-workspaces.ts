import { type ProblemText } from './problems';

/** Forgetting may have changed something before it failed, so these do not say that nothing was changed. */
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
    todo: 'Demandez à une personne ayant le rôle Gestion du système de le faire.',
  },
  'forbidden-identity': {
    what: 'Votre connexion n’a pas pu être vérifiée.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
};

/** Texts about passwords of a Workspace other than the connected one, and about forgetting them. */
export const otherWorkspacesEn = {
  title: {
    other: (workspaces: number): string =>
      workspaces === 1
        ? 'Passwords of another Google Workspace'
        : 'Passwords of other Google Workspaces',
    unknown: (): string => 'Passwords waiting for a check',
    disconnected: (): string => 'Stored passwords',
  },
  lead: {
    other:
      'They were not issued for the connected Workspace. This service keeps them, but does not give them out or change them.',
    unknown:
      'Google has not yet reported which Workspace is connected. Until the check of the administrator or the role above passes, this service does not give out or change these passwords. If they belong to another Workspace, the options will appear here.',
    disconnected:
      'No Workspace is connected. These passwords stay valid at Google. This service keeps them, but does not give them out or change them.',
  },
  passwords: (count: number, shown: string): string =>
    count === 1 ? '1 password' : `${shown} passwords`,
  customerId: 'Customer ID',
  waysTitle: 'There are two options',
  again: {
    title: 'Connect their Workspace again',
    text: 'In panel 3, save an administrator or the customer ID of that Workspace, and a key that is authorised there. Once the checks pass, this service gives out and rotates its passwords again.',
    replaces: 'This disconnects the Workspace that is connected now.',
    link: 'Go to panel 3',
  },
  forget: {
    title: 'Forget them',
    text: 'This service permanently deletes its copies. Nothing changes at Google: users can still sign in with these passwords.',
    role: 'This requires the role System Management.',
  },
  button: 'Forget…',
  ofWorkspace: (customerId: string): string => ` the passwords of ${customerId}`,
  toThem: 'See the options',
  notice: (count: number, shown: string): string =>
    count === 1
      ? '1 password does not belong to this Workspace. This service does not give it out or change it.'
      : `${shown} passwords do not belong to this Workspace. This service does not give them out or change them.`,
  question: (passwords: string, customerId: string): string =>
    `Forget ${passwords} of ${customerId}?`,
  consequences: [
    'The copies stored here are permanently deleted. Nobody can look these passwords up again.',
    'Nothing changes at Google: users can sign in with these passwords until they are changed there.',
    'To make them stop working, connect their Workspace again instead and revoke them.',
    'If that Workspace is connected again later, its users need new passwords.',
  ],
  typeIt: (customerId: string): string => `To confirm, type the customer ID ${customerId}`,
  notIt: (customerId: string): string => `This is not ${customerId}.`,
  confirm: 'Forget them now',
  cancel: 'Cancel',
  stop: 'Stop',
  stopping: 'Stopping…',
  working: 'Forgetting…',
  progress: (forgotten: string, left: string): string => `${forgotten} forgotten, ${left} left`,
  brokeOff: 'The operation was interrupted. The remaining passwords are still stored.',
  problems: problemsEn,
  done: (count: number, shown: string, customerId: string): string =>
    count === 1
      ? `1 password of ${customerId} is forgotten here. It stays valid at Google.`
      : `${shown} passwords of ${customerId} are forgotten here. They stay valid at Google.`,
  nothing: (customerId: string): string => `There are no more passwords of ${customerId}.`,
  stopped: (forgotten: string, left: string): string =>
    `Stopped: ${forgotten} forgotten, ${left} still stored.`,
  rest: (forgotten: string, left: string): string =>
    `${forgotten} forgotten, ${left} still stored. The remaining ones are being set right now, or their record cannot be read. Try again in a minute.`,
};

export const otherWorkspacesFr: typeof otherWorkspacesEn = {
  title: {
    other: (workspaces) =>
      workspaces === 1
        ? 'Mots de passe d’un autre domaine Google Workspace'
        : 'Mots de passe d’autres domaines Google Workspace',
    unknown: () => 'Mots de passe en attente d’une vérification',
    disconnected: () => 'Mots de passe conservés',
  },
  lead: {
    other:
      'Ils n’ont pas été émis pour le domaine connecté. Ce service les conserve, mais ne les communique pas et ne les modifie pas.',
    unknown:
      'Google n’a pas encore indiqué quel domaine est connecté. Tant que la vérification ci-dessus de l’administrateur ou du rôle n’a pas réussi, ce service ne communique pas et ne modifie pas ces mots de passe. S’ils appartiennent à un autre domaine, les options s’afficheront ici.',
    disconnected:
      'Aucun domaine n’est connecté. Ces mots de passe restent valables chez Google. Ce service les conserve, mais ne les communique pas et ne les modifie pas.',
  },
  passwords: (count, shown) => (count < 2 ? `${shown} mot de passe` : `${shown} mots de passe`),
  customerId: 'Numéro client',
  waysTitle: 'Deux options sont possibles',
  again: {
    title: 'Reconnecter leur domaine',
    text: 'Dans le volet 3, enregistrez un administrateur ou le numéro client de ce domaine, et une clé qui y est autorisée. Dès que les vérifications réussissent, ce service communique et renouvelle de nouveau ses mots de passe.',
    replaces: 'Le domaine actuellement connecté est alors déconnecté.',
    link: 'Accéder au volet 3',
  },
  forget: {
    title: 'Les oublier',
    text: 'Ce service supprime définitivement ses copies. Rien ne change chez Google : les utilisateurs peuvent toujours se connecter avec ces mots de passe.',
    role: 'Le rôle Gestion du système est requis.',
  },
  button: 'Oublier…',
  ofWorkspace: (customerId) => ` les mots de passe de ${customerId}`,
  toThem: 'Voir les options',
  notice: (count, shown) =>
    count < 2
      ? `${shown} mot de passe n’appartient pas à ce domaine. Ce service ne le communique pas et ne le modifie pas.`
      : `${shown} mots de passe n’appartiennent pas à ce domaine. Ce service ne les communique pas et ne les modifie pas.`,
  question: (passwords, customerId) => `Oublier ${passwords} de ${customerId} ?`,
  consequences: [
    'Les copies conservées ici sont définitivement supprimées. Plus personne ne pourra consulter ces mots de passe.',
    'Rien ne change chez Google : les utilisateurs peuvent se connecter avec ces mots de passe jusqu’à ce qu’ils y soient modifiés.',
    'Pour qu’ils cessent de fonctionner, reconnectez plutôt leur domaine et révoquez-les.',
    'Si ce domaine est reconnecté plus tard, ses utilisateurs auront besoin de nouveaux mots de passe.',
  ],
  typeIt: (customerId) => `Pour confirmer, saisissez le numéro client ${customerId}`,
  notIt: (customerId) => `Ce n’est pas ${customerId}.`,
  confirm: 'Oublier maintenant',
  cancel: 'Annuler',
  stop: 'Arrêter',
  stopping: 'Arrêt…',
  working: 'Suppression des copies…',
  progress: (forgotten, left) => `Oubliés : ${forgotten} ; restants : ${left}`,
  brokeOff: 'L’opération a été interrompue. Les mots de passe restants sont toujours conservés.',
  problems: problemsFr,
  done: (count, shown, customerId) =>
    count < 2
      ? `${shown} mot de passe de ${customerId} est oublié ici. Il reste valable chez Google.`
      : `${shown} mots de passe de ${customerId} sont oubliés ici. Ils restent valables chez Google.`,
  nothing: (customerId) => `Il n’y a plus aucun mot de passe de ${customerId}.`,
  stopped: (forgotten, left) => `Arrêté. Oubliés : ${forgotten} ; encore conservés : ${left}.`,
  rest: (forgotten, left) =>
    `Oubliés : ${forgotten} ; encore conservés : ${left}. Les mots de passe restants sont en cours de définition, ou leur fiche est illisible. Réessayez dans une minute.`,
};
