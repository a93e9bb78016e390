import { type FailureText } from '../../domain/account-failures';
import { type BindFailure } from '../../domain/proofs/bind-failure';
import { BIND_FAILURE_TEXTS } from '../../domain/proofs/bind-failure-texts';

/** Texts in the reader's language, by code. Every other code shows the service's own English text. */
export type BindFailureTexts = Readonly<Partial<Record<string, FailureText>>>;

/** The service's own texts. */
export const bindFailuresEn: BindFailureTexts = BIND_FAILURE_TEXTS;

const tryAgain = 'Aucune modification à faire. Réessayez dans quelques minutes.';

/** The same codes and facts as `BIND_FAILURE_TEXTS`. A code without a row does not compile. */
export const bindFailuresFr: Readonly<Record<BindFailure, FailureText>> = {
  'ldap-busy': {
    message: 'Le service LDAP sécurisé de Google est occupé et n’a pas vérifié le mot de passe.',
    fix: tryAgain,
  },
  'ldap-unavailable': {
    message:
      'Le service LDAP sécurisé de Google est temporairement indisponible et n’a pas vérifié le mot de passe.',
    fix: 'Aucune modification à faire. Réessayez dans quelques minutes. Si le problème persiste, consultez le tableau de bord d’état de Google Workspace.',
  },
  'ldap-quota': {
    message:
      'Le service LDAP sécurisé de Google n’accepte plus de connexions pour le moment. Son quota est de 4 par seconde pour toute l’organisation, et le Wi-Fi, le VPN et tous les autres clients LDAP l’utilisent aussi.',
    fix: 'Aucune modification à faire. Réessayez dans une minute. Si le problème persiste, dotez d’un cache le serveur RADIUS du Wi-Fi, ou diminuez PROOFS_PER_SECOND de ce service.',
  },
  'ldap-not-allowed': {
    message:
      'Le service LDAP sécurisé de Google ne peut pas vérifier le mot de passe de cet utilisateur. L’utilisateur n’appartient pas aux unités organisationnelles de « Vérifier des identifiants utilisateur », ou n’a pas de licence qui comprend le LDAP sécurisé.',
    fix: 'Dans la console d’administration, ouvrez Applications › LDAP, choisissez le client et, dans Autorisations d’accès, ajoutez l’unité organisationnelle de l’utilisateur à « Vérifier des identifiants utilisateur ». Vérifiez aussi que l’utilisateur a une licence qui comprend le LDAP sécurisé.',
  },
  'ldap-certificate': {
    message:
      'Le service LDAP sécurisé de Google n’accepte pas le certificat client. Il a été supprimé dans la console d’administration, a expiré, ou appartient à un client désactivé.',
    fix: 'Dans la console d’administration, ouvrez Applications › LDAP et choisissez le client. Vérifiez que l’état du service est Activé pour tous. Générez un nouveau certificat, téléchargez-le, choisissez ici les deux fichiers et enregistrez.',
  },
  'ldap-name': {
    message:
      'Le service LDAP sécurisé de Google n’a pas pu lire le nom avec lequel ce service se connecte.',
    fix: 'Choisissez l’adresse e-mail comme nom de connexion, puis enregistrez.',
  },
  'ldap-unwilling': {
    message:
      'Le service LDAP sécurisé de Google a refusé de vérifier le mot de passe de cet utilisateur, sans indiquer de raison.',
    fix: 'Dans la console d’administration, vérifiez que l’utilisateur est actif. Réessayez ensuite. Le journal d’audit LDAP y montre la tentative.',
  },
  'ldap-protocol': {
    message: 'Le service LDAP sécurisé de Google n’a pas compris la demande de ce service.',
    fix: 'Prévenez l’exploitant de ce service. Les mots de passe ne changent pas.',
  },
  'ldap-other': {
    message:
      'Le service LDAP sécurisé de Google a répondu par une erreur que ce service ne connaît pas.',
    fix: 'Aucune modification à faire. Réessayez dans quelques minutes. Si le problème persiste, le journal d’audit LDAP de la console d’administration montre la tentative.',
  },
  'ldap-unreachable': {
    message:
      'Ce service ne peut pas joindre le service LDAP sécurisé de Google : le nom est inconnu, il n’y a pas de route, ou la connexion est refusée.',
    fix: 'Vérifiez que le réseau de ce service laisse sortir les connexions vers ldap.google.com, port 636.',
  },
  'ldap-untrusted': {
    message:
      'Le serveur qui a répondu pour le service LDAP sécurisé de Google a un certificat qui n’est pas approuvé, ou qui est établi pour un autre nom. Ce service ne lui a envoyé aucun mot de passe.',
    fix: 'Vérifiez qu’aucun proxy entre ce service et ldap.google.com n’ouvre les connexions TLS. Prévenez la personne qui gère le réseau.',
  },
  'ldap-silent': {
    message: 'Le service LDAP sécurisé de Google n’a pas répondu à temps.',
    fix: 'Aucune modification à faire. Réessayez dans quelques minutes. Si le problème persiste, vérifiez qu’un pare-feu laisse sortir les connexions vers ldap.google.com, port 636.',
  },
  'ldap-closed': {
    message: 'Le service LDAP sécurisé de Google a fermé la connexion avant de répondre.',
    fix: 'Aucune modification à faire. Réessayez dans quelques minutes. Si le problème persiste, vérifiez dans la console d’administration, sous Applications › LDAP, que le client est activé pour tous et possède toujours ce certificat.',
  },
  'ldap-unreadable': {
    message:
      'La réponse du service LDAP sécurisé de Google n’est pas lisible : ce service ne l’utilise donc pas.',
    fix: 'Aucune modification à faire. Réessayez dans quelques minutes. Si le problème persiste, vérifiez qu’aucun proxy ne se trouve entre ce service et ldap.google.com.',
  },
};
