export const disconnectEn = {
  title: 'Disconnect',
  lead: 'Ends this service’s access to your Google Workspace.',
  button: 'Disconnect…',
  question: 'Disconnect from Google?',
  consequences: [
    'This service destroys the stored key and, if there are any, the certificate and key of Secure LDAP. It no longer issues, rotates or revokes passwords. Active runs end.',
    'Issued passwords stay valid at Google and remain stored here. To make them unusable, revoke them before you disconnect.',
    'The authorisation or the role in the Admin console remains, and so does the service account. Remove them in Google’s consoles.',
    'To connect again, save a key file in panel 3.',
  ],
  confirm: 'Disconnect now',
  cancel: 'Cancel',
  working: 'Disconnecting…',
  done: 'Disconnected. The key is destroyed.',
  nothing: 'No connection is saved.',
};

export const disconnectFr: typeof disconnectEn = {
  title: 'Déconnexion',
  lead: 'Met fin à l’accès de ce service à votre domaine Google Workspace.',
  button: 'Déconnecter…',
  question: 'Se déconnecter de Google ?',
  consequences: [
    'Ce service détruit la clé enregistrée, ainsi que, s’ils existent, le certificat et la clé du LDAP sécurisé. Il n’émet, ne renouvelle et ne révoque plus aucun mot de passe. Les opérations en cours s’arrêtent.',
    'Les mots de passe déjà émis restent valables chez Google et conservés ici. Pour les rendre inutilisables, révoquez-les avant de vous déconnecter.',
    'L’autorisation ou le rôle dans la console d’administration et le compte de service restent en place. Supprimez-les dans les consoles Google.',
    'Pour vous reconnecter, enregistrez un fichier de clé dans le volet 3.',
  ],
  confirm: 'Déconnecter maintenant',
  cancel: 'Annuler',
  working: 'Déconnexion…',
  done: 'Déconnecté. La clé est détruite.',
  nothing: 'Aucune connexion n’est enregistrée.',
};
