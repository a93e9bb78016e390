import { type RunKind } from '../../domain/rotation/run';

/** A number of users in words; `shown` is the number as the reader writes it. */
type Counted = (count: number, shown: string) => string;

/** What a forecast says of one kind of run. */
type ByKind = {
  /** Who gets something, without an end mark. */
  readonly get: Counted;
  readonly getNone: string;
  readonly emptyUnit: string;
  /** On the button that starts. */
  readonly start: Counted;
};

const rotateEn: ByKind = {
  get: (count, shown) =>
    count === 1 ? '1 user gets a new password' : `${shown} users get a new password`,
  getNone: 'Nobody would get a new password.',
  emptyUnit:
    'In this unit nobody has a password. Check the path: it must be written as in the Admin console, capitals included.',
  start: (count, shown) => (count === 1 ? 'Rotate 1 user now' : `Rotate ${shown} users now`),
};

const issueEn: ByKind = {
  get: (count, shown) =>
    count === 1 ? '1 user gets a first password' : `${shown} users get a first password`,
  getNone: 'Nobody would get a first password.',
  emptyUnit:
    'In this unit nobody is without a password. Check the path: it must be written as in the Admin console, capitals included.',
  start: (count, shown) =>
    count === 1 ? 'Give 1 user a first password now' : `Give ${shown} users a first password now`,
};

const rotateFr: ByKind = {
  get: (count, shown) =>
    count < 2
      ? `${shown} utilisateur reçoit un nouveau mot de passe`
      : `${shown} utilisateurs reçoivent un nouveau mot de passe`,
  getNone: 'Personne ne recevrait de nouveau mot de passe.',
  emptyUnit:
    'Dans cette unité, personne n’a de mot de passe. Vérifiez le chemin : il doit être écrit comme dans la console d’administration, majuscules comprises.',
  start: (count, shown) =>
    count < 2
      ? `Renouveler ${shown} utilisateur maintenant`
      : `Renouveler ${shown} utilisateurs maintenant`,
};

const issueFr: ByKind = {
  get: (count, shown) =>
    count < 2
      ? `${shown} utilisateur reçoit un premier mot de passe`
      : `${shown} utilisateurs reçoivent un premier mot de passe`,
  getNone: 'Personne ne recevrait de premier mot de passe.',
  emptyUnit:
    'Dans cette unité, personne n’est sans mot de passe. Vérifiez le chemin : il doit être écrit comme dans la console d’administration, majuscules comprises.',
  start: (count, shown) =>
    count < 2
      ? `Donner un premier mot de passe à ${shown} utilisateur`
      : `Donner un premier mot de passe à ${shown} utilisateurs`,
};

/** What a new password does to a user, by the forecast's codes. */
const effectsEn: Readonly<Record<string, string>> = {
  'own-password-replaced': 'If they have a Google password of their own, this one takes its place.',
  'signed-out':
    'They are signed out everywhere, and have to sign in again on phones and computers.',
  'mail-access-revoked':
    'Mail programs that were allowed to read their mail (Apple Mail, Thunderbird) lose that permission.',
  'app-passwords-revoked': 'Their app passwords may stop working: Google’s pages say both.',
  'devices-need-it':
    'Devices that sign in with the password are refused until they are given the new one.',
};

const effectsFr: typeof effectsEn = {
  'own-password-replaced': 'S’ils ont leur propre mot de passe Google, celui-ci le remplace.',
  'signed-out':
    'Leurs sessions prennent fin partout ; ils doivent se reconnecter sur leurs téléphones et ordinateurs.',
  'mail-access-revoked':
    'Les logiciels de messagerie autorisés à lire leur courrier (Apple Mail, Thunderbird) perdent cet accès.',
  'app-passwords-revoked':
    'Leurs mots de passe d’application peuvent cesser de fonctionner : les pages de Google disent les deux.',
  'devices-need-it':
    'Les appareils qui se connectent avec le mot de passe sont refusés jusqu’à ce qu’ils aient le nouveau.',
};

/** What a run would do, before it is started. */
export const forecastEn = {
  title: 'Forecast',
  byKind: { rotate: rotateEn, issue: issueEn } satisfies Record<RunKind, ByKind>,
  users: (whoGets: string, duration: string) => `${whoGets}, in about ${duration}.`,
  atMost: (whoGets: string) => `At most: ${whoGets}`,
  atLeast: (whoGets: string) => `At least: ${whoGets}`,
  perhapsFewer:
    'There was no time to look at everybody, so some of these may yet be left alone: administrators, for one, always are.',
  perhapsMore: 'There was no time to look at everybody, so there may be more of them.',
  noneYet: 'Nobody yet, of those whom there was time to look at.',
  startAnyway: 'Start all the same',
  leftAlone: 'Left alone',
  effects: 'What it does to them',
  effectTexts: effectsEn,
  notSent:
    'They are not sent the new password: the service that sets up their devices reads it here.',
  effectsLink: 'Google’s page on password changes',
};

export const forecastFr: typeof forecastEn = {
  title: 'Prévision',
  byKind: { rotate: rotateFr, issue: issueFr },
  users: (whoGets, duration) => `${whoGets}, en ${duration} environ.`,
  atMost: (whoGets) => `Au plus : ${whoGets}`,
  atLeast: (whoGets) => `Au moins : ${whoGets}`,
  perhapsFewer:
    'Le temps a manqué pour les examiner tous : certains seront peut-être laissés tels quels, comme le sont toujours les administrateurs.',
  perhapsMore: 'Le temps a manqué pour les examiner tous : il y en a peut-être davantage.',
  noneYet: 'Personne encore, parmi ceux que l’on a eu le temps d’examiner.',
  startAnyway: 'Lancer quand même',
  leftAlone: 'Laissés tels quels',
  effects: 'Ce que cela change pour eux',
  effectTexts: effectsFr,
  notSent:
    'Le nouveau mot de passe ne leur est pas envoyé : le service qui configure leurs appareils le lit ici.',
  effectsLink: 'La page de Google sur les changements de mot de passe',
};
