import { visibleOnly } from '../visible-text';

/** Of the field `client_id`: its digits; or why there are none. */
export type ClientId = { readonly digits: string } | 'missing' | 'lost-digits' | 'no-number';

/**
 * A program that took the client id for a number has written it without quotation marks. It has 21
 * digits, and JSON's numbers keep some 15: whatever stands there then is another id.
 */
export function readClientId(value: unknown): ClientId {
  if (value === undefined || value === null || value === '') return 'missing';
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value > 0 ? { digits: String(value) } : 'lost-digits';
  }
  const digits = typeof value === 'string' ? visibleOnly(value) : '';
  return /^\d{1,32}$/.test(digits) ? { digits } : 'no-number';
}

/**
 * Whether the service account is of Google's own cloud, as every file says, or the older ones by saying
 * nothing. In another universe there is no domain-wide delegation (googleapis/google-auth-library-python#1286).
 */
export const isGoogleUniverse = (universe: unknown): boolean =>
  universe === undefined ||
  universe === null ||
  (typeof universe === 'string' &&
    ['', 'googleapis.com'].includes(visibleOnly(universe).toLowerCase()));
