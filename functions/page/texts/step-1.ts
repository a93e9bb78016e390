import { GOOGLE } from '../google-links';
import { html, type Markup } from '../html';
import { link } from './link';

export type Instruction = { readonly title: string; readonly body: readonly Markup[] };

export const step1En = {
  title: 'Step 1: Google Dev',
  lead: 'Create a service account and its key in the Google Cloud console. This takes about five minutes.',
  instructions: [
    {
      title: 'Choose or create a project',
      body: [
        html`Open ${link(GOOGLE.cloudConsole, 'the Google Cloud console')} and sign in as an
          administrator. Choose a project in the list at the top, or
          ${link(GOOGLE.createProject, 'create a project')} for this purpose only, such as
          <b>google-apps-api</b>.`,
      ],
    },
    {
      title: 'Enable the Admin SDK API',
      body: [
        html`Open ${link(GOOGLE.adminSdkApi, 'Admin SDK API')}, check that your project is shown at
          the top, and click <b>Enable</b>. Use the project that owns the service account.`,
      ],
    },
    {
      title: 'Create a service account',
      body: [
        html`Open ${link(GOOGLE.serviceAccounts, 'IAM & Admin › Service Accounts')} and click
          <b>Create service account</b>.`,
        html`Give it a name, such as <b>google-apps-api</b>, and click <b>Create and continue</b>.
          The account needs no role and no principals with access. Skip both and click
          <b>Done</b>.`,
      ],
    },
    {
      title: 'Create a JSON key',
      body: [
        html`Click the new service account, open the <b>Keys</b> tab, then
          <b>Add key › Create new key</b>. Choose <b>JSON</b> and click <b>Create</b>. Your browser
          downloads the file.`,
        html`Protect this file like a super administrator’s password. After step 2, anyone who has
        it can act in your domain. Do not send it by email. Delete it once you have saved it in
        panel 3.`,
      ],
    },
    {
      title: 'Copy the client ID',
      body: [
        html`Open the <b>Details</b> tab and copy the <b>Unique ID</b>, a number of 21 digits. It is
          the client ID for step 2. The JSON file also contains it, as <code>client_id</code>.`,
      ],
    },
  ] satisfies readonly Instruction[],
  blocked: {
    title: 'If Google does not let you create a key',
    why: html`<b>Service account key creation is disabled</b> means that your organisation enforces
      the policy <code>iam.disableServiceAccountKeyCreation</code>. Google enforces it by default
      for organisations created since May 2024.`,
    offered: html`You do not need a key. Skip the last three steps above, authorise
      <b>this service’s own client ID</b> in step 2, and choose <b>Without a key (keyless)</b> in
      panel 3. This option is also more secure.`,
    notOffered: html`The better option is keyless: this service signs with its own service account,
      and no key exists. This deployment is not set up for it. Ask the operator to set
      <code>KEYLESS_SERVICE_ACCOUNT</code> and <code>KEYLESS_CLIENT_ID</code>.`,
    exception: html`Or ask an <b>Organization Policy Administrator</b> for an exception for this
      project, under ${link(GOOGLE.organisationPolicies, 'Organization policies')}. The roles of
      project owner and super administrator are not sufficient. The exception can take about 20
      minutes to take effect.`,
  },
  clientIdTitle: 'This service’s own client ID',
  doneHint: 'When you have the JSON file and the client ID, go to step 2.',
  doneHintKeyless:
    'When you have the JSON file and the client ID, or use the keyless option, go to step 2.',
};

export const step1Fr: typeof step1En = {
  title: 'Étape 1 : Google Dev',
  lead: 'Créez un compte de service et sa clé dans la console Google Cloud. Cela prend environ cinq minutes.',
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
        html`Ouvrez ${link(GOOGLE.adminSdkApi, 'Admin SDK API')}, vérifiez que votre projet est
          affiché en haut, puis cliquez sur <b>Activer</b>. Utilisez le projet auquel appartient le
          compte de service.`,
      ],
    },
    {
      title: 'Créer un compte de service',
      body: [
        html`Ouvrez ${link(GOOGLE.serviceAccounts, 'IAM et administration › Comptes de service')} et
          cliquez sur <b>Créer un compte de service</b>.`,
        html`Donnez-lui un nom, par exemple <b>google-apps-api</b>, et cliquez sur
          <b>Créer et continuer</b>. Le compte n’a besoin d’aucun rôle ni d’aucun compte principal
          disposant d’un accès. Ignorez ces deux étapes et cliquez sur <b>OK</b>.`,
      ],
    },
    {
      title: 'Créer une clé JSON',
      body: [
        html`Cliquez sur le nouveau compte de service, ouvrez l’onglet <b>Clés</b>, puis
          <b>Ajouter une clé › Créer une clé</b>. Choisissez <b>JSON</b> et cliquez sur
          <b>Créer</b>. Votre navigateur télécharge le fichier.`,
        html`Protégez ce fichier comme le mot de passe d’un super-administrateur. Après l’étape 2,
        toute personne qui le possède peut agir dans votre domaine. Ne l’envoyez pas par e-mail.
        Supprimez-le une fois enregistré dans le volet 3.`,
      ],
    },
    {
      title: 'Copier l’ID client',
      body: [
        html`Ouvrez l’onglet <b>Détails</b> et copiez l’<b>ID unique</b>, un nombre de 21 chiffres.
          C’est l’ID client à utiliser à l’étape 2. Le fichier JSON le contient également, sous
          <code>client_id</code>.`,
      ],
    },
  ],
  blocked: {
    title: 'Si Google ne vous permet pas de créer de clé',
    why: html`<b>La création de clés de compte de service est désactivée</b> signifie que votre
      organisation applique la règle <code>iam.disableServiceAccountKeyCreation</code>. Google
      l’applique par défaut aux organisations créées depuis mai 2024.`,
    offered: html`Vous n’avez pas besoin de clé. Ignorez les trois dernières étapes ci-dessus,
      autorisez <b>l’ID client de ce service</b> à l’étape 2, et choisissez <b>Sans clé</b> dans le
      volet 3. Cette option est aussi plus sûre.`,
    notOffered: html`La meilleure option est la connexion sans clé : ce service signe avec son
      propre compte de service, et aucune clé n’existe. Ce déploiement n’est pas configuré pour
      cela. Demandez à l’exploitant de définir <code>KEYLESS_SERVICE_ACCOUNT</code> et
      <code>KEYLESS_CLIENT_ID</code>.`,
    exception: html`Ou demandez à un <b>administrateur des règles d’administration</b> une exception
      pour ce projet, sous ${link(GOOGLE.organisationPolicies, 'Règles d’administration')}. Les
      rôles de propriétaire du projet et de super-administrateur ne suffisent pas. L’exception peut
      prendre environ 20 minutes pour s’appliquer.`,
  },
  clientIdTitle: 'L’ID client de ce service',
  doneHint: 'Une fois que vous avez le fichier JSON et l’ID client, passez à l’étape 2.',
  doneHintKeyless:
    'Une fois que vous avez le fichier JSON et l’ID client, ou si vous utilisez l’option sans clé, passez à l’étape 2.',
};
