import { GOOGLE } from '../google-links';
import { html } from '../html';
import { link } from './link';

/** How a super administrator gets the two files. Names as in Google's Admin console. */
export const ldapStepsEn = {
  title: 'How to get the two files',
  steps: [
    html`Open ${link(GOOGLE.adminConsole, 'the Google Admin console')} as a super administrator,
      then <b>Apps › LDAP</b>. Click <b>Add LDAP client</b>, type a name and click
      <b>Continue</b>.`,
    html`Under <b>Verify user credentials</b> and under <b>Read user information</b>, choose
      <b>Entire domain</b> or the organisational units of the users who get passwords. Click
      <b>Add LDAP client</b>.`,
    html`Click <b>Download certificate</b> and unpack the zip file. It holds a .crt and a .key file.
      Click <b>Continue to client details</b>.`,
    html`Open <b>Service status</b>, choose <b>ON for everyone</b> and click <b>Save</b>. Google may
      need up to 24 hours to apply it.`,
    html`Choose both files here and save.`,
  ],
  leaked: html`<b>Use a client for this service alone.</b> If its key ever gets into wrong hands,
    delete the certificate in the Admin console: that stops the client at once. Switching the
    service status off can take 24 hours. See ${link(GOOGLE.ldapClients, 'Google’s help')}.`,
};

export const ldapStepsFr: typeof ldapStepsEn = {
  title: 'Comment obtenir les deux fichiers',
  steps: [
    html`Ouvrez ${link(GOOGLE.adminConsole, 'la console d’administration Google')} en tant que
      super-administrateur, puis <b>Applications › LDAP</b>. Cliquez sur
      <b>Ajouter un client LDAP</b>, saisissez un nom et cliquez sur <b>Continuer</b>.`,
    html`Sous <b>Vérifier des identifiants utilisateur</b> et sous
      <b>Lire les informations relatives à l’utilisateur</b>, choisissez <b>Domaine entier</b> ou
      les unités organisationnelles des utilisateurs qui reçoivent des mots de passe. Cliquez sur
      <b>Ajouter un client LDAP</b>.`,
    html`Cliquez sur <b>Télécharger le certificat</b> et décompressez le fichier zip. Il contient un
      fichier .crt et un fichier .key. Cliquez sur <b>Continuer vers les détails du client</b>.`,
    html`Ouvrez <b>État du service</b>, choisissez <b>Activé pour tous</b> et cliquez sur
      <b>Enregistrer</b>. La prise en compte par Google peut prendre jusqu’à 24 heures.`,
    html`Choisissez ici les deux fichiers et enregistrez.`,
  ],
  leaked: html`<b>Utilisez un client réservé à ce service.</b> Si sa clé tombe entre de mauvaises
    mains, supprimez le certificat dans la console d’administration : le client est arrêté
    immédiatement. Désactiver l’état du service peut prendre 24 heures. Voir
    ${link(GOOGLE.ldapClients, 'l’aide de Google')}.`,
};
