import { type KeyFileFault } from '../key-file';

const howToGetOne =
  'In the Cloud console open the service account, Keys › Add key › Create new key › JSON, and choose that file.';
const commentObtenir =
  'Dans la console Cloud, ouvrez le compte de service, Clés › Ajouter une clé › Créer une clé › JSON, et choisissez ce fichier.';

const faultsEn: Record<KeyFileFault, string> = {
  empty: 'This file is empty.',
  'too-large': 'This file is larger than 64 KiB; a key file has about 2 KiB.',
  p12: 'This is a key in the old P12 format. The JSON format is needed.',
  'not-json': 'This is not a JSON file, or it is damaged.',
  'oauth-client': 'This is the file of an OAuth client, not of a service account.',
  'user-credentials': 'These are a person’s own credentials, not the key of a service account.',
  'other-credentials': 'These credentials hold no key of their own, so they can’t sign.',
  'not-a-key': 'This is JSON, but not the key of a service account.',
  incomplete: 'This key file is incomplete. Missing:',
  'private-key-unreadable': 'The private key in this file is damaged, cut off or locked.',
};

const faultsFr: Record<KeyFileFault, string> = {
  empty: 'Ce fichier est vide.',
  'too-large': 'Ce fichier dépasse 64 Kio ; un fichier de clé fait environ 2 Kio.',
  p12: 'C’est une clé dans l’ancien format P12. Il faut le format JSON.',
  'not-json': 'Ce n’est pas un fichier JSON, ou il est endommagé.',
  'oauth-client': 'C’est le fichier d’un client OAuth, pas celui d’un compte de service.',
  'user-credentials': 'Ce sont les identifiants d’une personne, pas la clé d’un compte de service.',
  'other-credentials':
    'Ces identifiants ne contiennent pas de clé qui leur soit propre ; ils ne peuvent donc pas signer.',
  'not-a-key': 'C’est du JSON, mais pas la clé d’un compte de service.',
  incomplete: 'Ce fichier de clé est incomplet. Il manque :',
  'private-key-unreadable': 'La clé privée de ce fichier est endommagée, tronquée ou verrouillée.',
};

export const connectFormEn = {
  wrongFile: 'Wrong file.',
  faults: faultsEn,
  howToGetOne,
  goodFile: (clientEmail: string) => `Key of ${clientEmail}`,
  unreadableFile: 'The browser could not read this file. Choose it again.',
  adminNeeded: 'Enter the full address of the administrator, such as passwords-admin@example.com.',
  fileNeeded: 'Choose the JSON key file of step 1.',
  saving: 'Saving, then checking with Google…',
  notSaved: 'Not saved.',
  saved: {
    ok: 'Saved. Every check passed.',
    failing: 'Saved, but one check fails: see what to do below.',
    waiting: 'Saved. Google may need time: this page keeps checking.',
    unchecked: 'Saved.',
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
  saving: 'Enregistrement, puis vérification auprès de Google…',
  notSaved: 'Non enregistré.',
  saved: {
    ok: 'Enregistré. Toutes les vérifications ont réussi.',
    failing: 'Enregistré, mais une vérification échoue : voyez ci-dessous que faire.',
    waiting: 'Enregistré. Google peut avoir besoin de temps : cette page continue de vérifier.',
    unchecked: 'Enregistré.',
  },
  perhapsSaved:
    'On ne sait pas si l’enregistrement a eu lieu. L’état ci-dessous montre ce qui vaut à présent.',
  changedBy: (who: string, when: string) => `Modifié par ${who}, le ${when}.`,
  reload: 'Charger l’état actuel',
  reloaded:
    'L’état actuel est affiché. Votre saisie est conservée : enregistrez à nouveau si elle vaut toujours.',
};
