import { type CaTextFault } from '../../domain/networks/ca-text';
import { type NetworkField } from '../network-field';

const caFaultsEn: Record<CaTextFault, string> = {
  'private-key':
    'This holds a private key. It must not leave the RADIUS server. Give only the certificate of the authority.',
  'no-pem':
    'This is not in PEM format, which starts with -----BEGIN. A .cer or .der file can be converted: openssl x509 -inform der -in ca.cer',
  'cut-off': 'This is cut off: a line that starts with -----END is missing.',
  'not-a-certificate': 'This holds something other than certificates.',
};

const caFaultsFr: Record<CaTextFault, string> = {
  'private-key':
    'Le contenu comporte une clé privée. Elle ne doit pas quitter le serveur RADIUS. Donnez uniquement le certificat de l’autorité.',
  'no-pem':
    'Le contenu n’est pas au format PEM, qui commence par -----BEGIN. Un fichier .cer ou .der peut être converti : openssl x509 -inform der -in ca.cer',
  'cut-off': 'Le contenu est tronqué : une ligne qui commence par -----END manque.',
  'not-a-certificate': 'Le contenu comporte autre chose que des certificats.',
};

const faultsEn: Record<NetworkField, string> = {
  ssid: 'Enter 1 to 32 bytes, without control characters. An accented letter takes 2 bytes, an emoji 4.',
  id: 'Use 1 to 64 letters without accents, digits, dots, hyphens and underscores. The first is a letter or a digit.',
  security: 'Choose one of the two.',
  serverNames:
    'Enter 1 to 10 names, one per line, with 200 characters together. For several servers, a name such as *.example.com will do.',
  caCertificates:
    'Give 1 to 10 certificates of authorities. Without one, a device gives the password to whoever imitates the network.',
  outerIdentity: 'Enter at most 100 bytes, without control characters, or leave it empty.',
};

const faultsFr: Record<NetworkField, string> = {
  ssid: 'Saisissez de 1 à 32 octets, sans caractère de contrôle. Une lettre accentuée occupe 2 octets, un émoji 4.',
  id: 'Utilisez de 1 à 64 lettres sans accent, chiffres, points, traits d’union et traits de soulignement. Le premier caractère est une lettre ou un chiffre.',
  security: 'Choisissez l’une des deux options.',
  serverNames:
    'Saisissez de 1 à 10 noms, un par ligne, 200 caractères au total. Pour plusieurs serveurs, un nom tel que *.example.com suffit.',
  caCertificates:
    'Donnez de 1 à 10 certificats d’autorités. Sans certificat, un appareil donne le mot de passe à quiconque imite le réseau.',
  outerIdentity:
    'Saisissez au plus 100 octets, sans caractère de contrôle, ou laissez le champ vide.',
};

export const networksEn = {
  title: 'Networks',
  what: 'Wi-Fi networks where users sign in with their Google password: WPA-Enterprise with EAP-TTLS and PAP, for example by FreeRADIUS over Secure LDAP. For these networks, this service makes a profile for each user’s device.',
  loading: 'Reading the networks…',
  unread: 'The networks could not be read. See the message above.',
  empty: 'No network yet. Profiles for devices need one.',
  add: 'Add a network',
  full: 'Ten networks is the limit. Remove one to add another.',
  edit: (ssid: string) => `Edit ${ssid}`,
  editShort: 'Edit',
  remove: (ssid: string) => `Remove ${ssid}`,
  removeShort: 'Remove…',
  blanks: '␣ stands for a space at the beginning or the end of the name.',
  facts: {
    id: 'Identifier',
    security: 'Protection',
    outerIdentity: 'Identity outside the tunnel',
    serverNames: 'RADIUS servers',
    caCertificates: 'Trusted authorities',
  },
  securities: { WPA2: 'WPA2, or WPA3 where it is offered', WPA3: 'WPA3 only' },
  isHidden: 'hidden',
  nameless: 'No subject',
  validUntil: 'Valid until',
  validFrom: 'Valid only from',
  expired: 'Expired on',
  expires: (days: string) => `Expires ${days}, on`,
  formAdd: 'Add a network',
  formEdit: 'Edit the network',
  ssid: 'Name of the network (SSID)',
  ssidHint: 'Exactly as the access points send it, spaces included. 1 to 32 bytes.',
  id: 'Identifier',
  idHint: 'For calls, such as ?network=staff. It cannot be changed later.',
  idFixed: 'Fixed: by it, a new profile replaces the former one on a device.',
  security: 'Protection',
  hidden: 'The network is hidden',
  hiddenHint: 'Its access points do not announce its name, so devices search for it.',
  serverNames: 'Names of the RADIUS servers',
  serverNamesHint:
    'One per line, as in the servers’ certificates: radius.example.com or *.example.com.',
  outerIdentity: 'Identity outside the tunnel (optional)',
  outerIdentityHint:
    'anonymous@ and the users’ own domain: FreeRADIUS refuses most others. Without it, devices show the user’s address before the tunnel is up.',
  authorities: 'Authorities that the RADIUS servers’ certificates come from',
  keepHint: 'Untick an authority to remove it.',
  newAuthorities: 'Add certificates',
  newAuthoritiesHint:
    'Paste them in PEM format, one after the other, or choose files. Only authorities (CA certificates): never a private key.',
  chooseFiles: 'Choose files',
  save: 'Save the network',
  cancel: 'Cancel',
  saving: 'Saving…',
  saved: (ssid: string) => `Saved: ${ssid}.`,
  check: 'Please check the marked fields.',
  idTaken: 'Another network has this identifier.',
  wrongServer: (name: string) =>
    `This is not the name of a server: ${name}. Enter a name such as radius.example.com or *.example.com.`,
  unreadable: 'A certificate in this text is damaged and cannot be read.',
  faults: faultsEn,
  caFaults: caFaultsEn,
  wrongFile: 'Wrong file:',
  lost: 'The answer was lost. The list above shows what is stored now.',
  gone: 'This network was removed meanwhile. “Save the network” adds it again.',
  question: (ssid: string) => `Remove the network ${ssid}?`,
  consequences: [
    'This service makes no further profile for it.',
    'Profiles on devices stay. They work until the user’s next password.',
    'Passwords do not change.',
  ],
  confirm: 'Remove now',
  keepIt: 'Cancel',
  removing: 'Removing…',
  removed: (ssid: string) => `Removed: ${ssid}.`,
};

export const networksFr: typeof networksEn = {
  title: 'Réseaux',
  what: 'Réseaux Wi-Fi où les utilisateurs se connectent avec leur mot de passe Google : WPA-Entreprise avec EAP-TTLS et PAP, par exemple au moyen de FreeRADIUS et du LDAP sécurisé. Pour ces réseaux, ce service crée un profil pour l’appareil de chaque utilisateur.',
  loading: 'Lecture des réseaux…',
  unread: 'Les réseaux n’ont pas pu être lus. Consultez le message ci-dessus.',
  empty: 'Aucun réseau pour l’instant. Il en faut un pour créer des profils d’appareils.',
  add: 'Ajouter un réseau',
  full: 'La limite est de dix réseaux. Retirez-en un pour en ajouter un autre.',
  edit: (ssid: string) => `Modifier ${ssid}`,
  editShort: 'Modifier',
  remove: (ssid: string) => `Retirer ${ssid}`,
  removeShort: 'Retirer…',
  blanks: '␣ représente un espace au début ou à la fin du nom.',
  facts: {
    id: 'Identifiant',
    security: 'Sécurité',
    outerIdentity: 'Identité externe (hors du tunnel)',
    serverNames: 'Serveurs RADIUS',
    caCertificates: 'Autorités de certification approuvées',
  },
  securities: { WPA2: 'WPA2, ou WPA3 là où il est proposé', WPA3: 'WPA3 uniquement' },
  isHidden: 'masqué',
  nameless: 'Sans objet',
  validUntil: 'Valable jusqu’au',
  validFrom: 'Valable seulement à partir du',
  expired: 'Expiré le',
  expires: (days: string) => `Expire ${days}, le`,
  formAdd: 'Ajouter un réseau',
  formEdit: 'Modifier le réseau',
  ssid: 'Nom du réseau (SSID)',
  ssidHint: 'Exactement comme les bornes l’émettent, espaces compris. De 1 à 32 octets.',
  id: 'Identifiant',
  idHint: 'Pour les appels, comme ?network=staff. Il ne peut plus être modifié ensuite.',
  idFixed: 'Fixe : grâce à lui, un nouveau profil remplace le précédent sur un appareil.',
  security: 'Sécurité',
  hidden: 'Le réseau est masqué',
  hiddenHint: 'Ses bornes ne diffusent pas son nom, et les appareils le recherchent donc.',
  serverNames: 'Noms des serveurs RADIUS',
  serverNamesHint:
    'Un par ligne, comme dans les certificats des serveurs : radius.example.com ou *.example.com.',
  outerIdentity: 'Identité externe, hors du tunnel (facultatif)',
  outerIdentityHint:
    'anonymous@ suivi du domaine des utilisateurs : FreeRADIUS refuse la plupart des autres. Sans elle, les appareils montrent l’adresse de l’utilisateur avant l’établissement du tunnel.',
  authorities: 'Autorités dont proviennent les certificats des serveurs RADIUS',
  keepHint: 'Décochez une autorité pour la retirer.',
  newAuthorities: 'Ajouter des certificats',
  newAuthoritiesHint:
    'Collez-les au format PEM, l’un après l’autre, ou choisissez des fichiers. Uniquement des autorités (certificats de CA) : jamais de clé privée.',
  chooseFiles: 'Choisir des fichiers',
  save: 'Enregistrer le réseau',
  cancel: 'Annuler',
  saving: 'Enregistrement…',
  saved: (ssid: string) => `Enregistré : ${ssid}.`,
  check: 'Veuillez vérifier les champs signalés.',
  idTaken: 'Un autre réseau a déjà cet identifiant.',
  wrongServer: (name: string) =>
    `Ce n’est pas le nom d’un serveur : ${name}. Saisissez un nom tel que radius.example.com ou *.example.com.`,
  unreadable: 'Un certificat de ce texte est endommagé et ne peut pas être lu.',
  faults: faultsFr,
  caFaults: caFaultsFr,
  wrongFile: 'Fichier incorrect :',
  lost: 'La réponse s’est perdue. La liste ci-dessus montre ce qui est enregistré maintenant.',
  gone: 'Ce réseau a été retiré entre-temps. « Enregistrer le réseau » l’ajoute de nouveau.',
  question: (ssid: string) => `Retirer le réseau ${ssid} ?`,
  consequences: [
    'Ce service ne crée plus de profil pour ce réseau.',
    'Les profils déjà installés restent sur les appareils. Ils fonctionnent jusqu’au prochain mot de passe de l’utilisateur.',
    'Les mots de passe ne changent pas.',
  ],
  confirm: 'Retirer maintenant',
  keepIt: 'Annuler',
  removing: 'Retrait…',
  removed: (ssid: string) => `Retiré : ${ssid}.`,
};
