import {
  ACCOUNT_FAILURES_IN_ENGLISH,
  type AccountFailureTexts,
} from '../../domain/account-failures';

/** What happened to an account and what to do, by `lastFailure.code`; `failureTextIn` finds the text. */
export const accountFailuresEn: AccountFailureTexts = ACCOUNT_FAILURES_IN_ENGLISH;

const rotateNow = 'Renouvelez cet utilisateur maintenant.';
const byItself = {
  fix: 'Rien : un nouvel essai aura lieu tout seul.',
  fixIfParked: rotateNow,
};

export const accountFailuresFr: AccountFailureTexts = {
  byCode: {
    'user-not-found': {
      message:
        'Google ne connaît pas cet utilisateur dans le domaine connecté : il a été supprimé, ou a quitté ce domaine.',
      fix: 'Un utilisateur supprimé peut être restauré dans la console d’administration pendant 20 jours. S’il est parti pour de bon, retirez ensuite le mot de passe en le désignant par son identifiant : il est alors oublié.',
    },
    'admin-account': {
      message:
        'L’utilisateur est maintenant administrateur chez Google, et un administrateur n’est jamais touché.',
      fix: 'Retirez-lui le rôle d’administrateur, ou retirez le mot de passe.',
    },
    'user-suspended': {
      message: 'L’utilisateur est suspendu ou archivé chez Google.',
      fix: 'Restaurez-le dans la console d’administration, ou laissez-le tel quel : le mot de passe sera renouvelé quand il sera de retour.',
      fixIfParked: 'Restaurez-le dans la console d’administration, puis renouvelez-le maintenant.',
    },
    'out-of-scope': {
      message: 'L’utilisateur est hors des unités organisationnelles que nomme la politique.',
      fix: 'Déplacez l’utilisateur, ou modifiez la politique.',
    },
    'other-workspace': {
      message:
        'Le mot de passe appartient à un autre Google Workspace que celui qui est connecté. Il n’est ni communiqué ni modifié.',
      fix: 'Reconnectez ce Workspace, ou faites oublier ses mots de passe : sur la page API Google Apps, ou par DELETE /v1/accounts?customerId=….',
    },
    'no-password': {
      message: 'L’utilisateur n’a pas de mot de passe de ce service.',
      fix: 'Émettez-en un, s’il doit en avoir un.',
    },
    'not-authorized': {
      message:
        'L’administrateur au nom duquel agit ce service ne peut pas changer le mot de passe de cet utilisateur.',
      fix: 'Donnez à cet administrateur le droit de réinitialiser les mots de passe dans l’unité organisationnelle de l’utilisateur, puis renouvelez cet utilisateur maintenant.',
    },
    'password-refused': {
      message: 'Google refuse les mots de passe que produit la politique.',
      fix: 'Choisissez dans la politique un mot de passe plus long ou davantage de caractères, puis renouvelez cet utilisateur maintenant.',
    },
    'input-refused': {
      message: 'Google juge le changement non valable, sans dire pourquoi.',
      fix: 'Regardez l’utilisateur dans la console d’administration, puis renouvelez-le maintenant.',
    },
    'user-not-ready': {
      message: 'Google est encore en train de créer cet utilisateur.',
      ...byItself,
    },
    'user-busy': {
      message: 'Quelque chose d’autre est en train de modifier cet utilisateur chez Google.',
      ...byItself,
    },
    'quota-exceeded': {
      message: 'Google n’autorise plus d’appels pour le moment.',
      ...byItself,
    },
    'sign-in-limited': {
      message: 'Google refuse pour le moment de connecter ce service.',
      ...byItself,
    },
    'daily-quota-exceeded': {
      message: 'Google n’autorise plus d’appels aujourd’hui.',
      ...byItself,
    },
    'google-unavailable': {
      message: 'Google n’a pas pu le faire à ce moment-là.',
      ...byItself,
    },
    'no-answer': {
      message:
        'Google n’a pas répondu à temps et détient donc peut-être déjà le nouveau mot de passe. Les deux sont conservés.',
      fix: 'Rien : un nouvel essai aura lieu tout seul, ou dès que le mot de passe sera lu.',
      fixIfParked: rotateNow,
    },
    'record-unreadable': {
      message:
        'La fiche de cet utilisateur est illisible : elle a été modifiée à la main, ou écrite par une version plus récente. Rien n’en est communiqué ni modifié.',
      fix: 'Prévenez la personne qui exploite ce service. Son manuel explique comment restaurer une fiche.',
    },
    'platform-failed': {
      message:
        'Ce service n’a pas pu le faire : son propre stockage ou sa clé a fait défaut pour cet utilisateur.',
      ...byItself,
    },
  },
  connection: {
    message: 'La connexion à Google ne fonctionne pas.',
    fix: 'Voyez les vérifications de la connexion : elles disent quoi corriger.',
  },
  unknown: {
    message: 'L’échec a une raison que cette version ne connaît pas.',
    fix: rotateNow,
  },
};
