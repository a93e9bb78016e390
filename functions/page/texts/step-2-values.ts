/** The part of step 2 that the script needs too. */
export const step2ValuesEn = {
  clientIdFault:
    'A client ID is a number, of digits only. It is not the address of the service account.',
};

export const step2ValuesFr: typeof step2ValuesEn = {
  clientIdFault:
    'Un ID client est un nombre, composé uniquement de chiffres. Ce n’est pas l’adresse du compte de service.',
};
