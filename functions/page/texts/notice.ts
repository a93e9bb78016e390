export const noticeEn = {
  title: 'Read this first: Google has switched password sign-in for Google Sync off',
  lead: 'Google Sync is Google’s Exchange ActiveSync. Google says that Workspace accounts no longer support it, and that Gmail, Calendar and Contacts clients (IMAP, POP, SMTP, CalDAV, CardDAV) no longer take the account’s password either. This service can’t bring that back: where Google refuses passwords, an issued password won’t connect a phone’s mail.',
  link: 'Google’s own page on this',
  stillGoodTitle: 'What an issued password is still good for',
  stillGood: [
    'Google’s own sign-in page, for users whom no SSO profile covers or who are outside its network mask.',
    'Adding an account on a Chromebook or an Android device where SSO does not apply, and unlocking ChromeOS or Windows (Google Credential Provider) offline.',
    'Closing a gap: in a domain with SSO, an unknown random password replaces old ones that would work again if SSO were ever switched off.',
  ],
  appPasswords:
    'App passwords are the exception that Google names. Only the user can create one, with 2-step verification on; no API can.',
  rotationTitle: 'What a new password does to a user',
  rotation: [
    'It ends all their Google sessions. Android asks for a new sign-in; Google’s apps on iOS drop the account.',
    'Mail apps that sign in with OAuth, such as Apple Mail or Thunderbird, lose their access until the user signs in again. Expect app passwords to be revoked too.',
    'With a rotation every 30 days this happens to each user once a month. Try it on a pilot organisational unit first.',
  ],
  rotationLink: 'Google’s page on password changes',
  neverTouched:
    'Administrators, suspended and archived users, and users out of scope are never touched.',
};

export const noticeFr: typeof noticeEn = {
  title: 'À lire d’abord : Google a désactivé la connexion par mot de passe de Google Sync',
  lead: 'Google Sync est l’Exchange ActiveSync de Google. Google indique que les comptes Workspace ne le prennent plus en charge, et que les clients de Gmail, Agenda et Contacts (IMAP, POP, SMTP, CalDAV, CardDAV) n’acceptent plus non plus le mot de passe du compte. Ce service ne peut pas y remédier : là où Google refuse les mots de passe, un mot de passe émis ne connectera pas la messagerie d’un téléphone.',
  link: 'La page de Google à ce sujet',
  stillGoodTitle: 'À quoi sert encore un mot de passe émis',
  stillGood: [
    'À la page de connexion de Google, pour les utilisateurs qu’aucun profil SSO ne couvre ou qui sont hors de son masque réseau.',
    'À ajouter un compte sur un Chromebook ou un appareil Android où le SSO ne s’applique pas, et à déverrouiller hors ligne ChromeOS ou Windows (Google Credential Provider).',
    'À combler une faille : dans un domaine avec SSO, un mot de passe aléatoire inconnu remplace les anciens, qui fonctionneraient à nouveau si le SSO était un jour désactivé.',
  ],
  appPasswords:
    'Les mots de passe d’application sont l’exception que cite Google. Seul l’utilisateur peut en créer, avec la validation en deux étapes ; aucune API ne le peut.',
  rotationTitle: 'Ce qu’un nouveau mot de passe change pour un utilisateur',
  rotation: [
    'Toutes ses sessions Google prennent fin. Android demande une nouvelle connexion ; les applications Google sur iOS retirent le compte.',
    'Les applications de messagerie connectées par OAuth, comme Apple Mail ou Thunderbird, perdent leur accès jusqu’à une nouvelle connexion. Attendez-vous à ce que les mots de passe d’application soient révoqués aussi.',
    'Avec une rotation tous les 30 jours, cela arrive à chaque utilisateur une fois par mois. Essayez d’abord sur une unité organisationnelle pilote.',
  ],
  rotationLink: 'La page de Google sur les changements de mot de passe',
  neverTouched:
    'Les administrateurs, les utilisateurs suspendus ou archivés et ceux hors du périmètre ne sont jamais touchés.',
};
