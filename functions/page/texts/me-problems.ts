import { type ProblemCode } from '../../api/problem';
import { type ProblemText } from './problems';

/** Problems of other functions, and of a page that sends no body. */
type Elsewhere =
  | 'invalid-request'
  | 'forbidden-role'
  | 'configuration-changed'
  | 'invalid-state'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'rotation-waits'
  | 'no-network'
  | 'too-many-devices';

type MeProblem = Exclude<ProblemCode, Elsewhere> | 'no-answer' | 'signed-out' | 'unreadable-answer';

const askSupportEn = 'Ask your IT support.';
const inAMomentEn = 'Try again in a few seconds.';
const inMinutesEn = 'Try again in a few minutes. If it does not help, ask your IT support.';

const notSetUpEn = {
  what: 'Your organisation’s connection to Google does not work at the moment.',
  todo: 'Ask your IT support: an administrator has to mend it.',
};
const noGoogleEn = { what: 'Google does not answer.', todo: inMinutesEn };
const olderPageEn = {
  what: 'This page is older than the service. Nothing was changed.',
  todo: 'Reload the page.',
};
const noCheckEn = {
  what: 'Passwords cannot be checked here at the moment. Yours was not changed.',
  todo: askSupportEn,
};

const problemsEn: Record<MeProblem, ProblemText> = {
  'forbidden-identity': {
    what: 'This page is not for the account that you are signed in with now.',
    todo: 'Reload the page and sign in with the main address of your organisation account.',
  },
  'forbidden-origin': {
    what: 'The request seemed to come from another site, so it was refused. Nothing was changed.',
    todo: 'Open this page at its own address and try again.',
  },
  'self-service-off': {
    what: 'Your organisation has switched this page off. Nothing was changed.',
    todo: askSupportEn,
  },
  'admin-account': {
    what: 'You are a Google administrator. This page never shows or changes the password of an administrator.',
    todo: 'Use another account for the Wi-Fi, or ask your IT support.',
  },
  'user-suspended': { what: 'Your Google account is suspended.', todo: askSupportEn },
  'out-of-scope': {
    what: 'Your organisation has not set up this password for you.',
    todo: askSupportEn,
  },
  'user-not-found': {
    what: 'Google does not find your account in this organisation.',
    todo: 'Reload the page and sign in with your organisation account. If it is new, try again in a few minutes.',
  },
  'other-workspace': {
    what: 'Your password belongs to another organisation than the one that is connected now, so it is not shown.',
    todo: askSupportEn,
  },
  'no-password': {
    what: 'You have no password yet. Nothing was changed.',
    todo: 'Reload the page, then get one.',
  },
  'password-forgotten': {
    what: 'The copy kept here was deleted. Your password still works where it is entered already.',
    todo: 'To see one, make a new one.',
  },
  'password-drifted': {
    what: 'Your Google password was changed elsewhere, so the one kept here no longer works.',
    todo: 'Make a new one.',
  },
  'not-found': olderPageEn,
  'method-not-allowed': olderPageEn,
  'not-configured': notSetUpEn,
  'configuration-failing': notSetUpEn,
  'directory-refused': {
    what: 'Google refused the change.',
    todo: 'Try again. If it does not help, ask your IT support.',
  },
  'in-progress': {
    what: 'Your password is being changed in another window or by your organisation.',
    todo: inAMomentEn,
  },
  'outcome-unknown': {
    what: 'It is not known yet whether Google has taken the new password. Nothing is lost.',
    todo: inAMomentEn,
  },
  'user-not-ready': { what: 'Google is still setting up your account.', todo: inMinutesEn },
  'too-many-rotations': {
    what: 'You can make no new password today. Nothing was changed.',
    todo: 'If you need one, ask your IT support.',
  },
  'secure-ldap-not-configured': noCheckEn,
  'secure-ldap-failing': noCheckEn,
  'quota-exceeded': {
    what: 'Google accepts no more requests at the moment.',
    todo: 'Try again in a minute.',
  },
  'google-unavailable': noGoogleEn,
  internal: {
    what: 'Something went wrong in the service.',
    todo: 'Try again. If it happens again, give the number below to your IT support.',
  },
  'no-answer': {
    what: 'There was no answer: the connection is interrupted, or the answer took too long.',
    todo: 'Check your connection and try again. Nothing is lost.',
  },
  'signed-out': { what: 'Your sign-in has expired.', todo: 'Reload the page and sign in again.' },
  'unreadable-answer': {
    what: 'The answer did not come from the service, but from something in between.',
    todo: 'Try again in a minute. On a guest Wi-Fi, sign in there first.',
  },
};

const askSupportFr = 'Adressez-vous au service informatique.';
const inAMomentFr = 'Réessayez dans quelques secondes.';
const inMinutesFr =
  'Réessayez dans quelques minutes. Si cela ne suffit pas, adressez-vous au service informatique.';

const notSetUpFr = {
  what: 'La connexion de votre organisation à Google ne fonctionne pas pour le moment.',
  todo: 'Adressez-vous au service informatique : un administrateur doit la rétablir.',
};
const noGoogleFr = { what: 'Google ne répond pas.', todo: inMinutesFr };
const olderPageFr = {
  what: 'Cette page est plus ancienne que le service. Rien n’a été modifié.',
  todo: 'Rechargez la page.',
};
const noCheckFr = {
  what: 'Les mots de passe ne peuvent pas être vérifiés ici pour le moment. Le vôtre n’a pas été modifié.',
  todo: askSupportFr,
};

const problemsFr: typeof problemsEn = {
  'forbidden-identity': {
    what: 'Cette page n’est pas destinée au compte avec lequel vous êtes maintenant connecté.',
    todo: 'Rechargez la page et connectez-vous avec l’adresse principale de votre compte professionnel ou scolaire.',
  },
  'forbidden-origin': {
    what: 'La requête semblait provenir d’un autre site : elle a été refusée. Rien n’a été modifié.',
    todo: 'Ouvrez cette page à sa propre adresse et réessayez.',
  },
  'self-service-off': {
    what: 'Votre organisation a désactivé cette page. Rien n’a été modifié.',
    todo: askSupportFr,
  },
  'admin-account': {
    what: 'Vous êtes administrateur Google. Cette page n’affiche et ne modifie jamais le mot de passe d’un administrateur.',
    todo: 'Utilisez un autre compte pour le Wi-Fi, ou adressez-vous au service informatique.',
  },
  'user-suspended': { what: 'Votre compte Google est suspendu.', todo: askSupportFr },
  'out-of-scope': {
    what: 'Votre organisation n’a pas prévu ce mot de passe pour vous.',
    todo: askSupportFr,
  },
  'user-not-found': {
    what: 'Google ne trouve pas votre compte dans cette organisation.',
    todo: 'Rechargez la page et connectez-vous avec votre compte professionnel ou scolaire. S’il est nouveau, réessayez dans quelques minutes.',
  },
  'other-workspace': {
    what: 'Votre mot de passe appartient à une autre organisation que celle qui est connectée maintenant : il n’est pas affiché.',
    todo: askSupportFr,
  },
  'no-password': {
    what: 'Vous n’avez pas encore de mot de passe. Rien n’a été modifié.',
    todo: 'Rechargez la page, puis obtenez-en un.',
  },
  'password-forgotten': {
    what: 'La copie conservée ici a été supprimée. Votre mot de passe fonctionne encore là où il est déjà saisi.',
    todo: 'Pour en voir un, créez-en un nouveau.',
  },
  'password-drifted': {
    what: 'Votre mot de passe Google a été modifié ailleurs : celui qui est conservé ici ne fonctionne plus.',
    todo: 'Créez-en un nouveau.',
  },
  'not-found': olderPageFr,
  'method-not-allowed': olderPageFr,
  'not-configured': notSetUpFr,
  'configuration-failing': notSetUpFr,
  'directory-refused': {
    what: 'Google a refusé la modification.',
    todo: 'Réessayez. Si cela ne suffit pas, adressez-vous au service informatique.',
  },
  'in-progress': {
    what: 'Votre mot de passe est en cours de modification, dans une autre fenêtre ou par votre organisation.',
    todo: inAMomentFr,
  },
  'outcome-unknown': {
    what: 'On ne sait pas encore si Google a pris le nouveau mot de passe. Rien n’est perdu.',
    todo: inAMomentFr,
  },
  'user-not-ready': { what: 'Google finit de préparer votre compte.', todo: inMinutesFr },
  'too-many-rotations': {
    what: 'Vous ne pouvez pas créer de nouveau mot de passe aujourd’hui. Rien n’a été modifié.',
    todo: 'S’il vous en faut un, adressez-vous au service informatique.',
  },
  'secure-ldap-not-configured': noCheckFr,
  'secure-ldap-failing': noCheckFr,
  'quota-exceeded': {
    what: 'Google n’accepte plus de requêtes pour le moment.',
    todo: 'Réessayez dans une minute.',
  },
  'google-unavailable': noGoogleFr,
  internal: {
    what: 'Une erreur s’est produite dans le service.',
    todo: 'Réessayez. Si l’erreur se répète, communiquez le numéro ci-dessous au service informatique.',
  },
  'no-answer': {
    what: 'Il n’y a pas eu de réponse : la connexion est interrompue, ou la réponse a trop tardé.',
    todo: 'Vérifiez votre connexion et réessayez. Rien n’est perdu.',
  },
  'signed-out': {
    what: 'Votre session a expiré.',
    todo: 'Rechargez la page et reconnectez-vous.',
  },
  'unreadable-answer': {
    what: 'La réponse ne vient pas du service, mais d’un intermédiaire.',
    todo: 'Réessayez dans une minute. Sur un Wi-Fi invité, identifiez-vous d’abord.',
  },
};

/** Problems in the words of people who know nothing of this service. No call has fields of theirs. */
export const meProblemsEn = {
  byCode: problemsEn,
  requestId: 'Number of this request:',
  fields: {},
};

export const meProblemsFr: typeof meProblemsEn = {
  byCode: problemsFr,
  requestId: 'Numéro de cette requête :',
  fields: {},
};
