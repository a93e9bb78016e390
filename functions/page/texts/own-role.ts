import { GOOGLE } from '../google-links';
import { html } from '../html';
import { link } from './link';
import { type Instruction } from './step-1';

/** Step 2 without the delegation: the service account gets an administrator role of its own. */
export const ownRoleEn = {
  title: 'The safer way: an administrator role in place of the delegation',
  why: html`Skip the steps above, and assign an administrator role to
    <b>the service account itself</b>. It can then do what the role allows and nothing else: read
    users, and set the passwords of users who are not administrators. Google’s log names the service
    account for each change.`,
  rests: html`This way rests on
  ${link(GOOGLE.assignRoles, 'administrator roles for service accounts')}, which Google documents.
  It was tried with a simulated Workspace, not on a live domain.`,
  show: 'Show the steps of the safer way',
  instructions: {
    create: {
      title: 'Create the role',
      body: [
        html`As a super administrator, open ${link(GOOGLE.adminRoles, 'Account › Admin roles')} in
          the Admin console and click <b>Create new role</b>. Select only these privileges:`,
        html`<ul>
          <li><b>Organizational Units › Read</b></li>
          <li><b>Users › Read</b></li>
          <li><b>Users › Update › Reset password</b></li>
        </ul>`,
      ],
    },
    assign: {
      title: 'Assign it to the service account',
      body: [
        html`Point to the role, click <b>Assign admin</b>, then <b>Assign service accounts</b>.
          Enter the address of the service account, click <b>Add</b>, then <b>Assign role</b>.`,
        html`Assign the role for the whole organisation, or only for the organisational units whose
        users get passwords.`,
      ],
    },
    customerId: {
      title: 'Copy the customer ID',
      body: [
        html`Open ${link(GOOGLE.accountSettings, 'Account › Account settings')} and copy the
          <b>Customer ID</b>. It starts with <b>C</b>. In panel 3, choose
          <b>Safer: without domain-wide delegation</b> and enter it.`,
      ],
    },
  } satisfies Readonly<Record<string, Instruction>>,
  address: 'Address of your service account',
  addressHint:
    'With a key file, it is the service account of step 1. Its address ends in .iam.gserviceaccount.com. The JSON file also contains it, as client_email.',
  ownAddress: 'Address of this service’s own account (keyless)',
  toPanel3: 'Continue in panel 3 with the safer way',
};

export const ownRoleFr: typeof ownRoleEn = {
  title: 'La voie plus sûre : un rôle d’administrateur à la place de la délégation',
  why: html`Ignorez les étapes ci-dessus et attribuez un rôle d’administrateur
    <b>au compte de service lui-même</b>. Il ne peut alors faire que ce que le rôle permet : lire
    les utilisateurs et définir les mots de passe de ceux qui ne sont pas administrateurs. Le
    journal de Google nomme le compte de service pour chaque modification.`,
  rests: html`Cette voie repose sur
  ${link(GOOGLE.assignRoles, 'les rôles d’administrateur pour les comptes de service')}, que Google
  documente. Elle a été essayée avec un domaine Workspace simulé, pas sur un domaine réel.`,
  show: 'Afficher les étapes de la voie plus sûre',
  instructions: {
    create: {
      title: 'Créer le rôle',
      body: [
        html`En tant que super-administrateur, ouvrez
          ${link(GOOGLE.adminRoles, 'Compte › Rôles d’administrateur')} dans la console
          d’administration et cliquez sur <b>Créer un rôle</b>. Sélectionnez uniquement ces droits :`,
        html`<ul>
          <li><b>Unités organisationnelles › Lire</b></li>
          <li><b>Utilisateurs › Lire</b></li>
          <li><b>Utilisateurs › Mettre à jour › Réinitialiser le mot de passe</b></li>
        </ul>`,
      ],
    },
    assign: {
      title: 'L’attribuer au compte de service',
      body: [
        html`Placez le pointeur sur le rôle, cliquez sur <b>Attribuer un administrateur</b>, puis
          sur <b>Attribuer des comptes de service</b>. Saisissez l’adresse du compte de service,
          cliquez sur <b>Ajouter</b>, puis sur <b>Attribuer le rôle</b>.`,
        html`Attribuez le rôle pour toute l’organisation, ou seulement pour les unités
        organisationnelles dont les utilisateurs reçoivent un mot de passe.`,
      ],
    },
    customerId: {
      title: 'Copier le numéro client',
      body: [
        html`Ouvrez ${link(GOOGLE.accountSettings, 'Compte › Paramètres du compte')} et copiez le
          <b>numéro client</b>. Il commence par <b>C</b>. Dans le volet 3, choisissez
          <b>Plus sûr : sans délégation au niveau du domaine</b> et saisissez-le.`,
      ],
    },
  },
  address: 'Adresse de votre compte de service',
  addressHint:
    'Avec un fichier de clé, c’est le compte de service de l’étape 1. Son adresse se termine par .iam.gserviceaccount.com. Le fichier JSON la contient également, sous client_email.',
  ownAddress: 'Adresse du compte propre à ce service (sans clé)',
  toPanel3: 'Continuer dans le volet 3 par la voie plus sûre',
};
