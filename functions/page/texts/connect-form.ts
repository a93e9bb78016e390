import { type KeyFileFault } from '../key-file';

const howToGetOne =
  'In the Cloud console open the service account, Keys › Add key › Create new key › JSON, and choose that file.';
const commentObtenir =
  'Dans la console Cloud, ouvrez le compte de service, Clés › Ajouter une clé › Créer une clé › JSON, et choisissez ce fichier.';

const faultsEn: Record<KeyFileFault, string> = {
  empty: 'This file is empty.',
  'too-large': 'This file is larger than 64 KiB; a key file has about 2 KiB.',
  p12: 'This is a key in the old P12 format. The JSON format is needed.',
  'utf-16':
    'This file is saved as UTF-16, as some editors and Windows PowerShell do. Save it as UTF-8 and choose it again.',
  'not-json': 'This is not a JSON file, or it is damaged.',
  'oauth-client': 'This is the file of an OAuth client, not of a service account.',
  'user-credentials': 'These are a person’s own credentials, not the key of a service account.',
  'other-credentials': 'These credentials hold no key of their own, so they can’t sign.',
  'other-universe':
    'This service account belongs to another Google Cloud than the public one (universe_domain is not googleapis.com). Domain-wide delegation does not exist there, so it can never act in a Google Workspace. Make a service account in a project of console.cloud.google.com.',
  'not-a-key-file': 'This is JSON, but not the key of a service account.',
  incomplete: 'This key file is incomplete. Missing:',
  'client-id-lost-digits':
    'The client_id in this file stands without quotation marks, which loses its last digits: a program has rewritten the file.',
  'client-id-no-number': 'The client_id in this file is not a number of digits only.',
  'public-key': 'The private_key in this file is the public half of a key, which can’t sign.',
  'encrypted-private-key': 'The private key in this file is locked with a passphrase.',
  'truncated-private-key': 'The private key in this file breaks off before its end.',
  'more-than-a-private-key':
    'Something else stands behind the end of the private key in this file.',
  'unreadable-private-key': 'The private key in this file is damaged and can’t be read.',
};

const faultsFr: Record<KeyFileFault, string> = {
  empty: 'Ce fichier est vide.',
  'too-large': 'Ce fichier dépasse 64 Kio ; un fichier de clé fait environ 2 Kio.',
  p12: 'C’est une clé dans l’ancien format P12. Il faut le format JSON.',
  'utf-16':
    'Ce fichier est enregistré en UTF-16, comme le font certains éditeurs et Windows PowerShell. Enregistrez-le en UTF-8 et choisissez-le à nouveau.',
  'not-json': 'Ce n’est pas un fichier JSON, ou il est endommagé.',
  'oauth-client': 'C’est le fichier d’un client OAuth, pas celui d’un compte de service.',
  'user-credentials': 'Ce sont les identifiants d’une personne, pas la clé d’un compte de service.',
  'other-credentials':
    'Ces identifiants ne contiennent pas de clé qui leur soit propre ; ils ne peuvent donc pas signer.',
  'other-universe':
    'Ce compte de service appartient à un autre cloud de Google que le cloud public (universe_domain n’est pas googleapis.com). La délégation au niveau du domaine n’y existe pas ; il ne pourra donc jamais agir dans un domaine Google Workspace. Créez un compte de service dans un projet de console.cloud.google.com.',
  'not-a-key-file': 'C’est du JSON, mais pas la clé d’un compte de service.',
  incomplete: 'Ce fichier de clé est incomplet. Il manque :',
  'client-id-lost-digits':
    'Le client_id de ce fichier est écrit sans guillemets, ce qui en perd les derniers chiffres : un programme a réécrit le fichier.',
  'client-id-no-number': 'Le client_id de ce fichier n’est pas composé de chiffres seulement.',
  'public-key':
    'Le champ private_key de ce fichier contient la moitié publique d’une clé, qui ne peut pas signer.',
  'encrypted-private-key': 'La clé privée de ce fichier est protégée par une phrase secrète.',
  'truncated-private-key': 'La clé privée de ce fichier s’interrompt avant sa fin.',
  'more-than-a-private-key': 'Autre chose suit la fin de la clé privée dans ce fichier.',
  'unreadable-private-key': 'La clé privée de ce fichier est endommagée et illisible.',
};

export const connectFormEn = {
  wrongFile: 'Wrong file.',
  faults: faultsEn,
  howToGetOne,
  goodFile: (clientEmail: string) => `Key of ${clientEmail}`,
  unreadableFile: 'The browser could not read this file. Choose it again.',
  adminNeeded: 'Enter the full address of the administrator, such as passwords-admin@example.com.',
  fileNeeded: 'Choose the JSON key file of step 1.',
  keyFileOptional: 'JSON key file (optional)',
  keyStored: 'Leave empty to keep the key that is stored:',
  saving: 'Saving, then checking with Google…',
  notSaved: 'Not saved.',
  saved: {
    ok: 'Saved. Every check passed.',
    failing: 'Saved, but one check fails: see what to do below.',
    waiting: 'Saved. Google may need time: this page keeps checking.',
    unchecked: 'Saved.',
  },
  broke: {
    what: 'Saved, but the connection worked before and does not work now.',
    meaning: 'Until it works again, no password is issued, rotated or taken back.',
    changed: 'What changed:',
    admin: (now: string, before: string) => `administrator ${now}, formerly ${before}`,
    signIn: (now: string, before: string) => `${now}, formerly ${before}`,
    key: (id: string) => `key ${id}`,
    keyless: 'keyless',
    nothing: 'neither the administrator nor the key, so something else did.',
    why: 'Why it fails:',
    putAdminBack:
      'If that name is wrong, put the former administrator back: the stored key stays, no file is needed.',
    putKeyBack: 'The former key comes back only with its file: choose it above and save.',
    putKeylessBack: 'To go back, choose “Without a key (keyless)” above and save.',
    mend: 'Do what the check below says.',
    mendOtherwise: 'Otherwise do what the check below says.',
    putBack: (admin: string) => `Put ${admin} back`,
  },
  perhapsSaved:
    'It is not known whether this was saved. The connection below shows what counts now.',
  changedBy: (who: string, when: string) => `${who} changed it on ${when}.`,
  reload: 'Load the current state',
  reloaded: 'The current state is shown. What you entered is kept: save again if it still holds.',
};

export const connectFormFr: typeof connectFormEn = {
  wrongFile: 'Mauvais fichier.',
  faults: faultsFr,
  howToGetOne: commentObtenir,
  goodFile: (clientEmail: string) => `Clé de ${clientEmail}`,
  unreadableFile: 'Le navigateur n’a pas pu lire ce fichier. Choisissez-le à nouveau.',
  adminNeeded:
    'Entrez l’adresse complète de l’administrateur, par exemple mots-de-passe@example.com.',
  fileNeeded: 'Choisissez le fichier de clé JSON de l’étape 1.',
  keyFileOptional: 'Fichier de clé JSON (facultatif)',
  keyStored: 'Laissez vide pour garder la clé conservée :',
  saving: 'Enregistrement, puis vérification auprès de Google…',
  notSaved: 'Non enregistré.',
  saved: {
    ok: 'Enregistré. Toutes les vérifications ont réussi.',
    failing: 'Enregistré, mais une vérification échoue : voyez ci-dessous que faire.',
    waiting: 'Enregistré. Google peut avoir besoin de temps : cette page continue de vérifier.',
    unchecked: 'Enregistré.',
  },
  broke: {
    what: 'Enregistré, mais la connexion fonctionnait avant et ne fonctionne plus.',
    meaning: 'Tant qu’elle ne fonctionne pas, aucun mot de passe n’est émis, renouvelé ni retiré.',
    changed: 'Ce qui a changé :',
    admin: (now: string, before: string) => `administrateur ${now}, auparavant ${before}`,
    signIn: (now: string, before: string) => `${now}, auparavant ${before}`,
    key: (id: string) => `clé ${id}`,
    keyless: 'sans clé',
    nothing: 'ni l’administrateur ni la clé ; c’est donc autre chose.',
    why: 'Pourquoi cela échoue :',
    putAdminBack:
      'Si ce nom est erroné, rétablissez l’ancien administrateur : la clé conservée reste, aucun fichier n’est nécessaire.',
    putKeyBack:
      'L’ancienne clé ne revient qu’avec son fichier : choisissez-le ci-dessus et enregistrez.',
    putKeylessBack: 'Pour revenir en arrière, choisissez « Sans clé » ci-dessus et enregistrez.',
    mend: 'Faites ce que dit la vérification ci-dessous.',
    mendOtherwise: 'Sinon, faites ce que dit la vérification ci-dessous.',
    putBack: (admin: string) => `Rétablir ${admin}`,
  },
  perhapsSaved:
    'On ne sait pas si l’enregistrement a eu lieu. L’état ci-dessous montre ce qui vaut à présent.',
  changedBy: (who: string, when: string) => `Modifié par ${who}, le ${when}.`,
  reload: 'Charger l’état actuel',
  reloaded:
    'L’état actuel est affiché. Votre saisie est conservée : enregistrez à nouveau si elle vaut toujours.',
};
