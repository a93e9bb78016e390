import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../secret';
import { visibleOnly } from '../visible-text';
import { isAddress } from './admin-username';
import { checkKeyFields, type KeyFileFault, type NeededField } from './key-file';

/** Google's key file, read: the parts that identify it, and the private key as PEM. */
export type ServiceAccountKey = {
  readonly clientEmail: string;
  /** The number that an administrator authorises for domain-wide delegation. */
  readonly clientId: string;
  /** The project that owns the service account; empty if the file doesn't say. */
  readonly projectId: string;
  /** Empty if the file doesn't say. */
  readonly keyId: string;
  readonly privateKey: Secret;
};

/** Why a file can't be the key: a sentence that says what it is and what to do, and where in the file. */
export type KeyRefusal = {
  readonly kind: 'refused';
  readonly reason: KeyFileFault | 'incomplete' | 'not-rsa' | 'too-short' | 'bad-field';
  /** A JSON pointer into the file. */
  readonly pointer: string;
  readonly message: string;
};

/** NIST SP 800-131A: shorter RSA keys may not sign any more; Google's own have 2048 bits. */
const MIN_RSA_BITS = 2048;

const HOW_TO_GET_ONE =
  'In the Google Cloud console open the service account, Keys, Add key, Create new key, JSON, and choose that file.';

const OTHER_UNIVERSE =
  'This service account belongs to another Google Cloud than the public one (universe_domain is not googleapis.com). Domain-wide delegation does not exist there, so it can never act in a Google Workspace. Make a service account and its key in a project of console.cloud.google.com.';

/** A field that only describes the key: absent, null and empty mean the same. */
const described = (what: string): z.ZodType<string> =>
  z
    .string(`${what} is not text.`)
    .max(200, `${what} is longer than any of Google's.`)
    .overwrite(visibleOnly)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, `${what} holds a character that none of Google's has.`)
    .nullish()
    .transform((text) => text ?? '');

const Description = z.object({
  project_id: described('The id of the project'),
  private_key_id: described('The id of the key'),
});

const MISSING: Readonly<Record<NeededField, string>> = {
  client_email: 'The address of the service account is missing.',
  client_id: 'The client id of the service account is missing.',
  private_key: "The file has no private key, so it can't sign.",
};

const FAULTS: Readonly<Record<KeyFileFault, string>> = {
  'not-a-key-file': 'A service account key has the type service_account; this file has not.',
  'other-universe': OTHER_UNIVERSE,
  'oauth-client': 'This is the file of an OAuth client, not of a service account.',
  'user-credentials': 'These are the credentials of a person, not the key of a service account.',
  'other-credentials': "These credentials hold no key of their own, so they can't sign.",
  'client-id-lost-digits':
    'The client id stands in the file without quotation marks, which loses its last digits.',
  'client-id-no-number': 'The client id of a service account is a number of digits only.',
  'public-key': "This is the public half of a key, which can't sign.",
  'encrypted-private-key': 'The private key is locked with a passphrase.',
  'truncated-private-key': 'The private key breaks off before its end.',
  'more-than-a-private-key': 'Something else stands behind the end of the private key.',
  'unreadable-private-key': "The private key is damaged and can't be read.",
};

/**
 * Reads the file that Google makes for a service account, already parsed as JSON. Fields that are not
 * known here are let through. `token_uri` is one of them: it is never called, whatever it says.
 */
export function parseServiceAccountKey(
  file: unknown,
): { readonly kind: 'ok'; readonly key: ServiceAccountKey } | KeyRefusal {
  const check = checkKeyFields(file);
  if (check.kind === 'incomplete') {
    const [field] = check.missing;
    return refused('incomplete', `/${field}`, MISSING[field]);
  }
  if (check.kind === 'fault') {
    const { fault, pointer } = check;
    return refused(fault, pointer, pointer === '' ? 'This is not a key file.' : FAULTS[fault]);
  }
  const { clientEmail, clientId, pem } = check.fields;
  const wrong = wrongPrivateKey(pem);
  if (wrong) return wrong;
  if (!isAddress(clientEmail)) {
    return refused('bad-field', '/client_email', 'This is not the address of a service account.');
  }
  const parsed = Description.safeParse(file);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused('bad-field', `/${issue?.path.join('/') ?? ''}`, issue?.message ?? '');
  }
  const { project_id: projectId, private_key_id: keyId } = parsed.data;
  const privateKey = new Secret(pem);
  return { kind: 'ok', key: { clientEmail, clientId, projectId, keyId, privateKey } };
}

const refused = (reason: KeyRefusal['reason'], pointer: string, what: string): KeyRefusal => ({
  kind: 'refused',
  reason,
  pointer,
  message: reason === 'other-universe' ? what : `${what} ${HOW_TO_GET_ONE}`,
});

/** What only shows once the key is read. */
function wrongPrivateKey(pem: string): KeyRefusal | undefined {
  const no = (reason: KeyRefusal['reason'], what: string): KeyRefusal =>
    refused(reason, '/private_key', what);
  const details = rsaDetails(pem);
  if (details === undefined) {
    return no('unreadable-private-key', FAULTS['unreadable-private-key']);
  }
  if (details.type !== 'rsa') {
    return no('not-rsa', "The private key is not an RSA key; Google's always are.");
  }
  return details.bits < MIN_RSA_BITS
    ? no('too-short', `The private key has fewer than ${MIN_RSA_BITS} bits.`)
    : undefined;
}

function rsaDetails(pem: string): { type: string | undefined; bits: number } | undefined {
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return { type: key.asymmetricKeyType, bits };
  } catch {
    return undefined; // OpenSSL's words are of no use here, and nothing of the key may get out
  }
}
