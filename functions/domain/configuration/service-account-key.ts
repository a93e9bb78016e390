import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../secret';
import { visibleOnly } from '../visible-text';
import { ADDRESS } from './admin-username';
import { isGoogleUniverse, readClientId } from './key-fields';
import { mendPem, pemFault, type PemFault } from './private-key-pem';

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
    | 'other-universe'
    | 'no-private-key'
    | 'public-key'
    | 'encrypted-private-key'
    | 'truncated-private-key'
    | 'more-than-a-private-key'
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

const OTHER_UNIVERSE =
  'This service account belongs to another Google Cloud than the public one (universe_domain is not googleapis.com). Domain-wide delegation does not exist there, so it can never act in a Google Workspace. Make a service account and its key in a project of console.cloud.google.com.';

const NOT_AN_ADDRESS = 'This is not the address of a service account.';

/** A field that only describes the key: absent, null and empty mean the same. */
const described = (what: string): z.ZodType<string> =>
  z
    .string(`${what} is not text.`)
    .max(200, `${what} is longer than any of Google's.`)
    .overwrite(visibleOnly)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, `${what} holds a character that none of Google's has.`)
    .nullish()
    .transform((text) => text ?? '');

const KeyFile = z.object({
  client_email: z
    .string({
      error: ({ input }) =>
        input === undefined || input === null
          ? 'The address of the service account is missing.'
          : NOT_AN_ADDRESS,
    })
    .max(254, { error: NOT_AN_ADDRESS, abort: true })
    .overwrite(visibleOnly)
    .regex(ADDRESS, NOT_AN_ADDRESS),
  project_id: described('The id of the project'),
  private_key_id: described('The id of the key'),
});

const NO_CLIENT_ID = {
  missing: 'The client id of the service account is missing.',
  'lost-digits':
    'The client id stands in the file without quotation marks, which loses its last digits.',
  'no-number': 'The client id of a service account is a number of digits only.',
} as const;

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
  const stored = fields['private_key'];
  const pem = typeof stored === 'string' ? mendPem(stored) : stored;
  const wrong = wrongKind(fields) ?? wrongUniverse(fields) ?? wrongPrivateKey(pem);
  if (wrong) return wrong;
  const parsed = KeyFile.safeParse(fields);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${issue?.message ?? 'A field is wrong.'} ${HOW_TO_GET_ONE}`;
    return refused('bad-field', `/${issue?.path.join('/') ?? ''}`, message);
  }
  const clientId = readClientId(fields['client_id']);
  if (typeof clientId === 'string') {
    return refused('bad-field', '/client_id', `${NO_CLIENT_ID[clientId]} ${HOW_TO_GET_ONE}`);
  }
  const { client_email, project_id, private_key_id } = parsed.data;
  return {
    kind: 'ok',
    key: {
      clientEmail: client_email,
      clientId: clientId.digits,
      projectId: project_id,
      keyId: private_key_id,
      privateKey: new Secret(String(pem)),
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
    case 'gdch_service_account':
      return refused('other-universe', '/type', OTHER_UNIVERSE);
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

const wrongUniverse = (fields: Readonly<Record<string, unknown>>): KeyRefusal | undefined =>
  isGoogleUniverse(fields['universe_domain'])
    ? undefined
    : refused('other-universe', '/universe_domain', OTHER_UNIVERSE);

const PEM_FAULTS: Readonly<Record<PemFault, readonly [KeyRefusal['reason'], string]>> = {
  missing: ['no-private-key', "The file has no private key, so it can't sign."],
  public: ['public-key', "This is the public half of a key, which can't sign."],
  locked: ['encrypted-private-key', 'The private key is locked with a passphrase.'],
  'cut-off': ['truncated-private-key', 'The private key breaks off before its end.'],
  'more-than-a-key': [
    'more-than-a-private-key',
    'Something else stands behind the end of the private key.',
  ],
};

function wrongPrivateKey(pem: unknown): KeyRefusal | undefined {
  const no = (reason: KeyRefusal['reason'], what: string): KeyRefusal =>
    refused(reason, '/private_key', `${what} ${HOW_TO_GET_ONE}`);
  const fault = pemFault(pem);
  if (fault) return no(...PEM_FAULTS[fault]);
  const details = rsaDetails(String(pem));
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
