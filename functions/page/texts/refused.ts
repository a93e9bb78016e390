export const refusedEn = {
  noRole: {
    title: 'You cannot view the page Google Apps API',
    text: 'You may not have the required permissions. You need one of these roles:',
    mayChange: 'may view and change',
    mayLook: 'may view',
    whatToDo:
      'Roles are part of the deployment of this service. Ask the operator to add your address to one of them, then reload this page.',
  },
  noIdentity: {
    title: 'Your sign-in could not be verified',
    text: 'Google’s Identity-Aware Proxy protects this page. Its signature is missing from the request or has expired.',
    whatToDo: 'Open the page at its own address, sign in again, and reload the page.',
  },
  other: {
    title: 'This page could not be shown',
    text: 'An error occurred in the service. Nothing was changed.',
    whatToDo:
      'Reload the page. If the problem persists, give the number below to the operator of this service.',
  },
  requestId: 'Number of this request',
  reload: 'Reload the page',
};

export const refusedFr: typeof refusedEn = {
  noRole: {
    title: 'Vous ne pouvez pas afficher la page API Google Apps',
    text: 'Il se peut que vous ne disposiez pas des autorisations requises. Vous devez posséder l’un des rôles suivants :',
    mayChange: 'peut consulter et modifier',
    mayLook: 'peut consulter',
    whatToDo:
      'Les rôles sont définis dans le déploiement de ce service. Demandez à l’exploitant d’ajouter votre adresse à l’un d’eux, puis rechargez cette page.',
  },
  noIdentity: {
    title: 'Votre connexion n’a pas pu être vérifiée',
    text: 'Identity-Aware Proxy de Google protège cette page. Sa signature est absente de la requête ou a expiré.',
    whatToDo: 'Ouvrez la page à sa propre adresse, reconnectez-vous, puis rechargez la page.',
  },
  other: {
    title: 'Cette page n’a pas pu être affichée',
    text: 'Une erreur s’est produite dans le service. Rien n’a été modifié.',
    whatToDo:
      'Rechargez la page. Si le problème persiste, communiquez le numéro ci-dessous à l’exploitant de ce service.',
  },
  requestId: 'Numéro de cette requête',
  reload: 'Recharger la page',
};
