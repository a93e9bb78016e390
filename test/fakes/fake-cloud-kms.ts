import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { crc32c } from '../../functions/adapters/gcp/crc32c';
import { damaged, GoogleCloudApi, GoogleRefusal } from './google-cloud-api';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Begins every ciphertext, so that another service's ciphertext can be recognised. */
const MAGIC = Buffer.from([0x0a, 0x24, 0x00]);

/**
 * Cloud KMS's REST API (v1) with one symmetric key: encrypt and decrypt with AES-256-GCM, which binds the
 * additional authenticated data, with Google's checksums and refusals. `forgetsSums` simulates a Google that
 * did not receive the checksums that were sent.
 */
export class FakeCloudKms {
  readonly api: GoogleCloudApi;
  forgetsSums = false;
  readonly #name: string;
  readonly #key = randomBytes(32);

  /** `key` is `projects/P/locations/L/keyRings/R/cryptoKeys/K`. */
  constructor(key: string) {
    this.#name = key;
    this.api = new GoogleCloudApi(
      ({ method, path, body }) => {
        const call = /:(encrypt|decrypt)$/.exec(path)?.[1];
        if (method !== 'POST' || path !== `/v1/${key}:${call ?? ''}`) {
          throw new GoogleRefusal('NOT_FOUND', `CryptoKey ${path} not found.`);
        }
        const answer = () => (call === 'encrypt' ? this.#encrypt(body) : this.#decrypt(body));
        return { call: call ?? '', answer };
      },
      (answer) => {
        for (const field of ['ciphertext', 'plaintext']) {
          const value = answer[field];
          if (typeof value === 'string') answer[field] = damaged(value);
        }
      },
    );
  }

  #encrypt(body: Record<string, unknown>): Record<string, unknown> {
    const plaintext = bytesIn(body, 'plaintext');
    const bound = bytesIn(body, 'additionalAuthenticatedData');
    if (plaintext.length === 0) throw new GoogleRefusal('INVALID_ARGUMENT', 'No plaintext.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(bound);
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    const ciphertext = Buffer.concat([MAGIC, nonce, sealed, cipher.getAuthTag()]);
    return {
      name: `${this.#name}/cryptoKeyVersions/1`,
      ciphertext: ciphertext.toString('base64'),
      ciphertextCrc32c: String(crc32c(ciphertext)),
      ...this.#verified(body, 'verifiedPlaintextCrc32c', 'plaintextCrc32c'),
      ...this.#verified(
        body,
        'verifiedAdditionalAuthenticatedDataCrc32c',
        'additionalAuthenticatedDataCrc32c',
      ),
      protectionLevel: 'SOFTWARE',
    };
  }

  #decrypt(body: Record<string, unknown>): Record<string, unknown> {
    const bytes = bytesIn(body, 'ciphertext');
    const bound = bytesIn(body, 'additionalAuthenticatedData');
    const head = MAGIC.length + NONCE_BYTES;
    if (bytes.length < head + TAG_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw undecipherable();
    }
    const tagAt = bytes.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(3, head))
        .setAAD(bound)
        .setAuthTag(bytes.subarray(tagAt));
      const plaintext = Buffer.concat([
        decipher.update(bytes.subarray(head, tagAt)),
        decipher.final(),
      ]);
      return {
        plaintext: plaintext.toString('base64'),
        plaintextCrc32c: String(crc32c(plaintext)),
        usedPrimary: true,
        protectionLevel: 'SOFTWARE',
      };
    } catch {
      throw undecipherable();
    }
  }

  #verified(body: Record<string, unknown>, flag: string, sum: string): Record<string, boolean> {
    return this.forgetsSums || body[sum] === undefined ? {} : { [flag]: true };
  }
}

const undecipherable = (): GoogleRefusal =>
  new GoogleRefusal(
    'INVALID_ARGUMENT',
    'Decryption failed: verify that the name refers to the correct CryptoKey.',
  );

/** A `bytes` field, verified if a checksum came with it. */
function bytesIn(body: Record<string, unknown>, field: string): Buffer {
  const text = body[field] ?? '';
  if (typeof text !== 'string' || !/^[\w+/-]*={0,2}$/.test(text)) {
    throw new GoogleRefusal('INVALID_ARGUMENT', `Invalid value at '${field}' (TYPE_BYTES).`);
  }
  const bytes = Buffer.from(text, 'base64');
  const sum = body[`${field}Crc32c`];
  if (sum !== undefined && sum !== String(crc32c(bytes))) {
    throw new GoogleRefusal('INVALID_ARGUMENT', `The checksum in ${field}_crc32c did not match.`);
  }
  return bytes;
}
