export const commonEn = {
  productName: 'Google Apps API',
  tagline: 'Google account passwords for clients that cannot sign in through SSO',
  pages: {
    label: 'Pages of this service',
    menu: 'Pages:',
    policy: 'Policy',
    networks: 'Wi-Fi and LDAP',
    rotation: 'Rotation',
    accounts: 'Users',
  },
  languages: 'Language',
  skipToContent: 'Skip to the content',
  roles: { manager: 'System Management', viewer: 'System Read Only' },
  signedInAs: 'Signed in as',
  role: 'Role',
  readOnlyReason:
    'Your role is System Read Only. You can view everything here. Changes require the role System Management.',
  done: 'Done',
  back: 'Back to Google Apps API',
  opensNewTab: '(opens in a new tab)',
  copy: 'Copy',
  clientId: 'Client ID',
  scope: 'Scope',
  needsScript:
    'This page needs JavaScript to show the connection and to save changes. Please allow it for this address.',
  apiDescription: 'API description (OpenAPI)',
  timesIn: (zone: string) => `Times are shown in this browser’s time zone, ${zone}.`,
};

export const commonFr: typeof commonEn = {
  productName: 'API Google Apps',
  tagline:
    'Mots de passe de comptes Google pour les clients qui ne prennent pas en charge l’authentification unique (SSO)',
  pages: {
    label: 'Pages de ce service',
    menu: 'Pages :',
    policy: 'Politique',
    networks: 'Wi-Fi et LDAP',
    rotation: 'Rotation',
    accounts: 'Utilisateurs',
  },
  languages: 'Langue',
  skipToContent: 'Aller au contenu',
  roles: { manager: 'Gestion du système', viewer: 'Lecture seule du système' },
  signedInAs: 'Connecté en tant que',
  role: 'Rôle',
  readOnlyReason:
    'Votre rôle est Lecture seule du système. Vous pouvez tout consulter ici. Le rôle Gestion du système est requis pour apporter des modifications.',
  done: 'Terminé',
  back: 'Retour à l’API Google Apps',
  opensNewTab: '(s’ouvre dans un nouvel onglet)',
  copy: 'Copier',
  clientId: 'ID client',
  scope: 'Champ d’application',
  needsScript:
    'Cette page a besoin de JavaScript pour afficher la connexion et enregistrer les modifications. Veuillez l’autoriser pour cette adresse.',
  apiDescription: 'Description de l’API (OpenAPI)',
  timesIn: (zone: string) =>
    `Les heures sont affichées dans le fuseau horaire de ce navigateur, ${zone}.`,
};
