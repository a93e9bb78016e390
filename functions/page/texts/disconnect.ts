export const disconnectEn = {
  title: 'Disconnect',
  lead: 'Ends this service’s access to your Google Workspace.',
  button: 'Disconnect…',
  question: 'Disconnect from Google?',
  consequences: [
    'The stored key is destroyed, and nothing is issued, rotated or taken back any more. What is under way ends.',
    'Passwords that were issued stay valid at Google and stay kept here. To scramble them, take them back before you disconnect.',
    'The authorisation in the Admin console and the service account stay as they are: remove them there.',
    'To connect again, do panel 3 again with a key file.',
  ],
  confirm: 'Disconnect now',
  cancel: 'Cancel',
  working: 'Disconnecting…',
  done: 'Disconnected. The key was destroyed.',
  nothing: 'Nothing is connected.',
};

export const disconnectFr: typeof disconnectEn = {
  title: 'Déconnexion',
  lead: 'Met fin à l’accès de ce service à votre domaine Google Workspace.',
  button: 'Déconnecter…',
  question: 'Se déconnecter de Google ?',
  consequences: [
    'La clé conservée est détruite, et plus rien n’est émis, renouvelé ni retiré. Ce qui est en cours s’arrête.',
    'Les mots de passe déjà émis restent valables chez Google et restent conservés ici. Pour les rendre inutilisables, retirez-les avant de vous déconnecter.',
    'L’autorisation dans la console d’administration et le compte de service restent en place : supprimez-les là-bas.',
    'Pour vous reconnecter, refaites le volet 3 avec un fichier de clé.',
  ],
  confirm: 'Déconnecter maintenant',
  cancel: 'Annuler',
  working: 'Déconnexion…',
  done: 'Déconnecté. La clé a été détruite.',
  nothing: 'Rien n’est connecté.',
};
