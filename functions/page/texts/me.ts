import { meDevicesEn, meDevicesFr } from './me-devices';

/**
 * What the server writes into the page `/me`. For people who know nothing of this service. A title has a hyphen
 * at which no line breaks.
 */
export const meEn = {
  title: 'Your password for Wi‑Fi and devices',
  purpose: 'For the Wi-Fi, and wherever a device or a program asks for your Google password.',
  loading: 'Loading…',
  needsScript: 'This page needs JavaScript. Please allow it for this address.',
  userName: 'User name',
  password: 'Password',
  hidden: 'hidden',
  show: 'Show password',
  copy: 'Copy',
  qrCode: 'QR code',
  qrCodeUse: 'Point the camera of your other device at it, then copy the text that it reads.',
  check: 'Check it now',
  checkWhy: 'Asks Google whether this password works.',
  renew: 'Make a new one',
  renewWhy: 'If somebody may have seen it, or if it does not work.',
  question: 'Make a new password now?',
  consequences: [
    'The present password stops working at once. Enter the new one on each device that uses it.',
    'Google signs you out of your devices and browsers. Sign in again there as usual.',
  ],
  cancel: 'Cancel',
  confirm: 'Make it now',
  devices: meDevicesEn,
  noProfile: {
    title: 'The file could not be made',
    text: 'Nothing was changed. Your password may just be changing, or the Wi-Fi network was taken off the list. Go back to your password and try again; if that does not help, ask your IT support.',
  },
  whereTitle: 'Where does it work?',
  works:
    'It works for the Wi-Fi, the VPN, printers and shared files that ask for your Google password. In a browser you do not need it: sign in there as usual.',
  worksNot:
    'It does not work in mail programs: Google no longer accepts a password there. Use the Gmail app, or choose “Sign in with Google” in the program.',
  refused: {
    identity: {
      title: 'This page is not for the account that you signed in with',
      text: 'It knows people by the main address of their organisation account. You may have signed in with a private account, or with a further or former address.',
      todo: 'Sign out of Google, then open this page again and sign in with your organisation account. If that does not help, ask your IT support.',
    },
    off: {
      title: 'Your organisation has switched this page off',
      text: 'No passwords are shown or changed here.',
      todo: 'If you need a password for the Wi-Fi or a device, ask your IT support.',
    },
    other: {
      title: 'This page could not be shown',
      text: 'Something went wrong in the service. Nothing was changed.',
      todo: 'Try again in a minute. If it happens again, give the number below to your IT support.',
    },
    again: 'Try again',
    number: 'Number of this request',
  },
};

export const meFr: typeof meEn = {
  title: 'Votre mot de passe pour le Wi‑Fi et les appareils',
  purpose:
    'Pour le Wi-Fi, et partout où un appareil ou un logiciel demande votre mot de passe Google.',
  loading: 'Chargement…',
  needsScript: 'Cette page a besoin de JavaScript. Veuillez l’autoriser pour cette adresse.',
  userName: 'Nom d’utilisateur',
  password: 'Mot de passe',
  hidden: 'masqué',
  show: 'Afficher le mot de passe',
  copy: 'Copier',
  qrCode: 'Code QR',
  qrCodeUse:
    'Visez-le avec l’appareil photo de votre autre appareil, puis copiez le texte qui s’affiche.',
  check: 'Vérifier maintenant',
  checkWhy: 'Demande à Google si ce mot de passe fonctionne.',
  renew: 'En créer un nouveau',
  renewWhy: 'Si quelqu’un a pu le voir, ou s’il ne fonctionne pas.',
  question: 'Créer un nouveau mot de passe maintenant ?',
  consequences: [
    'Le mot de passe actuel cesse aussitôt de fonctionner. Saisissez le nouveau sur chaque appareil qui l’utilise.',
    'Google vous déconnecte de vos appareils et de vos navigateurs. Reconnectez-vous-y comme d’habitude.',
  ],
  cancel: 'Annuler',
  confirm: 'Le créer maintenant',
  devices: meDevicesFr,
  noProfile: {
    title: 'Le fichier n’a pas pu être créé',
    text: 'Rien n’a été modifié. Votre mot de passe est peut-être en cours de modification, ou le réseau Wi-Fi a été retiré de la liste. Revenez à votre mot de passe et réessayez ; si cela ne suffit pas, adressez-vous au service informatique.',
  },
  whereTitle: 'Où fonctionne-t-il ?',
  works:
    'Il fonctionne pour le Wi-Fi, le VPN, les imprimantes et les fichiers partagés qui demandent votre mot de passe Google. Dans un navigateur, vous n’en avez pas besoin : connectez-vous-y comme d’habitude.',
  worksNot:
    'Il ne fonctionne pas dans les logiciels de messagerie : Google n’y accepte plus de mot de passe. Utilisez l’application Gmail, ou choisissez « Se connecter avec Google » dans le logiciel.',
  refused: {
    identity: {
      title: 'Cette page n’est pas destinée au compte avec lequel vous êtes connecté',
      text: 'Elle reconnaît chacun à l’adresse principale de son compte professionnel ou scolaire. Vous êtes peut-être connecté avec un compte personnel, ou avec une adresse secondaire ou ancienne.',
      todo: 'Déconnectez-vous de Google, rouvrez cette page et connectez-vous avec votre compte professionnel ou scolaire. Si cela ne suffit pas, adressez-vous au service informatique.',
    },
    off: {
      title: 'Votre organisation a désactivé cette page',
      text: 'Aucun mot de passe n’est affiché ni modifié ici.',
      todo: 'Si vous avez besoin d’un mot de passe pour le Wi-Fi ou un appareil, adressez-vous au service informatique.',
    },
    other: {
      title: 'Cette page n’a pas pu être affichée',
      text: 'Une erreur s’est produite dans le service. Rien n’a été modifié.',
      todo: 'Réessayez dans une minute. Si l’erreur se répète, communiquez le numéro ci-dessous au service informatique.',
    },
    again: 'Réessayer',
    number: 'Numéro de cette requête',
  },
};
