import { isGoogleUniverse, readClientId } from '../domain/configuration/key-fields';
import { mendPem, pemFault, type PemFault } from '../domain/configuration/private-key-pem';
import { isDeeperThan, MOST_LEVELS } from '../domain/json-depth';
import { visibleEnds, visibleOnly } from '../domain/visible-text';

/** What Secret Manager takes as one payload (64 KiB), and so what the service takes. */
export const MAX_KEY_FILE_BYTES = 65_536;

/** Why a file is not a service account key; each has its own sentence on the page. */
export type KeyFileFault =
  | 'empty'
  | 'too-large'
  | 'p12'
  | 'utf-16'
  | 'not-json'
  | 'oauth-client'
  | 'user-credentials'
  | 'other-credentials'
  | 'other-universe'
  | 'not-a-key'
  | 'incomplete'
  | 'client-id-digits'
  | 'client-id-wrong'
  | 'private-key-public'
  | 'private-key-locked'
  | 'private-key-cut-off'
  | 'private-key-and-more'
  | 'private-key-unreadable';

/** The parts of a key file that are no secret, and the whole of it to send. */
export type KeyFile = {
  readonly clientEmail: string;
  readonly clientId: string;
  /** Empty if the file doesn't say. */
  readonly projectId: string;
  readonly content: Readonly<Record<string, unknown>>;
};

export type KeyFileCheck =
  | { readonly kind: 'ok'; readonly key: KeyFile }
  | { readonly kind: 'fault'; readonly fault: KeyFileFault; readonly missing?: readonly string[] };

/**
 * Says at once whether a chosen file can be the JSON key of a service account, so that a wrong file
 * never leaves the browser. The service checks again, and more: it also reads the private key.
 */
export function checkKeyFile(name: string, bytes: Uint8Array): KeyFileCheck {
  if (bytes.length > MAX_KEY_FILE_BYTES) return fault('too-large');
  const text = textOf(bytes);
  if (text === '') return fault('empty');
  const content = text === undefined ? undefined : jsonObject(text);
  if (content !== undefined) return wrongKind(content) ?? wholeKey(content);
  if (/\.(p12|pfx)$/i.test(name)) return fault('p12');
  return fault(isUtf16(bytes) ? 'utf-16' : 'not-json');
}

/** Without what some editors and tools put around a text: a byte order mark, NUL, the end mark of DOS. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return visibleEnds(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** By its byte order mark, or by the NUL in one of the first two bytes. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  first === 0 ||
  second === 0 ||
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff);

const fault = (given: KeyFileFault, missing?: readonly string[]): KeyFileCheck => ({
  kind: 'fault',
  fault: given,
  ...(missing ? { missing } : {}),
});

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !isDeeperThan(MOST_LEVELS - 1, value); // it is sent as a part of a body
    return isObject ? (value as Record<string, unknown>) : {};
  } catch {
    return undefined;
  }
}

function wrongKind(content: Record<string, unknown>): KeyFileCheck | undefined {
  if ('installed' in content || 'web' in content) return fault('oauth-client');
  switch (content['type']) {
    case 'service_account':
      return isGoogleUniverse(content['universe_domain']) ? undefined : fault('other-universe');
    case 'gdch_service_account':
      return fault('other-universe');
    case 'authorized_user':
      return fault('user-credentials');
    case 'external_account':
    case 'external_account_authorized_user':
    case 'impersonated_service_account':
      return fault('other-credentials');
    default:
      return fault('not-a-key');
  }
}

const PEM_FAULTS: Readonly<Record<Exclude<PemFault, 'missing'>, KeyFileFault>> = {
  public: 'private-key-public',
  locked: 'private-key-locked',
  'cut-off': 'private-key-cut-off',
  'more-than-a-key': 'private-key-and-more',
};

function wholeKey(content: Record<string, unknown>): KeyFileCheck {
  const text = (field: string): string => {
    const value = content[field];
    return typeof value === 'string' ? visibleOnly(value) : '';
  };
  const clientId = readClientId(content['client_id']);
  const { private_key: stored } = content;
  const pem = typeof stored === 'string' ? mendPem(stored) : '';
  const broken = pemFault(pem);
  const missing = [
    ...(text('client_email') === '' ? ['client_email'] : []),
    ...(clientId === 'missing' ? ['client_id'] : []),
    ...(broken === 'missing' ? ['private_key'] : []),
  ];
  if (missing.length > 0) return fault('incomplete', missing);
  if (clientId === 'lost-digits') return fault('client-id-digits');
  if (typeof clientId === 'string') return fault('client-id-wrong');
  if (broken !== undefined && broken !== 'missing') return fault(PEM_FAULTS[broken]);
  if (!/-----BEGIN (RSA )?PRIVATE KEY-----/.test(pem)) return fault('private-key-unreadable');
  return {
    kind: 'ok',
    key: {
      clientEmail: text('client_email'),
      clientId: clientId.digits,
      projectId: text('project_id'),
      content,
    },
  };
}
