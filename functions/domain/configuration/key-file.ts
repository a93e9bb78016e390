import { visibleOnly } from '../visible-text';
import { mendPem, pemFault, type PemFault } from './private-key-pem';

/** The size limit of one Secret Manager version (quotas page). A key file has about 2 KiB. */
export const MAX_KEY_FILE_BYTES = 65_536;

/** Why a file cannot be the JSON key of a service account, before its private key is parsed. */
export type KeyFileFault =
  | 'not-a-key-file'
  | 'oauth-client'
  | 'user-credentials'
  | 'other-credentials'
  | 'other-universe'
  | 'client-id-lost-digits'
  | 'client-id-no-number'
  | 'public-key'
  | 'encrypted-private-key'
  | 'truncated-private-key'
  | 'more-than-a-private-key'
  | 'unreadable-private-key';

/** The fields that are required to sign in. */
export type NeededField = 'private_key' | 'client_email' | 'client_id';

export type KeyFileFields = {
  readonly clientEmail: string;
  readonly clientId: string;
  /** In the form that OpenSSL reads, if it is complete. */
  readonly pem: string;
};

export type KeyFileCheck =
  | { readonly kind: 'ok'; readonly fields: KeyFileFields }
  | { readonly kind: 'incomplete'; readonly missing: readonly [NeededField, ...NeededField[]] }
  /** `pointer`: a JSON pointer into the file. */
  | { readonly kind: 'fault'; readonly fault: KeyFileFault; readonly pointer: string };

/**
 * Whether this parsed JSON can be the file that Google makes for a service account. The page checks it, so
 * that a wrong file never leaves the browser. The service checks it too, and then parses the private key.
 */
export function checkKeyFields(file: unknown): KeyFileCheck {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return fault('not-a-key-file', '');
  }
  const fields = file as Readonly<Record<string, unknown>>;
  return wrongKind(fields) ?? wholeKey(fields);
}

const fault = (given: KeyFileFault, pointer: string): KeyFileCheck => ({
  kind: 'fault',
  fault: given,
  pointer,
});

/** Other files from Google's consoles and tools that people mistake for the key. */
function wrongKind(fields: Readonly<Record<string, unknown>>): KeyFileCheck | undefined {
  if ('installed' in fields) return fault('oauth-client', '/installed');
  if ('web' in fields) return fault('oauth-client', '/web');
  switch (fields['type']) {
    case 'service_account':
      return isGoogleUniverse(fields['universe_domain'])
        ? undefined
        : fault('other-universe', '/universe_domain');
    case 'gdch_service_account':
      return fault('other-universe', '/type');
    case 'authorized_user':
      return fault('user-credentials', '/type');
    case 'external_account':
    case 'external_account_authorized_user':
    case 'impersonated_service_account':
      return fault('other-credentials', '/type');
    default:
      return fault('not-a-key-file', '/type');
  }
}

const PEM_FAULTS: Readonly<Record<Exclude<PemFault, 'missing'>, KeyFileFault>> = {
  public: 'public-key',
  locked: 'encrypted-private-key',
  'cut-off': 'truncated-private-key',
  'more-than-a-key': 'more-than-a-private-key',
  'no-key': 'unreadable-private-key',
};

function wholeKey(fields: Readonly<Record<string, unknown>>): KeyFileCheck {
  const { client_email: email, private_key: stored } = fields;
  const clientEmail = typeof email === 'string' ? visibleOnly(email) : '';
  const clientId = readClientId(fields['client_id']);
  const pem = typeof stored === 'string' ? mendPem(stored) : '';
  const broken = pemFault(pem);
  const missing: readonly NeededField[] = [
    ...(clientEmail === '' ? (['client_email'] as const) : []),
    ...(clientId === 'missing' ? (['client_id'] as const) : []),
    ...(broken === 'missing' ? (['private_key'] as const) : []),
  ];
  const [first, ...others] = missing;
  if (first !== undefined) return { kind: 'incomplete', missing: [first, ...others] };
  if (clientId === 'lost-digits') return fault('client-id-lost-digits', '/client_id');
  if (typeof clientId === 'string') return fault('client-id-no-number', '/client_id');
  if (broken && broken !== 'missing') return fault(PEM_FAULTS[broken], '/private_key');
  return { kind: 'ok', fields: { clientEmail, clientId: clientId.digits, pem } };
}

/** The form of a service account's client id: a number, which has had 21 digits so far. */
export const CLIENT_ID = /^\d{1,32}$/;

/**
 * The digits of the field `client_id`. A program that treats the id as a number writes it without quotation
 * marks. The id has 21 digits, and JSON numbers keep only about 15, so the file then holds another id.
 */
function readClientId(
  value: unknown,
): { readonly digits: string } | 'missing' | 'lost-digits' | 'no-number' {
  if (value === undefined || value === null || value === '') return 'missing';
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value > 0 ? { digits: String(value) } : 'lost-digits';
  }
  const digits = typeof value === 'string' ? visibleOnly(value) : '';
  return CLIENT_ID.test(digits) ? { digits } : 'no-number';
}

/**
 * Whether the service account belongs to Google's own cloud. Key files say so; older ones leave the field
 * out. Other universes have no domain-wide delegation (googleapis/google-auth-library-python#1286).
 */
const isGoogleUniverse = (universe: unknown): boolean =>
  universe === undefined ||
  universe === null ||
  (typeof universe === 'string' &&
    ['', 'googleapis.com'].includes(visibleOnly(universe).toLowerCase()));
