import { type AccountStatus } from '../../domain/account';

/** How many accounts have each status, on the page Rotation. */
export const statusesEn: Record<AccountStatus, { readonly name: string; readonly hint: string }> = {
  active: { name: 'Active', hint: 'Google holds the password that this service set last.' },
  unconfirmed: {
    name: 'Unconfirmed',
    hint: 'Google has not confirmed the newest password yet. The service checks again automatically.',
  },
  parked: {
    name: 'Parked',
    hint: 'Set aside: Google refused, or too many attempts failed. One attempt a week, or when someone rotates them manually.',
  },
  revoked: { name: 'Revoked', hint: 'Their password was revoked.' },
  'no-password': { name: 'No password', hint: 'No password was ever set at Google.' },
};

export const statusesFr: typeof statusesEn = {
  active: {
    name: 'Actifs',
    hint: 'Le mot de passe en vigueur chez Google est le dernier que ce service a défini.',
  },
  unconfirmed: {
    name: 'Non confirmés',
    hint: 'Google n’a pas encore confirmé le dernier mot de passe. Le service vérifie de nouveau automatiquement.',
  },
  parked: {
    name: 'Mis de côté',
    hint: 'Google a refusé, ou trop de tentatives ont échoué. Une tentative par semaine, ou lors d’un renouvellement manuel.',
  },
  revoked: { name: 'Révoqués', hint: 'Leur mot de passe a été révoqué.' },
  'no-password': {
    name: 'Sans mot de passe',
    hint: 'Aucun mot de passe n’a jamais été défini chez Google.',
  },
};
