import { accountStatusesEn, accountStatusesFr } from './account-status';

/** The page Users as the server writes it. */
export const accountsEn = {
  lead: 'Who has a password of this service, how it stands, and what to do where something went wrong. The passwords themselves are never shown.',
  searchTitle: 'Find a user',
  query: 'Address or user ID',
  queryHint: 'How the primary address begins, or the whole ID.',
  status: 'Status',
  everyStatus: 'Every status',
  search: 'Search',
  results: 'Users found',
  loading: 'Loading the users…',
  more: 'Show more',
  meaningsTitle: 'What the statuses mean',
  statuses: accountStatusesEn,
  question: 'Give this user a new password now?',
  forWhom: 'User',
  consequencesLead: 'A new password has effects at once:',
  consequences: [
    'The user is signed out of all Google sessions. Android asks for a new sign-in; Google’s apps on iOS drop the account.',
    'Mail programs that sign in with OAuth, such as Apple Mail or Thunderbird, lose their access until the user signs in again. Expect app passwords to be revoked too.',
    'Devices that hold the password are refused until they are given the new one.',
  ],
  consequencesLink: 'Google’s page on password changes',
  cancel: 'Cancel',
  confirm: 'Rotate now',
};

export const accountsFr: typeof accountsEn = {
  lead: 'Qui a un mot de passe de ce service, où il en est, et que faire si quelque chose s’est mal passé. Les mots de passe eux-mêmes ne sont jamais affichés.',
  searchTitle: 'Trouver un utilisateur',
  query: 'Adresse ou ID de l’utilisateur',
  queryHint: 'Le début de l’adresse principale, ou l’ID complet.',
  status: 'État',
  everyStatus: 'Tous les états',
  search: 'Rechercher',
  results: 'Utilisateurs trouvés',
  loading: 'Chargement des utilisateurs…',
  more: 'Afficher plus',
  meaningsTitle: 'Ce que signifient les états',
  statuses: accountStatusesFr,
  question: 'Donner maintenant un nouveau mot de passe à cet utilisateur ?',
  forWhom: 'Utilisateur',
  consequencesLead: 'Un nouveau mot de passe a des effets immédiats :',
  consequences: [
    'Toutes les sessions Google de l’utilisateur prennent fin. Android demande une nouvelle connexion ; les applications Google sur iOS retirent le compte.',
    'Les logiciels de messagerie connectés par OAuth, comme Apple Mail ou Thunderbird, perdent leur accès jusqu’à une nouvelle connexion. Attendez-vous à ce que les mots de passe d’application soient révoqués aussi.',
    'Les appareils qui ont le mot de passe sont refusés jusqu’à ce qu’ils aient le nouveau.',
  ],
  consequencesLink: 'La page de Google sur les changements de mot de passe',
  cancel: 'Annuler',
  confirm: 'Renouveler maintenant',
};
