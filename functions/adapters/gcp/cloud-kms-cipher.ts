import { type cloudkms_v1 } from 'googleapis/build/src/apis/cloudkms';
import { z } from 'zod';
import { ciphertext } from '../../domain/account';
import { Secret } from '../../domain/secret';
import { type CipherContext, type PasswordCipher } from '../../ports/password-cipher';
import { type Reply } from '../http/exchange';
import { readError } from '../google/google-error';
import { parseJson } from '../http/parse-json';
import { VendorError } from '../vendor-error';
import { type CloudApi, cloudCall, refusedCall } from './cloud-call';
import { crc32c } from './crc32c';
import { type GoogleCredentials } from './google-credentials';

/**
 * KMS answers in about 20 ms. Two calls must fit into a lease together with the call that sets the
 * password.
 */
export const CLOUD_KMS_DEADLINE_MS = 4_000;

export type CloudKmsOptions = {
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K`. */
  readonly key: string;
  readonly credentials: GoogleCredentials;
  readonly rootUrl: string | undefined;
  readonly deadlineMs?: number;
};

/** CRC32C is a string: JSON represents 64-bit integers as text. */
const Sum = z.string();
const Encrypted = z.object({
  ciphertext: z.base64().min(1),
  ciphertextCrc32c: Sum,
  verifiedPlaintextCrc32c: z.literal(true),
  verifiedAdditionalAuthenticatedDataCrc32c: z.literal(true),
});
const Decrypted = z.object({ plaintext: z.base64().default(''), plaintextCrc32c: Sum });

/**
 * Encrypts passwords with one Cloud KMS key (REST v1). Additional authenticated data binds each ciphertext
 * to its user and version. Every request and response carries a CRC32C, which the receiver checks. Calls
 * are retried once after no answer, 429, 5xx, and 400, because a corrupted request also causes 400. A retry
 * is safe: neither call changes anything.
 */
export function cloudKmsCipher(options: CloudKmsOptions): PasswordCipher {
  const { key, credentials, deadlineMs = CLOUD_KMS_DEADLINE_MS } = options;
  const rootUrl = options.rootUrl ?? 'https://cloudkms.googleapis.com/';
  let loading: Promise<CryptoKeys> | undefined;

  const call = async (name: string, send: Send): Promise<Reply | undefined> => {
    const keys = await (loading ??= loadCryptoKeys());
    const api: CloudApi = { name: `Cloud KMS ${name}`, rootUrl, credentials, deadlineMs };
    const once = () => cloudCall(api, (transport) => send(keys, transport));
    const reply = await once();
    const final = reply && reply.status < 500 && reply.status !== 400 && reply.status !== 429;
    return final ? reply : once();
  };
  return {
    encrypt: async (password, context) => {
      const plaintext = Buffer.from(password.reveal(), 'utf8');
      const requestBody = {
        plaintext: plaintext.toString('base64'),
        plaintextCrc32c: sumOf(plaintext),
        ...boundTo(context),
      };
      const reply = await call('encrypt', (keys, transport) =>
        keys.encrypt({ name: key, requestBody }, transport),
      );
      const answer = answered('encrypt', reply, Encrypted);
      checked('encrypt', answer.ciphertext, answer.ciphertextCrc32c);
      return ciphertext(answer.ciphertext);
    },
    decrypt: async (sealed, context) => {
      const requestBody = {
        ciphertext: sealed,
        ciphertextCrc32c: sumOf(Buffer.from(sealed, 'base64')),
        ...boundTo(context),
      };
      const reply = await call('decrypt', (keys, transport) =>
        keys.decrypt({ name: key, requestBody }, transport),
      );
      if (reply && neverOpens(reply)) return undefined;
      const answer = answered('decrypt', reply, Decrypted);
      const plaintext = checked('decrypt', answer.plaintext, answer.plaintextCrc32c);
      return new Secret(plaintext.toString('utf8'));
    },
  };
}

type Transport = Parameters<Parameters<typeof cloudCall>[1]>[0];
type Send = (keys: CryptoKeys, transport: Transport) => Promise<unknown>;
type CryptoKeys = cloudkms_v1.Resource$Projects$Locations$Keyrings$Cryptokeys;

/** Loaded at first use: `configuration` and `rotation` never encrypt. */
async function loadCryptoKeys(): Promise<CryptoKeys> {
  const { cloudkms } = await import('googleapis/build/src/apis/cloudkms/index.js');
  return cloudkms('v1').projects.locations.keyRings.cryptoKeys;
}

/**
 * Google says that a retry cannot help: the context differs or the ciphertext belongs to another key
 * (INVALID_ARGUMENT), the key version is disabled or destroyed (FAILED_PRECONDITION), or the key does not
 * exist.
 */
const neverOpens = ({ status, text }: Reply): boolean =>
  (status === 400 || status === 404) && readError(text)?.form === 'envelope';

function answered<Answer>(
  name: string,
  reply: Reply | undefined,
  schema: z.ZodType<Answer>,
): Answer {
  if (reply?.status !== 200) throw refusedCall(`Cloud KMS ${name}`, reply);
  const answer = schema.safeParse(parseJson(reply.text));
  if (!answer.success) throw new VendorError(`Cloud KMS ${name}`, 'answer not as described');
  return answer.data;
}

/** User IDs contain no colon and versions are numbers, so two contexts never produce the same text. */
function boundTo({ userId, version }: CipherContext) {
  const data = Buffer.from(`password:${userId}:${version}`, 'utf8');
  return {
    additionalAuthenticatedData: data.toString('base64'),
    additionalAuthenticatedDataCrc32c: sumOf(data),
  };
}

const sumOf = (bytes: Uint8Array): string => String(crc32c(bytes));

function checked(name: string, base64: string, sum: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (sumOf(bytes) !== sum) throw new VendorError(`Cloud KMS ${name}`, 'checksum does not match');
  return bytes;
}
