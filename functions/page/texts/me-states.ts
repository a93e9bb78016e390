import { type MeAnswer } from '../../api/me';
import { type ProofAnswer } from '../../api/proof';

type Reason = NonNullable<MeAnswer['reason']>;

const reasonsEn: Record<Reason, string> = {
  'admin-account':
    'You are a Google administrator. This page never shows or changes the password of an administrator. Use another account for the Wi-Fi, or ask your IT support.',
  'user-suspended':
    'Your Google account is suspended, so you get no password here. Ask your IT support.',
  'out-of-scope':
    'Your organisation has not set up this password for you. If you need it, ask your IT support.',
};

const reasonsFr: typeof reasonsEn = {
  'admin-account':
    'Vous êtes administrateur Google. Cette page n’affiche et ne modifie jamais le mot de passe d’un administrateur. Utilisez un autre compte pour le Wi-Fi, ou adressez-vous au service informatique.',
  'user-suspended':
    'Votre compte Google est suspendu : vous n’obtenez pas de mot de passe ici. Adressez-vous au service informatique.',
  'out-of-scope':
    'Votre organisation n’a pas prévu ce mot de passe pour vous. Si vous en avez besoin, adressez-vous au service informatique.',
};

/** With a password that works there is nothing to do. */
type ProofText = { readonly what: string; readonly todo?: string };

const proofsEn: Record<ProofAnswer['result'], ProofText> = {
  works: { what: 'It works.' },
  refused: {
    what: 'Google does not accept it.',
    todo: 'If it was changed within the last hour, wait a little and check again. Otherwise, make a new one.',
  },
  unknown: {
    what: 'It could not be checked.',
    todo: 'Google did not say whether it works. Nothing was changed. Try again in a few minutes; if that does not help, ask your IT support.',
  },
};

const proofsFr: typeof proofsEn = {
  works: { what: 'Il fonctionne.' },
  refused: {
    what: 'Google ne l’accepte pas.',
    todo: 'S’il a été modifié il y a moins d’une heure, patientez un peu et vérifiez à nouveau. Sinon, créez-en un nouveau.',
  },
  unknown: {
    what: 'La vérification n’a pas abouti.',
    todo: 'Google n’a pas indiqué s’il fonctionne. Rien n’a été modifié. Réessayez dans quelques minutes ; si cela ne suffit pas, adressez-vous au service informatique.',
  },
};

/** What the script shows on the page `/me`. */
export const meStatesEn = {
  loading: 'Loading…',
  again: 'Try again',
  show: 'Show password',
  hide: 'Hide password',
  get: 'Get my password',
  yourPassword: 'Your password',
  group: (number: string, of: string) => `Group ${number} of ${of}:`,
  shown: 'Your password is shown.',
  hidden: 'Your password is hidden again.',
  hiddenIn: (seconds: string) => `Hidden again in ${seconds} s`,
  copied: 'Copied',
  selectedInstead:
    'This browser does not let the page copy. The password is selected: copy it yourself.',
  qrCodeOf: 'QR code of your password',
  none: 'You have no password yet. When you get one, it replaces the password of your Google account, if there is one.',
  takenBack:
    'Your password is no longer kept here. If you need one, get a new one: it replaces the present one.',
  doubt:
    'Your password is being changed at this moment. Show it to find out which one holds; that takes a few seconds.',
  drifted: (at: string, mayRenew: boolean) =>
    `Your Google password was changed elsewhere on ${at}, so the one kept here no longer works. ${mayRenew ? 'Make a new one.' : 'Ask your IT support for a new one.'}`,
  forgotten: (mayRenew: boolean) =>
    `For safety, the copy kept here was deleted. Your password still works where it is entered already. ${mayRenew ? 'To see one, make a new one.' : 'If you need it, ask your IT support for a new one.'}`,
  changedMeanwhile: 'Your password was changed. Show it to see the new one.',
  changedShown: 'Your password was changed. This is the new one: enter it on your devices.',
  issued: 'This is your password from now on.',
  renewed:
    'This is your new password. The one before no longer works: enter this one on your devices.',
  changesOn: (date: string) => `It changes by itself on ${date} at the earliest.`,
  changesNever: 'It does not change by itself.',
  changesSoon: 'A new one is due. It changes by itself when your organisation’s schedule lets it.',
  reasons: reasonsEn,
  checking: 'Checking…',
  proofs: proofsEn,
  checkedAt: (time: string) => `Checked on ${time}.`,
  making: 'Making it…',
  leftToday: (count: number, words: string) =>
    count === 1 ? 'You can do this once more today.' : `You can do this ${words} more times today.`,
  noneLeft: 'You can make no new password today.',
  noneLeftAsk: 'You can make no new password today. Ask your IT support for one.',
};

export const meStatesFr: typeof meStatesEn = {
  loading: 'Chargement…',
  again: 'Réessayer',
  show: 'Afficher le mot de passe',
  hide: 'Masquer le mot de passe',
  get: 'Obtenir mon mot de passe',
  yourPassword: 'Votre mot de passe',
  group: (number: string, of: string) => `Groupe ${number} sur ${of} :`,
  shown: 'Votre mot de passe est affiché.',
  hidden: 'Votre mot de passe est de nouveau masqué.',
  hiddenIn: (seconds: string) => `Masqué de nouveau dans ${seconds} s`,
  copied: 'Copié',
  selectedInstead:
    'Ce navigateur ne permet pas à la page de copier. Le mot de passe est sélectionné : copiez-le vous-même.',
  qrCodeOf: 'Code QR de votre mot de passe',
  none: 'Vous n’avez pas encore de mot de passe. Celui que vous obtenez ici remplace le mot de passe de votre compte Google, s’il y en a un.',
  takenBack:
    'Votre mot de passe n’est plus conservé ici. Si vous en avez besoin, obtenez-en un nouveau : il remplacera l’actuel.',
  doubt:
    'Votre mot de passe est en cours de modification. Affichez-le pour savoir lequel est valable ; cela prend quelques secondes.',
  drifted: (at: string, mayRenew: boolean) =>
    `Votre mot de passe Google a été modifié ailleurs le ${at} : celui qui est conservé ici ne fonctionne plus. ${mayRenew ? 'Créez-en un nouveau.' : 'Demandez-en un nouveau au service informatique.'}`,
  forgotten: (mayRenew: boolean) =>
    `Par sécurité, la copie conservée ici a été supprimée. Votre mot de passe fonctionne encore là où il est déjà saisi. ${mayRenew ? 'Pour en voir un, créez-en un nouveau.' : 'Si vous en avez besoin, demandez-en un nouveau au service informatique.'}`,
  changedMeanwhile: 'Votre mot de passe a été modifié. Affichez-le pour voir le nouveau.',
  changedShown:
    'Votre mot de passe a été modifié. Voici le nouveau : saisissez-le sur vos appareils.',
  issued: 'Voici votre mot de passe à partir de maintenant.',
  renewed:
    'Voici votre nouveau mot de passe. Le précédent ne fonctionne plus : saisissez celui-ci sur vos appareils.',
  changesOn: (date: string) => `Il changera automatiquement, au plus tôt le ${date}.`,
  changesNever: 'Il ne change pas automatiquement.',
  changesSoon:
    'Un nouveau est attendu. Il changera automatiquement dès que le calendrier de votre organisation le permettra.',
  reasons: reasonsFr,
  checking: 'Vérification…',
  proofs: proofsFr,
  checkedAt: (time: string) => `Vérifié le ${time}.`,
  making: 'Création…',
  leftToday: (count: number, words: string) =>
    count === 1
      ? 'Vous pouvez le faire encore une fois aujourd’hui.'
      : `Vous pouvez le faire encore ${words} fois aujourd’hui.`,
  noneLeft: 'Vous ne pouvez pas créer de nouveau mot de passe aujourd’hui.',
  noneLeftAsk:
    'Vous ne pouvez pas créer de nouveau mot de passe aujourd’hui. Demandez-en un au service informatique.',
};
