import { type AccountStatus } from '../../domain/account';

type StatusText = { readonly name: string; readonly meaning: string };

/** A user's status in words. */
export const accountStatusesEn: Record<AccountStatus, StatusText> = {
  active: { name: 'Active', meaning: 'Google holds the password that this service keeps.' },
  unconfirmed: {
    name: 'Unconfirmed',
    meaning:
      'Google has not confirmed the newest password yet. It is settled by itself, or as soon as the password is read.',
  },
  parked: {
    name: 'Parked',
    meaning:
      'Google refused, or too many tries failed. This user is tried once a week, or as soon as somebody rotates the password by hand.',
  },
  revoked: {
    name: 'Revoked',
    meaning: 'The password was taken back: scrambled at Google, and forgotten here.',
  },
  'no-password': {
    name: 'No password',
    meaning: 'One was asked for, but none was ever set at Google.',
  },
};

export const accountStatusesFr: Record<AccountStatus, StatusText> = {
  active: { name: 'Actif', meaning: 'Google détient le mot de passe que conserve ce service.' },
  unconfirmed: {
    name: 'Non confirmé',
    meaning:
      'Google n’a pas encore confirmé le dernier mot de passe. Cela se règle tout seul, ou dès que le mot de passe est lu.',
  },
  parked: {
    name: 'Mis de côté',
    meaning:
      'Google a refusé, ou trop d’essais ont échoué. Un essai a lieu chaque semaine, ou dès que quelqu’un renouvelle le mot de passe à la main.',
  },
  revoked: {
    name: 'Retiré',
    meaning: 'Le mot de passe a été retiré : brouillé chez Google, et oublié ici.',
  },
  'no-password': {
    name: 'Sans mot de passe',
    meaning: 'Un mot de passe a été demandé, mais aucun n’a jamais été posé chez Google.',
  },
};
