export const noticeEn = {
  title: 'Read this first: Google has turned off password sign-in for Google Sync',
  lead: 'Google Sync is Google’s implementation of Exchange ActiveSync. According to Google, Workspace accounts no longer support it, and Gmail, Calendar and Contacts clients (IMAP, POP, SMTP, CalDAV, CardDAV) no longer accept the account password either. This service cannot change that: where Google refuses passwords, an issued password does not connect a phone’s mail.',
  link: 'Google’s page on this change',
  stillGoodTitle: 'Where an issued password still works',
  stillGood: [
    'Google’s own sign-in page, for users who have no SSO profile or who are outside its network mask.',
    'Adding an account on a Chromebook or an Android device where SSO does not apply, and unlocking ChromeOS or Windows (Google Credential Provider) offline.',
    'Closing a gap: in a domain with SSO, an unknown random password replaces old passwords. Old passwords would work again if SSO were turned off.',
  ],
  appPasswords:
    'App passwords are the exception that Google names. Only the user can create one, with 2-step verification turned on. No API can create one.',
  rotationTitle: 'What a new password does to a user',
  rotation: [
    'All of the user’s Google sessions end. Android asks the user to sign in again. Google’s apps on iOS remove the account.',
    'Mail apps that sign in with OAuth, such as Apple Mail or Thunderbird, lose access until the user signs in again. Expect app passwords to be revoked too.',
    'With a rotation every 30 days this happens to each user once a month. Try it on a pilot organisational unit first.',
  ],
  rotationLink: 'Google’s page on password changes',
  neverTouched:
    'This service never changes the passwords of administrators, of suspended or archived users, or of users outside the scope of the policy.',
};

export const noticeFr: typeof noticeEn = {
  title: 'À lire d’abord : Google a désactivé la connexion par mot de passe de Google Sync',
  lead: 'Google Sync est l’implémentation d’Exchange ActiveSync par Google. Selon Google, les comptes Workspace ne le prennent plus en charge, et les clients Gmail, Agenda et Contacts (IMAP, POP, SMTP, CalDAV, CardDAV) n’acceptent plus non plus le mot de passe du compte. Ce service ne peut rien y changer : là où Google refuse les mots de passe, un mot de passe émis ne connecte pas la messagerie d’un téléphone.',
  link: 'Page de Google sur ce changement',
  stillGoodTitle: 'Où un mot de passe émis fonctionne encore',
  stillGood: [
    'Sur la page de connexion de Google, pour les utilisateurs sans profil SSO ou situés hors de son masque de réseau.',
    'Pour ajouter un compte sur un Chromebook ou un appareil Android auquel l’authentification unique ne s’applique pas, et pour déverrouiller ChromeOS ou Windows (Google Credential Provider) hors connexion.',
    'Pour combler une faille : dans un domaine avec authentification unique, un mot de passe aléatoire inconnu remplace les anciens. Ceux-ci fonctionneraient de nouveau si l’authentification unique était désactivée.',
  ],
  appPasswords:
    'Google cite une exception : les mots de passe d’application. Seul l’utilisateur peut en créer, une fois la validation en deux étapes activée. Aucune API ne le permet.',
  rotationTitle: 'Conséquences d’un nouveau mot de passe pour l’utilisateur',
  rotation: [
    'Toutes ses sessions Google prennent fin. Android lui demande de se reconnecter. Les applications Google sur iOS suppriment le compte.',
    'Les applications de messagerie connectées via OAuth, comme Apple Mail ou Thunderbird, perdent leur accès jusqu’à ce que l’utilisateur se reconnecte. Attendez-vous également à la révocation des mots de passe d’application.',
    'Avec une rotation tous les 30 jours, cela se produit une fois par mois pour chaque utilisateur. Faites d’abord un essai sur une unité organisationnelle pilote.',
  ],
  rotationLink: 'Page de Google sur les changements de mot de passe',
  neverTouched:
    'Ce service ne modifie jamais les mots de passe des administrateurs, des utilisateurs suspendus ou archivés, ni des utilisateurs hors du périmètre de la politique.',
};
