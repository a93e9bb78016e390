/**
 * The service's message, and the page's immediate message in English and in French. Absent: the page can't
 * tell.
 */
export type Sentences = { readonly service: string; readonly page?: readonly [string, string] };

export const FIX =
  'In the Google Cloud console, open the service account, then Keys › Add key › Create new key › JSON. Choose that file.';
export const PAGE_FIX = [
  'In the Google Cloud console, open the service account, then Keys › Add key › Create new key › JSON. Choose that file here.',
  'Dans la console Google Cloud, ouvrez le compte de service, puis Clés › Ajouter une clé › Créer une clé › JSON. Choisissez ensuite ce fichier ici.',
] as const;

const NOT_A_KEY = [
  'This is a JSON file, but not the key of a service account.',
  'Ce fichier est au format JSON, mais ce n’est pas la clé d’un compte de service.',
] as const;
const OTHER_CLIENT = [
  'This is the file of an OAuth client, not of a service account.',
  'Ce fichier est celui d’un client OAuth, et non d’un compte de service.',
] as const;
const UNIVERSE =
  'This service account does not belong to the public Google Cloud (universe_domain is not googleapis.com). Domain-wide delegation does not exist in other clouds, so the account can never act in a Google Workspace domain. Create a service account and its key in a project at console.cloud.google.com.';
const WRONG_CLIENT_ID = [
  'The client_id in this file must contain digits only.',
  'Le client_id de ce fichier ne doit contenir que des chiffres.',
] as const;
const NOT_READ = [
  'The private key in this file is damaged and cannot be read.',
  'La clé privée de ce fichier est endommagée et illisible.',
] as const;
const missing = (field: string): readonly [string, string] => [
  `This key file is incomplete. Missing: ${field}`,
  `Ce fichier de clé est incomplet. Éléments manquants : ${field}`,
];

/** By the fault. Each has its fix after it, except the one that includes it. */
export const SENTENCES = {
  'not a key file': { service: 'This is not a key file.', page: NOT_A_KEY },
  'another type': {
    service:
      'This file does not have the type service_account, so it is not the key of a service account.',
    page: NOT_A_KEY,
  },
  'OAuth client': {
    service: 'This is the file of an OAuth client, not of a service account.',
    page: OTHER_CLIENT,
  },
  person: {
    service: 'These are the credentials of a user, not the key of a service account.',
    page: [
      'These are the credentials of a user, not the key of a service account.',
      'Ce fichier contient les identifiants d’un utilisateur, et non la clé d’un compte de service.',
    ],
  },
  'no key of their own': {
    service: 'These credentials contain no private key, so they cannot sign.',
    page: [
      'These credentials contain no private key, so they cannot sign.',
      'Ces identifiants ne contiennent aucune clé privée et ne permettent donc pas de signer.',
    ],
  },
  'other universe': {
    service: UNIVERSE,
    page: [
      'This service account does not belong to the public Google Cloud (universe_domain is not googleapis.com). Domain-wide delegation does not exist in other clouds, so the account can never act in a Google Workspace domain. Create a service account in a project at console.cloud.google.com.',
      'Ce compte de service n’appartient pas au cloud public de Google (universe_domain n’est pas googleapis.com). La délégation au niveau du domaine n’existe pas dans les autres clouds : ce compte ne pourra jamais agir dans un domaine Google Workspace. Créez un compte de service dans un projet sur console.cloud.google.com.',
    ],
  },
  'no private key': {
    service: 'The file has no private key, so it cannot sign.',
    page: missing('private_key'),
  },
  'public half': {
    service: 'This is a public key, which cannot sign.',
    page: [
      'The private_key in this file is a public key, which cannot sign.',
      'Le champ private_key de ce fichier contient une clé publique, qui ne permet pas de signer.',
    ],
  },
  locked: {
    service: 'The private key is protected with a passphrase.',
    page: [
      'The private key in this file is protected with a passphrase.',
      'La clé privée de ce fichier est protégée par une phrase secrète.',
    ],
  },
  'cut off': {
    service: 'The private key is cut off.',
    page: ['The private key in this file is cut off.', 'La clé privée de ce fichier est tronquée.'],
  },
  'more than a key': {
    service: 'The private_key field contains extra text after the key.',
    page: [
      'The private_key in this file contains extra text after the key.',
      'Le champ private_key de ce fichier contient du texte en trop après la clé.',
    ],
  },
  damaged: { service: 'The private key is damaged and cannot be read.' },
  'no PEM': { service: 'The private key is damaged and cannot be read.', page: NOT_READ },
  'not RSA': { service: 'The private key is not an RSA key. Google’s keys always are.' },
  'too short': { service: 'The private key has fewer than 2048 bits.' },
  'no address': {
    service: 'The address of the service account is missing.',
    page: missing('client_email'),
  },
  'wrong address': { service: 'This is not the address of a service account.' },
  'no client id': {
    service: 'The client ID of the service account is missing.',
    page: missing('client_id'),
  },
  'wrong client id': {
    service: 'The client ID of a service account must contain digits only.',
    page: WRONG_CLIENT_ID,
  },
  'lost digits': {
    service: 'The client ID in the file has no quotation marks, so its last digits are lost.',
    page: [
      'The client_id in this file has no quotation marks, so its last digits are lost. A program has rewritten the file.',
      'Le client_id de ce fichier n’est pas entre guillemets : ses derniers chiffres sont perdus. Un programme a réécrit le fichier.',
    ],
  },
  'project no text': { service: 'The project ID is not text.' },
  'strange project': {
    service: 'The project ID contains a character that Google never uses.',
  },
  'long key id': { service: 'The key ID is longer than Google allows.' },
} as const satisfies Record<string, Sentences>;
