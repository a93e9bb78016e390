import { type ConfigurationChange } from '../../api/configuration';
import { type CredentialChoice } from '../../domain/configuration/configure';
import { MAX_KEY_FILE_BYTES } from '../../domain/configuration/key-file';
import { Secret } from '../../domain/secret';
import { parseServiceAccountKey } from '../../domain/configuration/service-account-key';
import { problem, type Problem } from '../../http/problem';
import { type ConfigurationDependencies } from '../dependencies';

const FIRST_TIME =
  'No key is stored yet: the first time, send serviceAccountKey, the JSON of the key file, or keyless: true.';

/**
 * The credential that was sent, its key a `Secret` from here on; or why it can't be used. None sent:
 * the one that is stored.
 */
export function readCredential(
  body: ConfigurationChange,
  keyless: ConfigurationDependencies['keyless'],
): CredentialChoice | Problem {
  if (body.serviceAccountKey === undefined) {
    if (body.keyless === undefined) return { kind: 'stored' };
    return keyless
      ? { kind: 'keyless', serviceAccount: keyless.serviceAccount, clientId: keyless.clientId }
      : unusable(
          '/keyless',
          'This deployment has no service account for the keyless way. Upload a key, or ask its operator to set one up.',
        );
  }
  const file = new Secret(JSON.stringify(body.serviceAccountKey));
  if (Buffer.byteLength(file.reveal()) > MAX_KEY_FILE_BYTES) {
    return problem(
      'payload-too-large',
      'A key file has at most 64 KiB, and usually about 2. Nothing was changed.',
    );
  }
  const parsed = parseServiceAccountKey(body.serviceAccountKey);
  if (parsed.kind === 'refused') {
    return unusable(`/serviceAccountKey${parsed.pointer}`, parsed.message);
  }
  return { kind: 'key', file, key: parsed.key };
}

/** The admin alone was sent, and there is no credential that could stay. */
export const nothingStored = (): Problem => unusable('/serviceAccountKey', FIRST_TIME);

const unusable = (pointer: string, message: string): Problem =>
  problem('invalid-request', `${message} Nothing was changed.`, { errors: [{ pointer, message }] });
