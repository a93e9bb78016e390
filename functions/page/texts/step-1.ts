import { GOOGLE } from '../google-links';
import { html, type Markup } from '../html';
import { link } from './link';

export type Instruction = { readonly title: string; readonly body: readonly Markup[] };

export const step1En = {
  title: 'Step 1: Google Dev',
  lead: 'You make a service account and its key. This takes about five minutes, in the Google Cloud console.',
  instructions: [
    {
      title: 'Choose or create a project',
      body: [
        html`Open ${link(GOOGLE.cloudConsole, 'the Google Cloud console')} and sign in as an
          administrator. Choose a project in the list at the top, or
          ${link(GOOGLE.createProject, 'create a project')} of its own for this, such as
          <b>google-apps-api</b>.`,
      ],
    },
    {
      title: 'Enable the Admin SDK API',
      body: [
        html`Open ${link(GOOGLE.adminSdkApi, 'Admin SDK API')}, check that your project is the one
          named at the top, and click <b>Enable</b>. It must be this project: the one that owns the
          service account.`,
      ],
    },
    {
      title: 'Create a service account',
      body: [
        html`Open ${link(GOOGLE.serviceAccounts, 'IAM & Admin › Service Accounts')} and click
          <b>Create service account</b>.`,
        html`Name it, such as <b>google-apps-api</b>, and click <b>Create and continue</b>. It needs
          no role and no principals with access: skip both and click <b>Done</b>.`,
      ],
    },
    {
      title: 'Create a JSON key',
      body: [
        html`Click the new service account, open the tab <b>Keys</b>, then
          <b>Add key › Create new key</b>. Choose <b>JSON</b> and click <b>Create</b>. Your browser
          downloads the file.`,
        html`Treat this file like a super administrator’s password: whoever has it can act in your
        domain once step 2 is done. Don’t mail it, and delete it after you have saved it in panel 3.`,
      ],
    },
    {
      title: 'Copy the client ID',
      body: [
        html`Open the tab <b>Details</b> and copy the <b>Unique ID</b>, a number of 21 digits. It is
          the client ID that step 2 asks for; the JSON file holds it too, as
          <code>client_id</code>.`,
      ],
    },
  ] satisfies readonly Instruction[],
  blocked: {
    title: 'If Google won’t let you create a key',
    why: html`<b>Service account key creation is disabled</b> means that your organisation enforces
      the policy <code>iam.disableServiceAccountKeyCreation</code>. Google enforces it by default
      for organisations created since May 2024.`,
    offered: html`You don’t need a key. Leave out the last three points above, authorise
      <b>this service’s own client ID</b> in step 2, and choose <b>Without a key (keyless)</b> in
      panel 3. This is also the safer way.`,
    notOffered: html`The better way is keyless: this service signs with a service account of its
      own, and no key exists. This deployment has not set that up; ask whoever runs it to do so
      (<code>KEYLESS_SERVICE_ACCOUNT</code> and <code>KEYLESS_CLIENT_ID</code>).`,
    exception: html`Or ask an <b>Organization Policy Administrator</b> for an exception for this
      project, under ${link(GOOGLE.organisationPolicies, 'Organization policies')}. Owner of the
      project or super administrator is not enough for that. It can take some 20 minutes to take
      effect.`,
  },
  clientIdTitle: 'This service’s own client ID',
  doneHint: 'Have the JSON file and the client ID? Then go on to step 2.',
  doneHintKeyless:
    'Have the JSON file and the client ID, or chosen the keyless way? Then go on to step 2.',
};

export const step1Fr: typeof step1En = {
  title: 'Étape 1 : Google Dev',
  lead: 'Vous créez un compte de service et sa clé. Cela prend environ cinq minutes, dans la console Google Cloud.',
  instructions: [
    {
      title: 'Choisir ou créer un projet',
      body: [
        html`Ouvrez ${link(GOOGLE.cloudConsole, 'la console Google Cloud')} et connectez-vous en
          tant qu’administrateur. Choisissez un projet dans la liste en haut, ou
          ${link(GOOGLE.createProject, 'créez un projet')} réservé à cet usage, par exemple
          <b>google-apps-api</b>.`,
      ],
    },
    {
      title: 'Activer l’API Admin SDK',
      body: [
        html`Ouvrez ${link(GOOGLE.adminSdkApi, 'Admin SDK API')}, vérifiez que votre projet est bien
          celui affiché en haut, puis cliquez sur <b>Activer</b>. Il doit s’agir de ce projet :
          celui auquel appartient le compte de service.`,
      ],
    },
    {
      title: 'Créer un compte de service',
      body: [
        html`Ouvrez ${link(GOOGLE.serviceAccounts, 'IAM et administration › Comptes de service')} et
          cliquez sur <b>Créer un compte de service</b>.`,
        html`Nommez-le, par exemple <b>google-apps-api</b>, et cliquez sur
          <b>Créer et continuer</b>. Il n’a besoin d’aucun rôle ni d’aucun compte principal : passez
          ces deux points et cliquez sur <b>OK</b>.`,
      ],
    },
    {
      title: 'Créer une clé JSON',
      body: [
        html`Cliquez sur le nouveau compte de service, ouvrez l’onglet <b>Clés</b>, puis
          <b>Ajouter une clé › Créer une clé</b>. Choisissez <b>JSON</b> et cliquez sur
          <b>Créer</b>. Votre navigateur télécharge le fichier.`,
        html`Traitez ce fichier comme le mot de passe d’un super-administrateur : qui le possède
        peut agir dans votre domaine dès que l’étape 2 est faite. Ne l’envoyez pas par e-mail, et
        supprimez-le une fois enregistré dans le volet 3.`,
      ],
    },
    {
      title: 'Copier l’ID client',
      body: [
        html`Ouvrez l’onglet <b>Détails</b> et copiez l’<b>ID unique</b>, un nombre de 21 chiffres.
          C’est l’ID client que demande l’étape 2 ; le fichier JSON le contient aussi, sous
          <code>client_id</code>.`,
      ],
    },
  ],
  blocked: {
    title: 'Si Google refuse de créer une clé',
    why: html`<b>La création de clés de compte de service est désactivée</b> signifie que votre
      organisation applique la règle <code>iam.disableServiceAccountKeyCreation</code>. Google
      l’applique par défaut aux organisations créées depuis mai 2024.`,
    offered: html`Il ne vous faut pas de clé. Omettez les trois derniers points ci-dessus, autorisez
      <b>l’ID client de ce service</b> à l’étape 2, et choisissez <b>Sans clé</b> dans le volet 3.
      C’est aussi la voie la plus sûre.`,
    notOffered: html`La meilleure voie est de se passer de clé : ce service signe avec un compte de
      service qui lui est propre, et aucune clé n’existe. Ce déploiement ne l’a pas prévu ;
      demandez-le à la personne qui l’exploite (<code>KEYLESS_SERVICE_ACCOUNT</code> et
      <code>KEYLESS_CLIENT_ID</code>).`,
    exception: html`Ou demandez à un <b>administrateur des règles d’administration</b> une exception
      pour ce projet, sous ${link(GOOGLE.organisationPolicies, 'Règles d’administration')}. Être
      propriétaire du projet ou super-administrateur n’y suffit pas. La prise d’effet peut demander
      une vingtaine de minutes.`,
  },
  clientIdTitle: 'L’ID client de ce service',
  doneHint: 'Vous avez le fichier JSON et l’ID client ? Passez à l’étape 2.',
  doneHintKeyless:
    'Vous avez le fichier JSON et l’ID client, ou choisi la voie sans clé ? Passez à l’étape 2.',
};
