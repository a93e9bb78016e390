import { type SkipReason } from '../../domain/run-met';
import { type ProblemText } from './problems';

/** Why a run left the one user out whose password somebody wants proved. */
type Skipped = Readonly<
  Record<Exclude<SkipReason, 'has-password' | 'password-revoked' | 'devices'>, ProblemText>
>;

const skippedEn: Skipped = {
  'user-not-found': {
    what: 'Google finds no such user, so the password was not tried.',
    todo: 'Restore the user in the Admin console if the deletion was a mistake. Otherwise revoke the password.',
  },
  'admin-account': {
    what: 'The user is now a Google administrator. This service does not try administrators’ passwords.',
    todo: 'Remove the user’s administrator role, or revoke the password.',
  },
  'user-suspended': {
    what: 'The user is suspended or archived at Google, which then refuses every sign-in. The password was not tried.',
    todo: 'Restore the user in the Admin console, then prove the password again.',
  },
  'out-of-scope': {
    what: 'The user is outside the organisational units of the policy, so the password was not tried.',
    todo: 'Move the user, or change the policy.',
  },
  'other-workspace': {
    what: 'The password belongs to another Google Workspace than the connected one, so it was not tried.',
    todo: 'Connect that Workspace to prove it.',
  },
  'no-password': {
    what: 'This service has no password for this user any more.',
    todo: 'Issue one if the user needs one.',
  },
  'in-progress': {
    what: 'The password was being changed at that moment, so it was not tried.',
    todo: 'Prove it again in a minute.',
  },
  'too-many-refusals': {
    what: 'Google refused this user’s password four times within an hour. It was not tried again, because Google may lock users out.',
    todo: 'Rotate the password, or prove it again in an hour.',
  },
  'password-forgotten': {
    what: 'The stored copy of this password was destroyed, as the policy says, so there is nothing to prove it with.',
    todo: 'Rotate the password. The new one is proved automatically.',
  },
  'password-drifted': {
    what: 'Somebody else changed this user’s password at Google, so the stored one was not tried.',
    todo: 'Rotate the password. It is then proved by itself.',
  },
};

const skippedFr: Skipped = {
  'user-not-found': {
    what: 'Google ne trouve pas cet utilisateur : le mot de passe n’a pas été essayé.',
    todo: 'Restaurez l’utilisateur dans la console d’administration s’il a été supprimé par erreur. Sinon, révoquez le mot de passe.',
  },
  'admin-account': {
    what: 'L’utilisateur est désormais administrateur Google. Ce service n’essaie pas les mots de passe des administrateurs.',
    todo: 'Retirez-lui le rôle d’administrateur, ou révoquez le mot de passe.',
  },
  'user-suspended': {
    what: 'L’utilisateur est suspendu ou archivé chez Google, qui refuse alors toute connexion. Le mot de passe n’a pas été essayé.',
    todo: 'Restaurez l’utilisateur dans la console d’administration, puis contrôlez de nouveau le mot de passe.',
  },
  'out-of-scope': {
    what: 'L’utilisateur n’appartient pas aux unités organisationnelles de la politique : le mot de passe n’a pas été essayé.',
    todo: 'Déplacez l’utilisateur, ou modifiez la politique.',
  },
  'other-workspace': {
    what: 'Le mot de passe appartient à un autre domaine Google Workspace que celui qui est connecté : il n’a pas été essayé.',
    todo: 'Connectez ce domaine pour le contrôler.',
  },
  'no-password': {
    what: 'Ce service n’a plus de mot de passe pour cet utilisateur.',
    todo: 'Émettez-en un si l’utilisateur en a besoin.',
  },
  'in-progress': {
    what: 'Le mot de passe était en cours de modification à ce moment-là : il n’a pas été essayé.',
    todo: 'Contrôlez-le de nouveau dans une minute.',
  },
  'too-many-refusals': {
    what: 'Google a refusé quatre fois en une heure le mot de passe de cet utilisateur. Il n’a pas été essayé de nouveau, car Google peut bloquer l’utilisateur.',
    todo: 'Renouvelez le mot de passe, ou contrôlez-le de nouveau dans une heure.',
  },
  'password-forgotten': {
    what: 'La copie conservée de ce mot de passe a été détruite, selon la politique : rien ne permet plus de le contrôler.',
    todo: 'Renouvelez le mot de passe. Le nouveau sera contrôlé automatiquement.',
  },
  'password-drifted': {
    what: 'Quelqu’un d’autre a modifié le mot de passe de cet utilisateur chez Google : celui qui est conservé n’a pas été essayé.',
    todo: 'Renouvelez le mot de passe : il sera ensuite contrôlé automatiquement.',
  },
};

/** Proofs of one user’s password at Secure LDAP, on the page Users. */
export const proofsEn = {
  prove: 'Prove',
  proving: 'Proving…',
  notStarted: (why: string): string => `Not started. ${why}`,
  perhapsStarted: 'It is not known whether the proof started.',
  underWay: 'Trying the password at Google’s Secure LDAP…',
  works: 'The password works: Google accepted it.',
  refused: 'Google refused the password. What this means is below.',
  unknown: 'The proof had no result. The reason is below.',
  failed: {
    what: 'The proof had no result: there was no answer for this user. Nothing is known of the password.',
    todo: 'Prove it again in a few minutes. If this happens again, tell the operator of this service: its log has the reason.',
  },
  skipped: skippedEn,
  toLdap: 'See the checks of Secure LDAP',
  doubt: {
    message: (time: string): string =>
      `Google’s Secure LDAP refused the stored password on ${time}. Either somebody changed it at Google, or Google has not taken over a new one yet.`,
    fix: 'If it was set within the last hour, wait: this service proves it again by itself. Otherwise prove it again, and rotate it if Google refuses it again.',
  },
  noResult: (time: string, why: string): string =>
    `The proof on ${time} says nothing of the password. ${why}`,
  unknownReason: {
    message: 'The reason is one that this release does not know.',
    fix: 'Prove it again in a few minutes. If this happens again, tell the operator of this service.',
  },
};

export const proofsFr: typeof proofsEn = {
  prove: 'Contrôler',
  proving: 'Contrôle…',
  notStarted: (why) => `Le contrôle n’a pas démarré. ${why}`,
  perhapsStarted: 'Impossible de savoir si le contrôle a démarré.',
  underWay: 'Essai du mot de passe auprès du LDAP sécurisé de Google…',
  works: 'Le mot de passe fonctionne : Google l’a accepté.',
  refused: 'Google a refusé le mot de passe. L’explication figure ci-dessous.',
  unknown: 'Le contrôle n’a donné aucun résultat. La raison figure ci-dessous.',
  failed: {
    what: 'Le contrôle n’a donné aucun résultat : pas de réponse pour cet utilisateur. On ne sait rien du mot de passe.',
    todo: 'Recommencez le contrôle dans quelques minutes. Si le problème se reproduit, prévenez l’exploitant de ce service : son journal en indique la raison.',
  },
  skipped: skippedFr,
  toLdap: 'Voir les vérifications du LDAP sécurisé',
  doubt: {
    message: (time) =>
      `Le LDAP sécurisé de Google a refusé le mot de passe conservé, le ${time}. Soit quelqu’un l’a modifié chez Google, soit Google n’a pas encore pris en compte un nouveau mot de passe.`,
    fix: 'S’il a été défini il y a moins d’une heure, attendez : ce service le contrôle de nouveau automatiquement. Sinon, recommencez le contrôle, et renouvelez le mot de passe si Google le refuse encore.',
  },
  noResult: (time, why) => `Le contrôle du ${time} ne dit rien du mot de passe. ${why}`,
  unknownReason: {
    message: 'La raison est inconnue de cette version.',
    fix: 'Recommencez le contrôle dans quelques minutes. Si le problème se reproduit, prévenez l’exploitant de ce service.',
  },
};
