/** Step 2, folded: the way without the delegation. */
export const ownRoleEn = {
  title: 'Without the delegation',
  text: 'The safer way: the service account gets an administrator role of its own and acts as nobody else. Assign the role here. In panel 3, choose the safer way and enter the customer ID.',
  connected: 'Connected as the service account itself. Every check passed.',
  customerId: 'Customer ID',
  assign: 'Assign the role',
  takeAway: 'Take the role away',
  states: {
    assigned:
      'The service account has the role. It goes on working if you choose in step 6 that Google does not authorise the client ID.',
    none: 'The service account has no role.',
    unknown: 'The simulated Google did not accept the change.',
  },
};
export type OwnRoleTexts = typeof ownRoleEn;

export const ownRoleFr: OwnRoleTexts = {
  title: 'Sans la délégation',
  text: 'La voie plus sûre : le compte de service reçoit son propre rôle d’administrateur et n’agit au nom de personne d’autre. Attribuez le rôle ici. Dans le volet 3, choisissez la voie plus sûre et saisissez le numéro client.',
  connected: 'Connecté en tant que compte de service. Toutes les vérifications ont réussi.',
  customerId: 'Numéro client',
  assign: 'Attribuer le rôle',
  takeAway: 'Retirer le rôle',
  states: {
    assigned:
      'Le compte de service a le rôle. Il continue de fonctionner si vous choisissez à l’étape 6 que Google n’autorise pas l’ID client.',
    none: 'Le compte de service n’a aucun rôle.',
    unknown: 'Le Google simulé n’a pas accepté le changement.',
  },
};
