import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../secret';
import { visibleOnly } from '../visible-text';
import { isAddress } from './admin-username';
import { checkKeyFields, type KeyFileFault, type NeededField } from './key-file';

/** Google's key file, parsed: the fields that identify it, and the private key as PEM. */
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

/** Why a file cannot be the key. `message` says what the file is and what to do. */
export type KeyRefusal = {
  readonly kind: 'refused';
  readonly reason: KeyFileFault | 'incomplete' | 'not-rsa' | 'too-short' | 'bad-field';
  /** A JSON pointer into the file. */
  readonly pointer: string;
  readonly message: string;
};

/** NIST SP 800-131A does not allow shorter RSA keys to sign any more. Google's own keys have 2048 bits. */
const MIN_RSA_BITS = 2048;

const HOW_TO_GET_ONE =
  'In the Google Cloud console, open the service account, then Keys › Add key › Create new key › JSON. Choose that file.';

const OTHER_UNIVERSE =
  'This service account does not belong to the public Google Cloud (universe_domain is not googleapis.com). Domain-wide delegation does not exist in other clouds, so the account can never act in a Google Workspace domain. Create a service account and its key in a project at console.cloud.google.com.';

/** A field that only describes the key: absent, null and empty mean the same. */
const described = (what: string): z.ZodType<string> =>
  z
    .string(`${what} is not text.`)
    .max(200, `${what} is longer than Google allows.`)
    .overwrite(visibleOnly)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, `${what} contains a character that Google never uses.`)
    .nullish()
    .transform((text) => text ?? '');

const Description = z.object({
  project_id: described('The project ID'),
  private_key_id: described('The key ID'),
});

const MISSING: Readonly<Record<NeededField, string>> = {
  client_email: 'The address of the service account is missing.',
  client_id: 'The client ID of the service account is missing.',
  private_key: 'The file has no private key, so it cannot sign.',
};

const FAULTS: Readonly<Record<KeyFileFault, string>> = {
  'not-a-key-file':
    'This file does not have the type service_account, so it is not the key of a service account.',
  'other-universe': OTHER_UNIVERSE,
  'oauth-client': 'This is the file of an OAuth client, not of a service account.',
  'user-credentials': 'These are the credentials of a user, not the key of a service account.',
  'other-credentials': 'These credentials contain no private key, so they cannot sign.',
  'client-id-lost-digits':
    'The client ID in the file has no quotation marks, so its last digits are lost.',
  'client-id-no-number': 'The client ID of a service account must contain digits only.',
  'public-key': 'This is a public key, which cannot sign.',
  'encrypted-private-key': 'The private key is protected with a passphrase.',
  'truncated-private-key': 'The private key is cut off.',
  'more-than-a-private-key': 'The private_key field contains extra text after the key.',
  'unreadable-private-key': 'The private key is damaged and cannot be read.',
};

/**
 * Reads the file that Google makes for a service account, already parsed as JSON. Unknown fields are
 * accepted. One of them is `token_uri`: it is never called, whatever it says.
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

/** Faults that show only when the key is parsed. */
function wrongPrivateKey(pem: string): KeyRefusal | undefined {
  const no = (reason: KeyRefusal['reason'], what: string): KeyRefusal =>
    refused(reason, '/private_key', what);
  const details = rsaDetails(pem);
  if (details === undefined) {
    return no('unreadable-private-key', FAULTS['unreadable-private-key']);
  }
  if (details.type !== 'rsa') {
    return no('not-rsa', 'The private key is not an RSA key. Google’s keys always are.');
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
    return undefined; // OpenSSL's message does not help here, and no part of the key may leak
  }
}
