import { type ChosenLdapFault } from '../chosen-ldap-files';

const download =
  'In the Admin console, open Apps › LDAP and the client, then Authentication, and download the certificate again.';
const telecharger =
  'Dans la console d’administration, ouvrez Applications › LDAP, choisissez le client, puis Authentification, et téléchargez de nouveau le certificat.';

const faultsEn = (): Record<ChosenLdapFault, string> => ({
  empty: `This file is empty. ${download}`,
  'too-large': `The files are larger than 64 KiB. Google’s two files have about 4 KiB together. ${download}`,
  zip: 'This is a zip file, as Google gives it. Unpack it first. Then choose the .crt and the .key file that it holds.',
  p12: 'This file is in PKCS #12 format. Two files in PEM format are required, the .crt and the .key file.',
  'no-pem': `This is not in PEM format, which starts with -----BEGIN. ${download}`,
  'cut-off': `This is cut off: the line that starts with -----END is missing. ${download}`,
  'not-a-certificate': `There is no certificate in it. It may be the private key, or a certificate request. ${download}`,
  'several-certificates': 'There is more than one certificate. Give only that of the LDAP client.',
  'not-a-private-key': `There is no private key in it. It may be the certificate, or a public key. ${download}`,
  'several-private-keys': 'There is more than one private key. Give only that of the LDAP client.',
  'encrypted-private-key': `The private key is protected with a passphrase. Google’s has none. ${download}`,
  neither: `This file holds neither a certificate nor a private key. ${download}`,
});

const faultsFr = (): Record<ChosenLdapFault, string> => ({
  empty: `Ce fichier est vide. ${telecharger}`,
  'too-large': `Les fichiers dépassent 64 Kio. Les deux fichiers de Google font ensemble environ 4 Kio. ${telecharger}`,
  zip: 'C’est un fichier zip, tel que Google le fournit. Décompressez-le d’abord. Choisissez ensuite les fichiers .crt et .key qu’il contient.',
  p12: 'Ce fichier est au format PKCS #12. Deux fichiers au format PEM sont requis : le .crt et le .key.',
  'no-pem': `Le contenu n’est pas au format PEM, qui commence par -----BEGIN. ${telecharger}`,
  'cut-off': `Le contenu est tronqué : la ligne qui commence par -----END manque. ${telecharger}`,
  'not-a-certificate': `Le contenu ne comporte pas de certificat. C’est peut-être la clé privée, ou une demande de certificat. ${telecharger}`,
  'several-certificates': 'Il y a plusieurs certificats. Donnez uniquement celui du client LDAP.',
  'not-a-private-key': `Le contenu ne comporte pas de clé privée. C’est peut-être le certificat, ou une clé publique. ${telecharger}`,
  'several-private-keys': 'Il y a plusieurs clés privées. Donnez uniquement celle du client LDAP.',
  'encrypted-private-key': `La clé privée est protégée par une phrase secrète. Celle de Google n’en a pas. ${telecharger}`,
  neither: `Ce fichier ne contient ni certificat ni clé privée. ${telecharger}`,
});

export const ldapFormEn = {
  connectTitle: 'Connect',
  replaceTitle: 'Replace the certificate',
  replaceHint:
    'The stored certificate stays in use until another one is saved. To change how a user is named, choose both files again.',
  source: 'Certificate and private key',
  fromFiles: 'Choose the files',
  fromText: 'Paste their text',
  files: 'The two files, .crt and .key',
  chooseFiles: 'Choose both files',
  noFiles: 'No file chosen',
  filesHint:
    'Unpack Google’s zip file first, then choose both files together. Your browser checks them first and sends them only when you save. A stored key is never shown again.',
  certificate: 'Certificate (.crt)',
  privateKey: 'Private key (.key)',
  bindName: 'How this service names a user to Google',
  byEmail: 'Email address',
  byEmailHint: 'As in ann@example.com. Right for almost every organisation.',
  byDn: 'Distinguished name (DN)',
  byDnHint:
    'As in uid=ann,ou=Staff,ou=Users,dc=example,dc=com. Only if Google does not accept the email address.',
  save: 'Save',
  wrongFile: 'Wrong file:',
  wrongText: 'Wrong text.',
  // A call that the build may leave out: the script of another language has none of these.
  faults: /* @__PURE__ */ faultsEn(),
  unreadableFile: 'The browser could not read this file. Choose it again.',
  goodCertificate: (name: string) => `Certificate: ${name}`,
  goodKey: (name: string) => `Private key: ${name}`,
  bothNeeded: 'Choose the .crt and the .key file of the LDAP client.',
  keyNeeded: 'The private key is still missing. Choose the .key file too.',
  certificateNeeded: 'The certificate is still missing. Choose the .crt file too.',
  pasteCertificate: 'Paste the text of the .crt file, from -----BEGIN to -----END.',
  pasteKey: 'Paste the text of the .key file, from -----BEGIN to -----END.',
  saving: 'Saving and connecting to Google…',
  saved: {
    ok: 'Saved. Every check passed.',
    failing: 'Saved, but one check fails. See above for what to do.',
    unproved: 'Saved. This service reaches Google. The first proof of a password is still to come.',
    unchecked: 'Saved, not checked yet.',
    expired: 'Saved, but the certificate has expired.',
  },
  notSaved: 'Not saved.',
  lostSaved:
    'The answer was lost, but another certificate is stored since. Its data is shown above.',
  lostNotSaved: 'Not saved: the stored certificate is the same as before.',
  lostUnknown: 'It is not known whether this was saved.',
};

export const ldapFormFr: typeof ldapFormEn = {
  connectTitle: 'Connecter',
  replaceTitle: 'Remplacer le certificat',
  replaceHint:
    'Le certificat enregistré reste utilisé jusqu’à l’enregistrement d’un autre certificat. Pour changer la façon de désigner un utilisateur, choisissez de nouveau les deux fichiers.',
  source: 'Certificat et clé privée',
  fromFiles: 'Choisir les fichiers',
  fromText: 'Coller leur texte',
  files: 'Les deux fichiers, .crt et .key',
  chooseFiles: 'Choisir les deux fichiers',
  noFiles: 'Aucun fichier choisi',
  filesHint:
    'Décompressez d’abord le fichier zip de Google, puis choisissez les deux fichiers ensemble. Votre navigateur les vérifie d’abord et ne les envoie qu’à l’enregistrement. Une clé enregistrée n’est jamais réaffichée.',
  certificate: 'Certificat (.crt)',
  privateKey: 'Clé privée (.key)',
  bindName: 'Comment ce service désigne un utilisateur à Google',
  byEmail: 'Adresse e-mail',
  byEmailHint: 'Comme dans anne@example.com. Convient à presque toutes les organisations.',
  byDn: 'Nom distinctif (DN)',
  byDnHint:
    'Comme dans uid=anne,ou=Staff,ou=Users,dc=example,dc=com. Seulement si Google n’accepte pas l’adresse e-mail.',
  save: 'Enregistrer',
  wrongFile: 'Mauvais fichier :',
  wrongText: 'Mauvais texte.',
  faults: /* @__PURE__ */ faultsFr(),
  unreadableFile: 'Le navigateur n’a pas pu lire ce fichier. Choisissez-le de nouveau.',
  goodCertificate: (name: string) => `Certificat : ${name}`,
  goodKey: (name: string) => `Clé privée : ${name}`,
  bothNeeded: 'Choisissez les fichiers .crt et .key du client LDAP.',
  keyNeeded: 'La clé privée manque encore. Choisissez aussi le fichier .key.',
  certificateNeeded: 'Le certificat manque encore. Choisissez aussi le fichier .crt.',
  pasteCertificate: 'Collez le texte du fichier .crt, de -----BEGIN à -----END.',
  pasteKey: 'Collez le texte du fichier .key, de -----BEGIN à -----END.',
  saving: 'Enregistrement et connexion à Google…',
  saved: {
    ok: 'Enregistré. Toutes les vérifications ont réussi.',
    failing: 'Enregistré, mais une vérification échoue. Voir ci-dessus comment la corriger.',
    unproved: 'Enregistré. Ce service joint Google. Il reste à contrôler un premier mot de passe.',
    unchecked: 'Enregistré, pas encore vérifié.',
    expired: 'Enregistré, mais le certificat a expiré.',
  },
  notSaved: 'Non enregistré.',
  lostSaved:
    'La réponse s’est perdue, mais un autre certificat est enregistré depuis. Ses données sont affichées ci-dessus.',
  lostNotSaved: 'Non enregistré : le certificat enregistré est le même qu’avant.',
  lostUnknown: 'Impossible de savoir si l’enregistrement a eu lieu.',
};
