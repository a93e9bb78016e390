import { accountStatusesEn, accountStatusesFr } from './account-status';

/** What the server writes into the page Users. */
export const accountsEn = {
  lead: 'Users with a password from this service, its status, and what to do after a failure. The passwords themselves are never shown.',
  searchTitle: 'Find a user',
  query: 'Address or user ID',
  queryHint: 'The beginning of the primary address, or the full ID.',
  status: 'Status',
  everyStatus: 'All',
  search: 'Search',
  results: 'Users found',
  loading: 'Loading the users…',
  more: 'Show more',
  meaningsTitle: 'What the statuses mean',
  statuses: accountStatusesEn,
  question: 'Give this user a new password now?',
  forWhom: 'User',
  consequencesLead: 'A new password takes effect immediately:',
  consequences: [
    'The user is signed out of all Google sessions. Android asks the user to sign in again. Google’s apps on iOS remove the account.',
    'Mail apps that sign in with OAuth, such as Apple Mail or Thunderbird, lose access until the user signs in again. Expect app passwords to be revoked too.',
    'Google refuses devices with the old password until they get the new one.',
  ],
  consequencesLink: 'Google’s page on password changes',
  cancel: 'Cancel',
  confirm: 'Rotate now',
};

export const accountsFr: typeof accountsEn = {
  lead: 'Utilisateurs dont le mot de passe est émis par ce service, son état, et que faire en cas d’échec. Les mots de passe eux-mêmes ne sont jamais affichés.',
  searchTitle: 'Rechercher un utilisateur',
  query: 'Adresse ou ID utilisateur',
  queryHint: 'Le début de l’adresse principale, ou l’ID complet.',
  status: 'État',
  everyStatus: 'Tous',
  search: 'Rechercher',
  results: 'Utilisateurs trouvés',
  loading: 'Chargement des utilisateurs…',
  more: 'Afficher plus',
  meaningsTitle: 'Ce que signifient les états',
  statuses: accountStatusesFr,
  question: 'Attribuer maintenant un nouveau mot de passe à cet utilisateur ?',
  forWhom: 'Utilisateur',
  consequencesLead: 'Un nouveau mot de passe prend effet immédiatement :',
  consequences: [
    'L’utilisateur est déconnecté de toutes ses sessions Google. Android lui demande de se reconnecter. Les applications Google sur iOS suppriment le compte.',
    'Les applications de messagerie connectées via OAuth, comme Apple Mail ou Thunderbird, perdent leur accès jusqu’à ce que l’utilisateur se reconnecte. Attendez-vous également à la révocation des mots de passe d’application.',
    'Google refuse les appareils qui ont l’ancien mot de passe jusqu’à ce qu’ils reçoivent le nouveau.',
  ],
  consequencesLink: 'Page de Google sur les changements de mot de passe',
  cancel: 'Annuler',
  confirm: 'Renouveler maintenant',
};
