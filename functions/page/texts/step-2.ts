import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { GOOGLE } from '../google-links';
import { html } from '../html';
import { link } from './link';
import { type Instruction } from './step-1';

export const step2En = {
  title: 'Step 2: Google Admin',
  lead: 'Authorise the service account of step 1 to act in your domain with one scope. Only a super administrator can do this.',
  values: {
    title: 'Values to enter',
    clientIdHint:
      'The number from step 1, or take it from your JSON file. Your browser reads the file and does not send it.',
    useKeyless: 'Use this service’s own (keyless)',
    fromFile: 'Take it from the JSON file',
    open: 'Open the Admin console, filled in',
    openHint:
      'Opens Google’s form with the client ID and the scope filled in. Check them and click Authorize.',
    openNeedsClientId: 'Enter the client ID to get a link to Google’s filled-in form.',
  },
  instructions: [
    {
      title: 'Authorise the service account',
      body: [
        html`Open ${link(GOOGLE.adminConsole, 'the Google Admin console')} as a super administrator,
          then <b>Security › Access and data control › API controls</b>, and
          <b>Manage Domain Wide Delegation</b> (${link(GOOGLE.delegation, 'direct link')}).`,
        html`Click <b>Add new</b>. Paste the <b>client ID</b>, and under <b>OAuth scopes</b> exactly
          <code>${DIRECTORY_SCOPE}</code>. Click <b>Authorize</b>.`,
        html`The link above opens the same form with both values filled in. If Google asks for
        another administrator’s approval, wait for it. See
        ${link(GOOGLE.delegationHelp, 'Google’s help')}.`,
      ],
    },
    {
      title: 'Choose the administrator whom the service acts as',
      body: [
        html`Use a dedicated account, such as <b>passwords-admin@</b> your domain, with a role that
          has only the necessary privileges. This service never changes the password of this
          account.`,
        html`Under ${link(GOOGLE.adminRoles, 'Account › Admin roles')} click <b>Create new role</b>.
          Select only these privileges:`,
        html`<ul>
          <li><b>Organizational Units › Read</b></li>
          <li><b>Users › Read</b></li>
          <li><b>Users › Update › Reset password</b></li>
        </ul>`,
        html`Assign the role to that account, for the whole organisation or only for the
        organisational units whose users get passwords. This role cannot change another
        administrator’s password. That is intended.`,
      ],
    },
    {
      title: 'Allow time for Google to apply it',
      body: [
        html`An authorisation often takes effect within minutes, but can take
          <b>up to 24 hours</b> to reach all of Google’s systems. You do not have to wait: save in
          panel 3 now. The page keeps checking and tells you when it works.`,
      ],
    },
  ] satisfies readonly Instruction[],
  power: html`<b>Know what you grant.</b> With this scope, anyone who controls the service account
    can act as any administrator of the domain, super administrators included. Google has no
    narrower scope that allows setting passwords. The safer way below grants less.`,
  doneHint:
    'When you have authorised the service account and chosen the administrator, go to panel 3.',
};

export const step2Fr: typeof step2En = {
  title: 'Étape 2 : Administration Google',
  lead: 'Autorisez le compte de service de l’étape 1 à agir dans votre domaine, avec un seul champ d’application. Seul un super-administrateur peut le faire.',
  values: {
    title: 'Valeurs à saisir',
    clientIdHint:
      'Le nombre de l’étape 1, à saisir ou à récupérer dans votre fichier JSON. Votre navigateur lit le fichier et ne l’envoie pas.',
    useKeyless: 'Utiliser celui de ce service (sans clé)',
    fromFile: 'Le récupérer dans le fichier JSON',
    open: 'Ouvrir la console d’administration, préremplie',
    openHint:
      'Ouvre le formulaire de Google prérempli avec l’ID client et le champ d’application. Vérifiez-les et cliquez sur Autoriser.',
    openNeedsClientId:
      'Saisissez l’ID client pour obtenir un lien vers le formulaire prérempli de Google.',
  },
  instructions: [
    {
      title: 'Autoriser le compte de service',
      body: [
        html`Ouvrez ${link(GOOGLE.adminConsole, 'la console d’administration Google')} en tant que
          super-administrateur, puis
          <b>Sécurité › Contrôle des accès et des données › Commandes des API</b>, et
          <b>Gérer la délégation au niveau du domaine</b>
          (${link(GOOGLE.delegation, 'lien direct')}).`,
        html`Cliquez sur <b>Ajouter</b>. Collez l’<b>ID client</b> et, sous
          <b>Champs d’application OAuth</b>, exactement <code>${DIRECTORY_SCOPE}</code>. Cliquez sur
          <b>Autoriser</b>.`,
        html`Le lien ci-dessus ouvre le même formulaire, avec les deux valeurs préremplies. Si
        Google demande l’approbation d’un autre administrateur, attendez-la. Voir
        ${link(GOOGLE.delegationHelp, 'l’aide de Google')}.`,
      ],
    },
    {
      title: 'Choisir l’administrateur au nom duquel le service agit',
      body: [
        html`Utilisez un compte réservé à cet usage, par exemple <b>mots-de-passe@</b> votre
          domaine, avec un rôle limité aux droits nécessaires. Ce service ne modifie jamais le mot
          de passe de ce compte.`,
        html`Sous ${link(GOOGLE.adminRoles, 'Compte › Rôles d’administrateur')}, cliquez sur
          <b>Créer un rôle</b>. Sélectionnez uniquement ces droits :`,
        html`<ul>
          <li><b>Unités organisationnelles › Lire</b></li>
          <li><b>Utilisateurs › Lire</b></li>
          <li><b>Utilisateurs › Mettre à jour › Réinitialiser le mot de passe</b></li>
        </ul>`,
        html`Attribuez le rôle à ce compte, pour toute l’organisation ou seulement pour les unités
        organisationnelles dont les utilisateurs reçoivent un mot de passe. Ce rôle ne permet pas de
        modifier le mot de passe d’un autre administrateur. C’est voulu.`,
      ],
    },
    {
      title: 'Attendre la prise en compte par Google',
      body: [
        html`Une autorisation prend souvent effet en quelques minutes, mais peut mettre
          <b>jusqu’à 24 heures</b> à atteindre tous les systèmes de Google. Inutile d’attendre :
          enregistrez dès maintenant dans le volet 3. La page continue de vérifier et vous indique
          quand la connexion fonctionne.`,
      ],
    },
  ],
  power: html`<b>Mesurez ce que vous accordez.</b> Avec ce champ d’application, toute personne qui
    contrôle le compte de service peut agir au nom de n’importe quel administrateur du domaine,
    super-administrateurs compris. Google ne propose aucun champ d’application plus restreint pour
    définir des mots de passe. La voie plus sûre ci-dessous accorde moins.`,
  doneHint: 'Une fois le compte de service autorisé et l’administrateur choisi, passez au volet 3.',
};
