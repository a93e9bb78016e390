export const refusedEn = {
  noRole: {
    title: 'You can’t see the page Google Apps API',
    text: 'You may not have the permissions that it takes. You need one of these roles:',
    mayChange: 'may look and change',
    mayLook: 'may look',
    whatToDo:
      'Roles are set where this service is deployed. Ask whoever runs it to add your address to one of them, then reload this page.',
  },
  noIdentity: {
    title: 'Your sign-in could not be verified',
    text: 'This page stands behind Google’s Identity-Aware Proxy, and the request did not carry its signature, or one that has expired.',
    whatToDo: 'Open the page at its own address, sign in again, and reload.',
  },
  other: {
    title: 'This page could not be shown',
    text: 'Something went wrong here. Nothing was changed.',
    whatToDo:
      'Reload the page. If that doesn’t help, tell whoever runs this service the number below.',
  },
  requestId: 'Number of this request',
  reload: 'Reload the page',
};

export const refusedFr: typeof refusedEn = {
  noRole: {
    title: 'Vous ne pouvez pas voir la page API Google Apps',
    text: 'Il se peut que vous ne disposiez pas des autorisations requises. Vous devez posséder l’un des rôles suivants :',
    mayChange: 'peut consulter et modifier',
    mayLook: 'peut consulter',
    whatToDo:
      'Les rôles sont définis là où ce service est déployé. Demandez à la personne qui l’exploite d’ajouter votre adresse à l’un d’eux, puis rechargez cette page.',
  },
  noIdentity: {
    title: 'Votre connexion n’a pas pu être vérifiée',
    text: 'Cette page est protégée par Identity-Aware Proxy de Google ; la requête n’en portait pas la signature, ou une signature expirée.',
    whatToDo: 'Ouvrez la page à sa propre adresse, reconnectez-vous, puis rechargez.',
  },
  other: {
    title: 'Cette page n’a pas pu être affichée',
    text: 'Une erreur s’est produite ici. Rien n’a été modifié.',
    whatToDo:
      'Rechargez la page. Si cela n’aide pas, communiquez le numéro ci-dessous à la personne qui exploite ce service.',
  },
  requestId: 'Numéro de cette requête',
  reload: 'Recharger la page',
};
