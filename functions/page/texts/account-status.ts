import { type AccountStatus } from '../../domain/account';

type StatusText = { readonly name: string; readonly meaning: string };

/** A user's status in words. */
export const accountStatusesEn: Record<AccountStatus, StatusText> = {
  active: { name: 'Active', meaning: 'Google holds the password that this service set last.' },
  unconfirmed: {
    name: 'Unconfirmed',
    meaning:
      'Google has not confirmed the newest password yet. The service checks again automatically, or as soon as someone reads the password.',
  },
  parked: {
    name: 'Parked',
    meaning:
      'Google refused, or too many attempts failed. The service makes one attempt a week, or as soon as someone rotates the password manually.',
  },
  revoked: {
    name: 'Revoked',
    meaning:
      'The password was revoked: replaced at Google by a random one that nobody knows, and forgotten here.',
  },
  'no-password': {
    name: 'No password',
    meaning: 'A password was requested, but none was ever set at Google.',
  },
};

export const accountStatusesFr: Record<AccountStatus, StatusText> = {
  active: {
    name: 'Actif',
    meaning: 'Le mot de passe en vigueur chez Google est le dernier que ce service a défini.',
  },
  unconfirmed: {
    name: 'Non confirmé',
    meaning:
      'Google n’a pas encore confirmé le dernier mot de passe. Le service vérifie de nouveau automatiquement, ou dès que quelqu’un lit le mot de passe.',
  },
  parked: {
    name: 'Mis de côté',
    meaning:
      'Google a refusé, ou trop de tentatives ont échoué. Le service fait une tentative par semaine, ou dès que quelqu’un renouvelle le mot de passe manuellement.',
  },
  revoked: {
    name: 'Révoqué',
    meaning:
      'Le mot de passe a été révoqué : remplacé chez Google par un mot de passe aléatoire que personne ne connaît, et oublié ici.',
  },
  'no-password': {
    name: 'Sans mot de passe',
    meaning: 'Un mot de passe a été demandé, mais aucun n’a jamais été défini chez Google.',
  },
};
