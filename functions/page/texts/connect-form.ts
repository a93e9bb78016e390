import { type KeyFileFault } from '../key-file';

const howToGetOne =
  'In the Google Cloud console, open the service account, then Keys › Add key › Create new key › JSON. Choose that file here.';
const commentObtenir =
  'Dans la console Google Cloud, ouvrez le compte de service, puis Clés › Ajouter une clé › Créer une clé › JSON. Choisissez ensuite ce fichier ici.';

const faultsEn: Record<KeyFileFault, string> = {
  empty: 'This file is empty.',
  'too-large': 'This file is larger than 64 KiB. A key file has about 2 KiB.',
  p12: 'This is a key in the old P12 format. A key in JSON format is required.',
  'utf-16':
    'This file is saved as UTF-16, as some editors and Windows PowerShell do. Save it as UTF-8 and choose it again.',
  'not-json': 'This is not a JSON file, or it is damaged.',
  'oauth-client': 'This is the file of an OAuth client, not of a service account.',
  'user-credentials': 'These are the credentials of a user, not the key of a service account.',
  'other-credentials': 'These credentials contain no private key, so they cannot sign.',
  'other-universe':
    'This service account does not belong to the public Google Cloud (universe_domain is not googleapis.com). Domain-wide delegation does not exist in other clouds, so the account can never act in a Google Workspace domain. Create a service account in a project at console.cloud.google.com.',
  'not-a-key-file': 'This is a JSON file, but not the key of a service account.',
  incomplete: 'This key file is incomplete. Missing:',
  'client-id-lost-digits':
    'The client_id in this file has no quotation marks, so its last digits are lost. A program has rewritten the file.',
  'client-id-no-number': 'The client_id in this file must contain digits only.',
  'public-key': 'The private_key in this file is a public key, which cannot sign.',
  'encrypted-private-key': 'The private key in this file is protected with a passphrase.',
  'truncated-private-key': 'The private key in this file is cut off.',
  'more-than-a-private-key': 'The private_key in this file contains extra text after the key.',
  'unreadable-private-key': 'The private key in this file is damaged and cannot be read.',
};

const faultsFr: Record<KeyFileFault, string> = {
  empty: 'Ce fichier est vide.',
  'too-large': 'Ce fichier dépasse 64 Kio. Un fichier de clé fait environ 2 Kio.',
  p12: 'Cette clé est à l’ancien format P12. Une clé au format JSON est requise.',
  'utf-16':
    'Ce fichier est enregistré en UTF-16, comme le font certains éditeurs et Windows PowerShell. Enregistrez-le en UTF-8, puis choisissez-le de nouveau.',
  'not-json': 'Ce n’est pas un fichier JSON, ou il est endommagé.',
  'oauth-client': 'Ce fichier est celui d’un client OAuth, et non d’un compte de service.',
  'user-credentials':
    'Ce fichier contient les identifiants d’un utilisateur, et non la clé d’un compte de service.',
  'other-credentials':
    'Ces identifiants ne contiennent aucune clé privée et ne permettent donc pas de signer.',
  'other-universe':
    'Ce compte de service n’appartient pas au cloud public de Google (universe_domain n’est pas googleapis.com). La délégation au niveau du domaine n’existe pas dans les autres clouds : ce compte ne pourra jamais agir dans un domaine Google Workspace. Créez un compte de service dans un projet sur console.cloud.google.com.',
  'not-a-key-file':
    'Ce fichier est au format JSON, mais ce n’est pas la clé d’un compte de service.',
  incomplete: 'Ce fichier de clé est incomplet. Éléments manquants :',
  'client-id-lost-digits':
    'Le client_id de ce fichier n’est pas entre guillemets : ses derniers chiffres sont perdus. Un programme a réécrit le fichier.',
  'client-id-no-number': 'Le client_id de ce fichier ne doit contenir que des chiffres.',
  'public-key':
    'Le champ private_key de ce fichier contient une clé publique, qui ne permet pas de signer.',
  'encrypted-private-key': 'La clé privée de ce fichier est protégée par une phrase secrète.',
  'truncated-private-key': 'La clé privée de ce fichier est tronquée.',
  'more-than-a-private-key':
    'Le champ private_key de ce fichier contient du texte en trop après la clé.',
  'unreadable-private-key': 'La clé privée de ce fichier est endommagée et illisible.',
};

export const connectFormEn = {
  wrongFile: 'Wrong file.',
  faults: faultsEn,
  howToGetOne,
  goodFile: (clientEmail: string) => `Key of ${clientEmail}`,
  unreadableFile: 'The browser could not read this file. Choose it again.',
  adminNeeded: 'Enter the full address of the administrator, such as passwords-admin@example.com.',
  customerNeeded:
    'Enter the customer ID: the letter C, then letters and digits, such as C01abc2de. It is not the name of the domain.',
  fileNeeded: 'Choose the JSON key file of step 1.',
  keyFileOptional: 'JSON key file (optional)',
  keyStored: 'Leave empty to keep the stored key:',
  saving: 'Saving and checking with Google…',
  notSaved: 'Not saved.',
  saved: {
    ok: 'Saved. Every check passed.',
    failing: 'Saved, but one check fails. See below for what to do.',
    waiting: 'Saved. Google may need some time. This page keeps checking.',
    unchecked: 'Saved.',
  },
  broke: {
    what: 'Saved, but the connection no longer works. It worked before.',
    meaning: 'Until it works again, no password is issued, rotated or revoked.',
    changed: 'What changed:',
    other: (now: string, before: string) => `${now}, previously ${before}`,
    admin: (admin: string) => `administrator ${admin}`,
    ownRole: (customerId: string) => `a role of its own in ${customerId}`,
    key: (id: string) => `key ${id}`,
    keyless: 'keyless',
    nothing: 'nothing that is saved here. The cause is elsewhere.',
    why: 'Why it fails:',
    putAdminBack:
      'If that name is wrong, restore the previous administrator. The stored key stays, and no file is needed.',
    putCustomerBack:
      'If that customer ID is wrong, restore the previous one. The stored key stays, and no file is needed.',
    putWayBack: 'To go back, restore the previous way. No file is needed.',
    putKeyBack: 'To restore the previous key, choose its file above and save.',
    putKeylessBack: 'To go back, choose “Without a key (keyless)” above and save.',
    mend: 'Follow the instructions of the check below.',
    mendOtherwise: 'Otherwise, follow the instructions of the check below.',
    putBack: (admin: string) => `Restore ${admin}`,
  },
  freed: {
    what: 'The domain-wide delegation is no longer needed.',
    why: 'As long as it exists, whoever controls the service account can still act as any administrator.',
    todo: (clientId: string) =>
      `If nothing else uses it, delete the entry of the client ID ${clientId} in the Admin console.`,
  },
  perhapsSaved:
    'It is not known whether this was saved. The connection below shows the current state.',
  changedBy: (who: string, when: string) => `${who} changed it on ${when}.`,
  reload: 'Load the current state',
  reloaded:
    'The page shows the current state and keeps what you entered. Save again if it is still correct.',
};

export const connectFormFr: typeof connectFormEn = {
  wrongFile: 'Mauvais fichier.',
  faults: faultsFr,
  howToGetOne: commentObtenir,
  goodFile: (clientEmail: string) => `Clé de ${clientEmail}`,
  unreadableFile: 'Le navigateur n’a pas pu lire ce fichier. Choisissez-le de nouveau.',
  adminNeeded:
    'Saisissez l’adresse complète de l’administrateur, par exemple mots-de-passe@example.com.',
  customerNeeded:
    'Saisissez le numéro client : la lettre C, puis des lettres et des chiffres, par exemple C01abc2de. Ce n’est pas le nom du domaine.',
  fileNeeded: 'Choisissez le fichier de clé JSON de l’étape 1.',
  keyFileOptional: 'Fichier de clé JSON (facultatif)',
  keyStored: 'Laissez ce champ vide pour garder la clé enregistrée :',
  saving: 'Enregistrement et vérification auprès de Google…',
  notSaved: 'Non enregistré.',
  saved: {
    ok: 'Enregistré. Toutes les vérifications ont réussi.',
    failing: 'Enregistré, mais une vérification échoue. Voir ci-dessous comment la corriger.',
    waiting:
      'Enregistré. Google peut avoir besoin d’un certain temps. Cette page continue de vérifier.',
    unchecked: 'Enregistré.',
  },
  broke: {
    what: 'Enregistré, mais la connexion ne fonctionne plus. Elle fonctionnait auparavant.',
    meaning:
      'Tant qu’elle n’est pas rétablie, aucun mot de passe n’est émis, renouvelé ni révoqué.',
    changed: 'Ce qui a changé :',
    other: (now: string, before: string) => `${now}, auparavant ${before}`,
    admin: (admin: string) => `administrateur ${admin}`,
    ownRole: (customerId: string) => `rôle propre au compte de service dans ${customerId}`,
    key: (id: string) => `clé ${id}`,
    keyless: 'sans clé',
    nothing: 'rien de ce qui est enregistré ici. La cause est ailleurs.',
    why: 'Cause de l’échec :',
    putAdminBack:
      'Si ce nom est incorrect, rétablissez l’administrateur précédent. La clé enregistrée reste en place et aucun fichier n’est nécessaire.',
    putCustomerBack:
      'Si ce numéro client est incorrect, rétablissez le précédent. La clé enregistrée reste en place et aucun fichier n’est nécessaire.',
    putWayBack:
      'Pour revenir en arrière, rétablissez la voie précédente. Aucun fichier n’est nécessaire.',
    putKeyBack: 'Pour rétablir la clé précédente, choisissez son fichier ci-dessus et enregistrez.',
    putKeylessBack: 'Pour revenir en arrière, choisissez « Sans clé » ci-dessus et enregistrez.',
    mend: 'Suivez les instructions de la vérification ci-dessous.',
    mendOtherwise: 'Sinon, suivez les instructions de la vérification ci-dessous.',
    putBack: (admin: string) => `Rétablir ${admin}`,
  },
  freed: {
    what: 'La délégation au niveau du domaine n’est plus nécessaire.',
    why: 'Tant qu’elle existe, toute personne qui contrôle le compte de service peut encore agir au nom de n’importe quel administrateur.',
    todo: (clientId: string) =>
      `Si rien d’autre ne l’utilise, supprimez l’entrée de l’ID client ${clientId} dans la console d’administration.`,
  },
  perhapsSaved:
    'Impossible de savoir si l’enregistrement a eu lieu. L’état actuel de la connexion est affiché ci-dessous.',
  changedBy: (who: string, when: string) => `Modifié par ${who}, le ${when}.`,
  reload: 'Charger l’état actuel',
  reloaded:
    'La page affiche l’état actuel et conserve votre saisie. Enregistrez de nouveau si elle est toujours correcte.',
};
