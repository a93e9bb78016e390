import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../secret';

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
  readonly reason:
    | 'not-a-key-file'
    | 'user-credentials'
    | 'oauth-client'
    | 'other-credentials'
    | 'no-private-key'
    | 'public-key'
    | 'encrypted-private-key'
    | 'truncated-private-key'
    | 'unreadable-private-key'
    | 'not-rsa'
    | 'too-short'
    | 'bad-field';
  /** A JSON pointer into the file. */
  readonly pointer: string;
  readonly message: string;
};

/** NIST SP 800-131A: shorter RSA keys may not sign any more; Google's own have 2048 bits. */
const MIN_RSA_BITS = 2048;

const HOW_TO_GET_ONE =
  'In the Google Cloud console open the service account, Keys, Add key, Create new key, JSON, and choose that file.';

const NOT_AN_ADDRESS = 'This is not the address of a service account.';

const KeyFile = z.object({
  client_email: z
    .string('The address of the service account is missing.')
    .max(254, { error: NOT_AN_ADDRESS, abort: true })
    .regex(/^[^\s@]+@(?:[^\s.@]+\.)+[^\s.@]+$/, NOT_AN_ADDRESS),
  client_id: z
    .string('The client id of the service account is missing.')
    .regex(/^\d{1,32}$/, 'The client id of a service account is a number.'),
  project_id: z.string().max(200).default(''),
  private_key_id: z.string().max(200).default(''),
});

/**
 * Reads the file that Google makes for a service account, already parsed as JSON. Fields that are not
 * known here are let through. `token_uri` is one of them: it is never called, whatever it says.
 */
export function parseServiceAccountKey(
  file: unknown,
): { readonly kind: 'ok'; readonly key: ServiceAccountKey } | KeyRefusal {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return refused('not-a-key-file', '', `This is not a key file. ${HOW_TO_GET_ONE}`);
  }
  const fields = file as Readonly<Record<string, unknown>>;
  const wrong = wrongKind(fields) ?? wrongPrivateKey(fields['private_key']);
  if (wrong) return wrong;
  const parsed = KeyFile.safeParse(fields);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${issue?.message ?? 'A field is wrong.'} ${HOW_TO_GET_ONE}`;
    return refused('bad-field', `/${issue?.path.join('/') ?? ''}`, message);
  }
  const { client_email, client_id, project_id, private_key_id } = parsed.data;
  return {
    kind: 'ok',
    key: {
      clientEmail: client_email,
      clientId: client_id,
      projectId: project_id,
      keyId: private_key_id,
      privateKey: new Secret(String(fields['private_key'])),
    },
  };
}

const refused = (reason: KeyRefusal['reason'], pointer: string, message: string): KeyRefusal => ({
  kind: 'refused',
  reason,
  pointer,
  message,
});

/** The other files that Google's consoles and tools make, and that people take for the key. */
function wrongKind(fields: Readonly<Record<string, unknown>>): KeyRefusal | undefined {
  if ('installed' in fields || 'web' in fields) {
    const message = `This is the file of an OAuth client, not of a service account. ${HOW_TO_GET_ONE}`;
    return refused('oauth-client', 'installed' in fields ? '/installed' : '/web', message);
  }
  switch (fields['type']) {
    case 'service_account':
      return undefined;
    case 'authorized_user':
      return refused(
        'user-credentials',
        '/type',
        `These are the credentials of a person, not the key of a service account. ${HOW_TO_GET_ONE}`,
      );
    case 'external_account':
    case 'external_account_authorized_user':
    case 'impersonated_service_account':
      return refused(
        'other-credentials',
        '/type',
        `These credentials hold no key of their own, so they can't sign. ${HOW_TO_GET_ONE}`,
      );
    default:
      return refused(
        'not-a-key-file',
        '/type',
        `A service account key has the type service_account; this file has not. ${HOW_TO_GET_ONE}`,
      );
  }
}

function wrongPrivateKey(pem: unknown): KeyRefusal | undefined {
  const no = (reason: KeyRefusal['reason'], what: string): KeyRefusal =>
    refused(reason, '/private_key', `${what} ${HOW_TO_GET_ONE}`);
  if (typeof pem !== 'string' || pem.trim() === '') {
    return no('no-private-key', "The file has no private key, so it can't sign.");
  }
  if (/-----BEGIN (RSA )?PUBLIC KEY-----|-----BEGIN CERTIFICATE-----/.test(pem)) {
    return no('public-key', "This is the public half of a key, which can't sign.");
  }
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    return no('encrypted-private-key', 'The private key is locked with a passphrase.');
  }
  if (pem.includes('-----BEGIN ') && !/-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)) {
    return no('truncated-private-key', 'The private key breaks off before its end.');
  }
  const details = rsaDetails(pem);
  if (details === undefined) {
    return no('unreadable-private-key', "The private key is damaged and can't be read.");
  }
  if (details.type !== 'rsa') {
    return no('not-rsa', "The private key is not an RSA key; Google's always are.");
  }
  if (details.bits < MIN_RSA_BITS) {
    return no('too-short', `The private key has fewer than ${MIN_RSA_BITS} bits.`);
  }
  return undefined;
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
