import { type ConfigurationChange } from '../../api/configuration';
import { type CredentialChoice } from '../../domain/configuration/configure';
import { MAX_KEY_FILE_BYTES } from '../../domain/configuration/key-file';
import { Secret } from '../../domain/secret';
import { parseServiceAccountKey } from '../../domain/configuration/service-account-key';
import { problem, type Problem } from '../../http/problem';
import { type ConfigurationDependencies } from '../dependencies';

const FIRST_TIME =
  'No key is stored yet. The first time, send serviceAccountKey, the JSON object of the key file, or keyless: true.';

/**
 * The credential in the request, its key a `Secret` from here on, or the reason why it cannot be used.
 * Without a credential in the request, the stored one is used.
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
          'This deployment has no service account for keyless sign-in. Upload a key, or ask the operator to set one up.',
        );
  }
  const file = new Secret(JSON.stringify(body.serviceAccountKey));
  if (Buffer.byteLength(file.reveal()) > MAX_KEY_FILE_BYTES) {
    return problem(
      'payload-too-large',
      'The key file is too large. The limit is 64 KiB, and a key file has about 2 KiB. Nothing was changed.',
    );
  }
  const parsed = parseServiceAccountKey(body.serviceAccountKey);
  if (parsed.kind === 'refused') {
    return unusable(`/serviceAccountKey${parsed.pointer}`, parsed.message);
  }
  return { kind: 'key', file, key: parsed.key };
}

/** The request contains only the administrator, and no credential is stored. */
export const nothingStored = (): Problem => unusable('/serviceAccountKey', FIRST_TIME);

const unusable = (pointer: string, message: string): Problem =>
  problem('invalid-request', `${message} Nothing was changed.`, { errors: [{ pointer, message }] });
