import { type RunKind } from '../../domain/runs/run';

/** A number of users in words. `shown` is the number in the reader's format. */
type Counted = (count: number, shown: string) => string;

/** The texts of a forecast for one kind of run. */
type ByKind = {
  /** Who gets a password, without a full stop. */
  readonly get: Counted;
  readonly getNone: string;
  readonly emptyUnit: string;
  /** The label of the start button. */
  readonly start: Counted;
};

const rotateEn: ByKind = {
  get: (count, shown) =>
    count === 1 ? '1 user gets a new password' : `${shown} users get a new password`,
  getNone: 'No user would get a new password.',
  emptyUnit:
    'No user in this unit has a password. Check that the path is spelled as in the Admin console, capitals included.',
  start: (count, shown) => (count === 1 ? 'Rotate 1 user now' : `Rotate ${shown} users now`),
};

const issueEn: ByKind = {
  get: (count, shown) =>
    count === 1 ? '1 user gets a first password' : `${shown} users get a first password`,
  getNone: 'No user would get a first password.',
  emptyUnit:
    'Every user in this unit has a password. Check that the path is spelled as in the Admin console, capitals included.',
  start: (count, shown) =>
    count === 1 ? 'Give 1 user a first password now' : `Give ${shown} users a first password now`,
};

const proveEn: ByKind = {
  get: (count, shown) =>
    count === 1 ? '1 user’s password is proved' : `${shown} users’ passwords are proved`,
  getNone: 'No password would be proved.',
  emptyUnit:
    'No user in this unit has a password. Check that the path is spelled as in the Admin console, capitals included.',
  start: (count, shown) =>
    count === 1 ? 'Prove 1 user’s password now' : `Prove ${shown} users’ passwords now`,
};

const rotateFr: ByKind = {
  get: (count, shown) =>
    count < 2
      ? `${shown} utilisateur reçoit un nouveau mot de passe`
      : `${shown} utilisateurs reçoivent un nouveau mot de passe`,
  getNone: 'Aucun utilisateur ne recevrait de nouveau mot de passe.',
  emptyUnit:
    'Aucun utilisateur de cette unité n’a de mot de passe. Vérifiez que le chemin est écrit comme dans la console d’administration, majuscules comprises.',
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
  getNone: 'Aucun utilisateur ne recevrait de premier mot de passe.',
  emptyUnit:
    'Tous les utilisateurs de cette unité ont un mot de passe. Vérifiez que le chemin est écrit comme dans la console d’administration, majuscules comprises.',
  start: (count, shown) =>
    count < 2
      ? `Attribuer un premier mot de passe à ${shown} utilisateur`
      : `Attribuer un premier mot de passe à ${shown} utilisateurs`,
};

const proveFr: ByKind = {
  get: (count, shown) =>
    count < 2
      ? `Le mot de passe de ${shown} utilisateur est contrôlé`
      : `Les mots de passe de ${shown} utilisateurs sont contrôlés`,
  getNone: 'Aucun mot de passe ne serait contrôlé.',
  emptyUnit:
    'Aucun utilisateur de cette unité n’a de mot de passe. Vérifiez que le chemin est écrit comme dans la console d’administration, majuscules comprises.',
  start: (count, shown) =>
    count < 2
      ? `Contrôler le mot de passe de ${shown} utilisateur`
      : `Contrôler les mots de passe de ${shown} utilisateurs`,
};

/** What a new password does to a user, by the forecast's codes. */
const effectsEn: Readonly<Record<string, string>> = {
  'own-password-replaced': 'This password replaces any Google password of their own.',
  'signed-out': 'They are signed out everywhere and must sign in again on phones and computers.',
  'mail-access-revoked':
    'Mail apps with access to their mail (Apple Mail, Thunderbird) lose that access.',
  'app-passwords-revoked':
    'Their app passwords may stop working. Google’s help pages disagree on this.',
  'devices-need-it':
    'Google refuses devices that sign in with the password until they get the new one.',
};

const effectsFr: typeof effectsEn = {
  'own-password-replaced':
    'Ce mot de passe remplace leur propre mot de passe Google, s’ils en ont un.',
  'signed-out':
    'Ils sont déconnectés partout et doivent se reconnecter sur leurs téléphones et ordinateurs.',
  'mail-access-revoked':
    'Les applications de messagerie qui ont accès à leurs e-mails (Apple Mail, Thunderbird) perdent cet accès.',
  'app-passwords-revoked':
    'Leurs mots de passe d’application peuvent cesser de fonctionner. Les pages d’aide de Google se contredisent sur ce point.',
  'devices-need-it':
    'Google refuse les appareils qui se connectent avec le mot de passe jusqu’à ce qu’ils reçoivent le nouveau.',
};

/** What a run would do, before it is started. */
export const forecastEn = {
  title: 'Forecast',
  byKind: { rotate: rotateEn, issue: issueEn, prove: proveEn } satisfies Record<RunKind, ByKind>,
  users: (whoGets: string, duration: string) => `${whoGets}, in about ${duration}.`,
  atMost: (whoGets: string) => `At most: ${whoGets}`,
  atLeast: (whoGets: string) => `At least: ${whoGets}`,
  perhapsFewer:
    'There was not enough time to check every user. The run may skip some of them: it always skips administrators, for example.',
  perhapsMore: 'There was not enough time to check every user, so there may be more.',
  noneYet: 'None so far, among the users checked in the available time.',
  startAnyway: 'Start anyway',
  leftAlone: 'Skipped',
  effects: 'Effects on these users',
  effectTexts: effectsEn,
  notSent:
    'The new password is not sent to them. The service that sets up their devices reads it here.',
  effectsLink: 'Google’s page on password changes',
};

export const forecastFr: typeof forecastEn = {
  title: 'Prévision',
  byKind: { rotate: rotateFr, issue: issueFr, prove: proveFr },
  users: (whoGets, duration) => `${whoGets}, en ${duration} environ.`,
  atMost: (whoGets) => `Au plus : ${whoGets}`,
  atLeast: (whoGets) => `Au moins : ${whoGets}`,
  perhapsFewer:
    'Le temps a manqué pour vérifier tous les utilisateurs. Certains seront peut-être ignorés, comme le sont toujours les administrateurs.',
  perhapsMore:
    'Le temps a manqué pour vérifier tous les utilisateurs : il y en a peut-être davantage.',
  noneYet: 'Aucun pour l’instant, parmi les utilisateurs vérifiés dans le temps disponible.',
  startAnyway: 'Lancer quand même',
  leftAlone: 'Ignorés',
  effects: 'Effets pour ces utilisateurs',
  effectTexts: effectsFr,
  notSent:
    'Le nouveau mot de passe ne leur est pas envoyé. Le service qui configure leurs appareils le lit ici.',
  effectsLink: 'Page de Google sur les changements de mot de passe',
};
