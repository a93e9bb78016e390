/** What the service says, and what the page says at once: in English and in French; absent: it can't tell. */
export type Sentences = { readonly service: string; readonly page?: readonly [string, string] };

export const FIX =
  'In the Google Cloud console open the service account, Keys, Add key, Create new key, JSON, and choose that file.';
export const PAGE_FIX = [
  'In the Cloud console open the service account, Keys › Add key › Create new key › JSON, and choose that file.',
  'Dans la console Cloud, ouvrez le compte de service, Clés › Ajouter une clé › Créer une clé › JSON, et choisissez ce fichier.',
] as const;

const NOT_A_KEY = [
  'This is JSON, but not the key of a service account.',
  'C’est du JSON, mais pas la clé d’un compte de service.',
] as const;
const OTHER_CLIENT = [
  'This is the file of an OAuth client, not of a service account.',
  'C’est le fichier d’un client OAuth, pas celui d’un compte de service.',
] as const;
const UNIVERSE =
  'This service account belongs to another Google Cloud than the public one (universe_domain is not googleapis.com). Domain-wide delegation does not exist there, so it can never act in a Google Workspace. Make a service account and its key in a project of console.cloud.google.com.';
const WRONG_CLIENT_ID = [
  'The client_id in this file is not a number of digits only.',
  'Le client_id de ce fichier n’est pas composé de chiffres seulement.',
] as const;
const NOT_READ = [
  'The private key in this file is damaged and can’t be read.',
  'La clé privée de ce fichier est endommagée et illisible.',
] as const;
const missing = (field: string): readonly [string, string] => [
  `This key file is incomplete. Missing: ${field}`,
  `Ce fichier de clé est incomplet. Il manque : ${field}`,
];

/** By what is wrong; each with the fix after it, but for the one that says it itself. */
export const SENTENCES = {
  'not a key file': { service: 'This is not a key file.', page: NOT_A_KEY },
  'another type': {
    service: 'A service account key has the type service_account; this file has not.',
    page: NOT_A_KEY,
  },
  'OAuth client': {
    service: 'This is the file of an OAuth client, not of a service account.',
    page: OTHER_CLIENT,
  },
  person: {
    service: 'These are the credentials of a person, not the key of a service account.',
    page: [
      'These are a person’s own credentials, not the key of a service account.',
      'Ce sont les identifiants d’une personne, pas la clé d’un compte de service.',
    ],
  },
  'no key of their own': {
    service: "These credentials hold no key of their own, so they can't sign.",
    page: [
      'These credentials hold no key of their own, so they can’t sign.',
      'Ces identifiants ne contiennent pas de clé qui leur soit propre ; ils ne peuvent donc pas signer.',
    ],
  },
  'other universe': {
    service: UNIVERSE,
    page: [
      'This service account belongs to another Google Cloud than the public one (universe_domain is not googleapis.com). Domain-wide delegation does not exist there, so it can never act in a Google Workspace. Make a service account in a project of console.cloud.google.com.',
      'Ce compte de service appartient à un autre cloud de Google que le cloud public (universe_domain n’est pas googleapis.com). La délégation au niveau du domaine n’y existe pas ; il ne pourra donc jamais agir dans un domaine Google Workspace. Créez un compte de service dans un projet de console.cloud.google.com.',
    ],
  },
  'no private key': {
    service: "The file has no private key, so it can't sign.",
    page: missing('private_key'),
  },
  'public half': {
    service: "This is the public half of a key, which can't sign.",
    page: [
      'The private_key in this file is the public half of a key, which can’t sign.',
      'Le champ private_key de ce fichier contient la moitié publique d’une clé, qui ne peut pas signer.',
    ],
  },
  locked: {
    service: 'The private key is locked with a passphrase.',
    page: [
      'The private key in this file is locked with a passphrase.',
      'La clé privée de ce fichier est protégée par une phrase secrète.',
    ],
  },
  'cut off': {
    service: 'The private key breaks off before its end.',
    page: [
      'The private key in this file breaks off before its end.',
      'La clé privée de ce fichier s’interrompt avant sa fin.',
    ],
  },
  'more than a key': {
    service: 'Something else stands behind the end of the private key.',
    page: [
      'Something else stands behind the end of the private key in this file.',
      'Autre chose suit la fin de la clé privée dans ce fichier.',
    ],
  },
  damaged: { service: "The private key is damaged and can't be read." },
  'no PEM': { service: "The private key is damaged and can't be read.", page: NOT_READ },
  'not RSA': { service: "The private key is not an RSA key; Google's always are." },
  'too short': { service: 'The private key has fewer than 2048 bits.' },
  'no address': {
    service: 'The address of the service account is missing.',
    page: missing('client_email'),
  },
  'wrong address': { service: 'This is not the address of a service account.' },
  'no client id': {
    service: 'The client id of the service account is missing.',
    page: missing('client_id'),
  },
  'wrong client id': {
    service: 'The client id of a service account is a number of digits only.',
    page: WRONG_CLIENT_ID,
  },
  'lost digits': {
    service:
      'The client id stands in the file without quotation marks, which loses its last digits.',
    page: [
      'The client_id in this file stands without quotation marks, which loses its last digits: a program has rewritten the file.',
      'Le client_id de ce fichier est écrit sans guillemets, ce qui en perd les derniers chiffres : un programme a réécrit le fichier.',
    ],
  },
  'project no text': { service: 'The id of the project is not text.' },
  'strange project': {
    service: "The id of the project holds a character that none of Google's has.",
  },
  'long key id': { service: "The id of the key is longer than any of Google's." },
} as const satisfies Record<string, Sentences>;
