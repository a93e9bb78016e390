export const panelsEn = {
  stepsTitle: 'Connect in three steps',
  prerequisites: 'You need administrator access to',
  and: 'and',
  stepDone: 'Done',
  step1: {
    title: 'Google Dev',
    text: 'In the Google Cloud console, create a service account and download its key as a JSON file.',
    link: 'Step 1: Google Dev',
  },
  step2: {
    title: 'Google Admin',
    text: 'In the Google Admin console, authorise that service account to change users’ passwords in your domain.',
    link: 'Step 2: Google Admin',
  },
  step3: {
    title: 'Connect',
    toOwnRole: 'Safer: without domain-wide delegation',
    toDelegation: 'With domain-wide delegation instead',
    customerId: 'Enter the customer ID',
    customerHint: 'It starts with C. In the Admin console, it is under',
    customerLink: 'Account › Account settings',
    roleNeeded: 'The service account needs an administrator role of its own:',
    roleLink: 'step 2, the safer way',
    copyAccount: 'Copy address',
    switchNote:
      'Saving changes only how this service acts at Google. No password is set, and runs go on.',
    adminUsername: 'Enter the Google Admin user name',
    adminHint:
      'The full address of the administrator whom this service acts as, such as passwords-admin@example.com.',
    credential: 'How this service signs in',
    withKey: 'With the key file of step 1',
    keyless: 'Without a key (keyless)',
    keylessHint:
      'This service signs with its own service account. Authorise this client ID in step 2:',
    keyFile: 'JSON key file',
    chooseFile: 'Choose file',
    noFile: 'No file chosen',
    keepKey: 'Keep the stored key',
    keyHint:
      'Your browser checks the file first and sends it only when you save. A stored key is never shown again.',
    save: 'Save',
  },
};

export const panelsFr: typeof panelsEn = {
  stepsTitle: 'Connecter en trois étapes',
  prerequisites: 'Vous devez disposer d’un accès administrateur à',
  and: 'et à',
  stepDone: 'Terminé',
  step1: {
    title: 'Google Dev',
    text: 'Dans la console Google Cloud, créez un compte de service et téléchargez sa clé au format JSON.',
    link: 'Étape 1 : Google Dev',
  },
  step2: {
    title: 'Administration Google',
    text: 'Dans la console d’administration Google, autorisez ce compte de service à modifier les mots de passe des utilisateurs de votre domaine.',
    link: 'Étape 2 : Administration Google',
  },
  step3: {
    title: 'Connexion',
    toOwnRole: 'Plus sûr : sans délégation au niveau du domaine',
    toDelegation: 'Plutôt avec la délégation au niveau du domaine',
    customerId: 'Entrez le numéro client',
    customerHint: 'Il commence par C. Dans la console d’administration, il se trouve sous',
    customerLink: 'Compte › Paramètres du compte',
    roleNeeded: 'Le compte de service doit avoir son propre rôle d’administrateur :',
    roleLink: 'étape 2, la voie plus sûre',
    copyAccount: 'Copier l’adresse',
    switchNote:
      'L’enregistrement change seulement la façon dont ce service agit chez Google. Aucun mot de passe n’est défini, et les opérations en cours continuent.',
    adminUsername: "Entrez le nom d'utilisateur Google Admin",
    adminHint:
      'L’adresse complète de l’administrateur au nom duquel ce service agit, par exemple mots-de-passe@example.com.',
    credential: 'Mode de connexion de ce service',
    withKey: 'Avec le fichier de clé de l’étape 1',
    keyless: 'Sans clé',
    keylessHint:
      'Ce service signe avec son propre compte de service. Autorisez cet ID client à l’étape 2 :',
    keyFile: 'Fichier de clé JSON',
    chooseFile: 'Choisir un fichier',
    noFile: 'Aucun fichier choisi',
    keepKey: 'Garder la clé enregistrée',
    keyHint:
      'Votre navigateur vérifie d’abord le fichier et ne l’envoie qu’à l’enregistrement. Une clé enregistrée n’est jamais réaffichée.',
    save: 'Enregistrer',
  },
};
