import {
  checkKeyFields,
  type KeyFileFault as FieldsFault,
  MAX_KEY_FILE_BYTES,
} from '../domain/configuration/key-file';
import { isDeeperThan, MOST_LEVELS } from '../domain/json-depth';
import { visibleEnds } from '../domain/visible-text';

/** Why a file is not a service account key. The page has a sentence for each. */
export type KeyFileFault =
  'empty' | 'too-large' | 'p12' | 'utf-16' | 'not-json' | 'incomplete' | FieldsFault;

/** The parts of a key file that are not secret, and the complete content to send. */
export type KeyFile = {
  readonly clientEmail: string;
  readonly clientId: string;
  readonly content: Readonly<Record<string, unknown>>;
};

export type KeyFileCheck =
  | { readonly kind: 'ok'; readonly key: KeyFile }
  | { readonly kind: 'fault'; readonly fault: KeyFileFault; readonly missing?: readonly string[] };

/**
 * Checks immediately whether a chosen file can be the JSON key of a service account, so that a wrong file
 * never leaves the browser. The service repeats the checks and also parses the private key.
 */
export function checkKeyFile(name: string, bytes: Uint8Array): KeyFileCheck {
  if (bytes.length > MAX_KEY_FILE_BYTES) return fault('too-large');
  const text = textOf(bytes);
  if (text === '') return fault('empty');
  const content = text === undefined ? undefined : parsed(text);
  if (content !== undefined) return checkContent(content);
  if (/\.(p12|pfx)$/i.test(name)) return fault('p12');
  return fault(isUtf16(bytes) ? 'utf-16' : 'not-json');
}

function checkContent(content: unknown): KeyFileCheck {
  // The file is sent inside a body with a limited nesting depth.
  if (isDeeperThan(MOST_LEVELS - 1, content)) return fault('not-a-key-file');
  const check = checkKeyFields(content);
  if (check.kind === 'incomplete') return { ...check, kind: 'fault', fault: check.kind };
  if (check.kind === 'fault') return fault(check.fault);
  const { clientEmail, clientId } = check.fields;
  return { kind: 'ok', key: { clientEmail, clientId, content: content as KeyFile['content'] } };
}

const fault = (given: KeyFileFault): KeyFileCheck => ({ kind: 'fault', fault: given });

/**
 * The text without additions of some editors and tools: a byte order mark, NUL, the DOS end-of-file mark.
 */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return visibleEnds(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Detected by the byte order mark, or by a NUL in the first two bytes. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  first === 0 ||
  second === 0 ||
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff);

/** Returns `undefined` for invalid JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
