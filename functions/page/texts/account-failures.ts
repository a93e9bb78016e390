import {
  ACCOUNT_FAILURES_IN_ENGLISH,
  type AccountFailureTexts,
} from '../../domain/account-failures';

/** What happened to an account and what to do, by `lastFailure.code`. `failureTextIn` looks up the text. */
export const accountFailuresEn: AccountFailureTexts = ACCOUNT_FAILURES_IN_ENGLISH;

const rotateNow = 'Renouvelez maintenant le mot de passe de cet utilisateur.';
const byItself = 'Rien. Le service réessaie automatiquement.';

export const accountFailuresFr: AccountFailureTexts = {
  byCode: {
    'user-not-found': {
      message:
        'Google ne trouve pas cet utilisateur dans le domaine connecté. Il a été supprimé ou transféré dans un autre domaine.',
      fix: 'Vous pouvez restaurer un utilisateur supprimé dans la console d’administration pendant 20 jours. S’il est parti définitivement, révoquez ensuite le mot de passe à l’aide de l’ID utilisateur : ce service l’oublie alors. Sans délégation au niveau du domaine, il ne peut pas savoir qui est parti : faites oublier le mot de passe à l’aide de l’ID utilisateur, avec keepAtGoogle=true.',
    },
    'admin-account': {
      message:
        'L’utilisateur est désormais administrateur Google. Ce service ne modifie jamais le mot de passe d’un administrateur.',
      fix: 'Retirez-lui le rôle d’administrateur, ou révoquez le mot de passe.',
    },
    'user-suspended': {
      message: 'L’utilisateur est suspendu ou archivé chez Google.',
      fix: 'Restaurez l’utilisateur dans la console d’administration, ou ne faites rien : le mot de passe sera renouvelé dès que l’utilisateur sera de nouveau actif.',
      fixIfParked:
        'Restaurez l’utilisateur dans la console d’administration, puis renouvelez le mot de passe maintenant.',
    },
    'out-of-scope': {
      message: 'L’utilisateur n’appartient pas aux unités organisationnelles de la politique.',
      fix: 'Déplacez l’utilisateur, ou modifiez la politique.',
    },
    'other-workspace': {
      message:
        'Le mot de passe appartient à un autre domaine Google Workspace que celui qui est connecté. Ce service ne le communique pas et ne le modifie pas.',
      fix: 'Reconnectez ce domaine, ou faites oublier ses mots de passe sur la page API Google Apps ou avec DELETE /v1/accounts?customerId=….',
    },
    'no-password': {
      message: 'L’utilisateur n’a pas de mot de passe émis par ce service.',
      fix: 'Émettez-en un si l’utilisateur en a besoin.',
    },
    'not-authorized': {
      message:
        'L’administrateur au nom duquel ce service agit, ou le rôle de son propre compte de service, ne permet pas de modifier le mot de passe de cet utilisateur.',
      fix: 'Accordez le droit de réinitialiser les mots de passe dans l’unité organisationnelle de l’utilisateur, puis renouvelez le mot de passe maintenant.',
    },
    'password-refused': {
      message: 'Google a refusé un mot de passe généré selon la politique.',
      fix: 'Augmentez la longueur ou le nombre de caractères dans la politique, puis renouvelez le mot de passe maintenant.',
    },
    'input-refused': {
      message: 'Google a refusé la modification comme non valide, sans en donner la raison.',
      fix: 'Vérifiez l’utilisateur dans la console d’administration, puis renouvelez le mot de passe maintenant.',
    },
    'user-not-ready': {
      message: 'La création de cet utilisateur est encore en cours chez Google.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'user-busy': {
      message: 'Une autre modification de cet utilisateur est en cours chez Google.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'quota-exceeded': {
      message: 'Google n’accepte plus d’appels pour le moment : un quota est épuisé.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'sign-in-limited': {
      message: 'Google limite temporairement les connexions de ce service.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'daily-quota-exceeded': {
      message: 'Google n’accepte plus d’appels aujourd’hui : le quota quotidien est épuisé.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'google-unavailable': {
      message: 'Google était temporairement indisponible.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
    'no-answer': {
      message:
        'Google n’a pas répondu à temps. Le nouveau mot de passe y est peut-être déjà en vigueur : ce service conserve donc l’ancien et le nouveau.',
      fix: 'Rien. Le service réessaie automatiquement, ou dès que quelqu’un lit le mot de passe.',
      fixIfParked: rotateNow,
    },
    'record-unreadable': {
      message:
        'La fiche de cet utilisateur est illisible : elle a été modifiée à la main ou écrite par une version plus récente. Ce service ne l’utilise pas et ne la modifie pas.',
      fix: 'Prévenez l’exploitant de ce service. Le manuel d’exploitation explique comment restaurer une fiche.',
    },
    contested: {
      message:
        'Un autre outil ou une autre personne a de nouveau modifié le mot de passe de cet utilisateur chez Google : deux modifications en sept jours. Ce service ne définit plus de mot de passe de lui-même, pour que les deux ne s’annulent pas.',
      fix: 'Faites en sorte que l’autre outil n’écrive plus le mot de passe de cet utilisateur, puis renouvelez-le maintenant.',
    },
    'platform-failed': {
      message:
        'Ce service a échoué : son propre stockage ou sa clé de chiffrement n’a pas fonctionné pour cet utilisateur.',
      fix: byItself,
      fixIfParked: rotateNow,
    },
  },
  connection: {
    message: 'La connexion à Google ne fonctionne pas.',
    fix: 'Consultez les vérifications de la connexion : elles indiquent ce qu’il faut corriger.',
  },
  unknown: {
    message: 'La raison de cet échec est inconnue de cette version.',
    fix: rotateNow,
  },
};
