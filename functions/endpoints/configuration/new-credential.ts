import { z } from 'zod';
import {
  ADDRESS,
  blankInside,
  MAX_ADDRESS_LENGTH,
  readAdminUsername,
} from '../../domain/configuration/admin-username';
import { type CredentialChoice } from '../../domain/configuration/configure';
import { Secret } from '../../domain/secret';
import { parseServiceAccountKey } from '../../domain/configuration/service-account-key';
import { problem, type Problem } from '../../http/problem';
import { type ConfigurationDependencies } from '../dependencies';

/** Secret Manager's limit for a version (quotas page); a key file has some 2 KiB. */
export const MAX_KEY_BYTES = 64 * 1024;

const ONE_OF_TWO =
  'Send either serviceAccountKey, the JSON object of the key file, or keyless: true. Do not send both.';

const FIRST_TIME =
  'No key is stored yet. The first time, send serviceAccountKey, the JSON object of the key file, or keyless: true.';

function notAnAddress(text: string): string {
  const blank = blankInside(text);
  const why = blank === undefined ? '' : ` This one contains the character ${blank}.`;
  return `Enter the address of a Google administrator, such as admin@example.com.${why}`;
}

export const SaveConfigurationBody = z
  .strictObject({
    adminUsername: z
      .string()
      .overwrite(readAdminUsername)
      .max(MAX_ADDRESS_LENGTH, {
        error: `Use at most ${MAX_ADDRESS_LENGTH} characters.`,
        abort: true,
      })
      .regex(ADDRESS, { error: ({ input }) => notAnAddress(String(input)) }),
    serviceAccountKey: z
      .record(z.string(), z.unknown(), 'Send the JSON object of the key file, not its text.')
      .optional(),
    keyless: z
      .literal(true, 'The only valid value is true. Leave the field out to send a key.')
      .optional(),
  })
  .refine((body) => body.serviceAccountKey === undefined || body.keyless === undefined, {
    path: ['serviceAccountKey'],
    message: ONE_OF_TWO,
  })
  .meta({ id: 'ConfigurationChange' });

/**
 * The credential that was sent, its key a `Secret` from here on; or why it can't be used. None sent:
 * the one that is stored.
 */
export function readCredential(
  body: z.infer<typeof SaveConfigurationBody>,
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
  if (Buffer.byteLength(file.reveal()) > MAX_KEY_BYTES) {
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

/** Only the administrator was sent, and no credential is stored. */
export const nothingStored = (): Problem => unusable('/serviceAccountKey', FIRST_TIME);

const unusable = (pointer: string, message: string): Problem =>
  problem('invalid-request', `${message} Nothing was changed.`, { errors: [{ pointer, message }] });
