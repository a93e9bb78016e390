/** What Secret Manager takes as one payload (64 KiB), and so what the service takes. */
export const MAX_KEY_FILE_BYTES = 65_536;

/** Why a file is not a service account key; each has its own sentence on the page. */
export type KeyFileFault =
  | 'empty'
  | 'too-large'
  | 'p12'
  | 'not-json'
  | 'oauth-client'
  | 'user-credentials'
  | 'other-credentials'
  | 'not-a-key'
  | 'incomplete'
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

const NEEDED = ['client_email', 'client_id', 'private_key'];

/**
 * Says at once whether a chosen file can be the JSON key of a service account, so that a wrong file
 * never leaves the browser. The service checks again, and more: it also reads the private key.
 */
export function checkKeyFile(name: string, text: string): KeyFileCheck {
  if (text.trim() === '') return fault('empty');
  if (new TextEncoder().encode(text).length > MAX_KEY_FILE_BYTES) return fault('too-large');
  const content = jsonObject(text);
  if (content === undefined) return fault(/\.(p12|pfx)$/i.test(name) ? 'p12' : 'not-json');
  return wrongKind(content) ?? wholeKey(content);
}

const fault = (given: KeyFileFault, missing?: readonly string[]): KeyFileCheck => ({
  kind: 'fault',
  fault: given,
  ...(missing ? { missing } : {}),
});

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : {};
  } catch {
    return undefined;
  }
}

function wrongKind(content: Record<string, unknown>): KeyFileCheck | undefined {
  if ('installed' in content || 'web' in content) return fault('oauth-client');
  switch (content['type']) {
    case 'service_account':
      return undefined;
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

function wholeKey(content: Record<string, unknown>): KeyFileCheck {
  const text = (field: string): string => {
    const value = content[field];
    return typeof value === 'string' ? value.trim() : '';
  };
  const missing = NEEDED.filter((field) => text(field) === '');
  if (missing.length > 0) return fault('incomplete', missing);
  const pem = /^-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END (RSA )?PRIVATE KEY-----$/;
  if (!pem.test(text('private_key'))) return fault('private-key-unreadable');
  return {
    kind: 'ok',
    key: {
      clientEmail: text('client_email'),
      clientId: text('client_id'),
      projectId: text('project_id'),
      content,
    },
  };
}
