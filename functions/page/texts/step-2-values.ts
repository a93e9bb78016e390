/** The texts of step 2 that the script needs. */
export const step2ValuesEn = {
  clientIdFault: 'A client ID contains digits only. It is not the address of the service account.',
};

export const step2ValuesFr: typeof step2ValuesEn = {
  clientIdFault:
    'Un ID client ne contient que des chiffres. Ce n’est pas l’adresse du compte de service.',
};
