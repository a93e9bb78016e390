import { DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { GOOGLE } from '../google-links';
import { html } from '../html';
import { link } from './link';
import { type Instruction } from './step-1';

export const step2En = {
  title: 'Step 2: Google Admin',
  lead: 'You let the service account of step 1 act in your domain, for one scope. Only a super administrator can do this.',
  values: {
    title: 'What you will enter',
    clientIdHint:
      'The number from step 1, or take it from your JSON file: it is read here and not sent.',
    useKeyless: 'Use this service’s own (keyless)',
    fromFile: 'Take it from the JSON file',
    open: 'Open the Admin console, filled in',
    openHint:
      'Opens Google’s form with the client ID and the scope in place: check them and click Authorize.',
    openNeedsClientId: 'Enter the client ID to get a link that fills in Google’s form.',
  },
  instructions: [
    {
      title: 'Authorise the service account',
      body: [
        html`Open ${link(GOOGLE.adminConsole, 'the Google Admin console')} as a super administrator,
          then <b>Security › Access and data control › API controls</b>, and there
          <b>Manage Domain Wide Delegation</b> (${link(GOOGLE.delegation, 'directly there')}).`,
        html`Click <b>Add new</b>. Paste the <b>client ID</b>, and under <b>OAuth scopes</b> exactly
          <code>${DIRECTORY_SCOPE}</code>. Click <b>Authorize</b>.`,
        html`The link above does the same with both values filled in. If Google asks for another
        administrator’s approval, wait for it. See ${link(GOOGLE.delegationHelp, 'Google’s help')}.`,
      ],
    },
    {
      title: 'Choose the administrator whom the service acts as',
      body: [
        html`Best is an account of its own, such as <b>passwords-admin@</b> your domain, with a role
          that can do nothing more than is needed. Its own password is never changed by this
          service.`,
        html`Under ${link(GOOGLE.adminRoles, 'Account › Admin roles')} click <b>Create new role</b>.
          Under <b>Admin API privileges</b> tick only these:`,
        html`<ul>
          <li><b>Organizational Units › Read</b></li>
          <li><b>Users › Read</b></li>
          <li><b>Users › Update › Reset password</b></li>
        </ul>`,
        html`Assign the role to that account: to the whole organisation, or only to the
        organisational units whose users get passwords. Such a role can’t change another
        administrator’s password; that is intended.`,
      ],
    },
    {
      title: 'Give Google time',
      body: [
        html`An authorisation often works within minutes, but can take <b>up to 24 hours</b> to
          reach all of Google. You need not wait: save in panel 3 now. The page keeps checking and
          says when it works.`,
      ],
    },
  ] satisfies readonly Instruction[],
  power: html`<b>Know what you grant.</b> This scope lets whoever holds the service account act as
    any administrator of the domain, super administrators included. Google has no narrower scope
    that can set passwords.`,
  doneHint: 'Authorised, and chosen the administrator? Then go on to panel 3.',
};

export const step2Fr: typeof step2En = {
  title: 'Étape 2 : Administration Google',
  lead: 'Vous autorisez le compte de service de l’étape 1 à agir dans votre domaine, pour un seul champ d’application. Seul un super-administrateur peut le faire.',
  values: {
    title: 'Ce que vous allez saisir',
    clientIdHint:
      'Le nombre de l’étape 1, ou prenez-le dans votre fichier JSON : il est lu ici et n’est pas envoyé.',
    useKeyless: 'Prendre celui de ce service (sans clé)',
    fromFile: 'Le prendre dans le fichier JSON',
    open: 'Ouvrir la console d’administration, préremplie',
    openHint:
      'Ouvre le formulaire de Google avec l’ID client et le champ d’application déjà saisis : vérifiez-les et cliquez sur Autoriser.',
    openNeedsClientId:
      'Saisissez l’ID client pour obtenir un lien qui préremplit le formulaire de Google.',
  },
  instructions: [
    {
      title: 'Autoriser le compte de service',
      body: [
        html`Ouvrez ${link(GOOGLE.adminConsole, 'la console d’administration Google')} en tant que
          super-administrateur, puis
          <b>Sécurité › Contrôle des accès et des données › Commandes des API</b>, et là
          <b>Gérer la délégation au niveau du domaine</b>
          (${link(GOOGLE.delegation, 'directement ici')}).`,
        html`Cliquez sur <b>Ajouter</b>. Collez l’<b>ID client</b> et, sous
          <b>Champs d’application OAuth</b>, exactement <code>${DIRECTORY_SCOPE}</code>. Cliquez sur
          <b>Autoriser</b>.`,
        html`Le lien ci-dessus fait de même, avec les deux valeurs préremplies. Si Google demande
        l’approbation d’un autre administrateur, attendez-la. Voir
        ${link(GOOGLE.delegationHelp, 'l’aide de Google')}.`,
      ],
    },
    {
      title: 'Choisir l’administrateur au nom duquel le service agit',
      body: [
        html`Le mieux est un compte réservé à cet usage, par exemple <b>mots-de-passe@</b> votre
          domaine, avec un rôle qui ne permet rien de plus que nécessaire. Ce service ne change
          jamais le mot de passe de ce compte.`,
        html`Sous ${link(GOOGLE.adminRoles, 'Compte › Rôles d’administrateur')}, cliquez sur
          <b>Créer un rôle</b>. Sous <b>Droits relatifs à l’API Admin</b>, cochez seulement :`,
        html`<ul>
          <li><b>Unités organisationnelles › Lire</b></li>
          <li><b>Utilisateurs › Lire</b></li>
          <li><b>Utilisateurs › Mettre à jour › Réinitialiser le mot de passe</b></li>
        </ul>`,
        html`Attribuez le rôle à ce compte : pour toute l’organisation, ou seulement pour les unités
        organisationnelles dont les utilisateurs reçoivent un mot de passe. Un tel rôle ne peut pas
        changer le mot de passe d’un autre administrateur ; c’est voulu.`,
      ],
    },
    {
      title: 'Laisser du temps à Google',
      body: [
        html`Une autorisation fonctionne souvent en quelques minutes, mais peut demander
          <b>jusqu’à 24 heures</b> pour atteindre tous les systèmes de Google. Inutile d’attendre :
          enregistrez dès maintenant dans le volet 3. La page continue de vérifier et vous dit quand
          tout fonctionne.`,
      ],
    },
  ],
  power: html`<b>Sachez ce que vous accordez.</b> Avec ce champ d’application, qui détient le compte
    de service peut agir au nom de n’importe quel administrateur du domaine, super-administrateurs
    compris. Google n’en propose pas de plus étroit qui permette de définir des mots de passe.`,
  doneHint: 'Autorisé, et l’administrateur choisi ? Passez au volet 3.',
};
