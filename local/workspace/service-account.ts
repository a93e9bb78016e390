import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type AdminRole, NO_ADMIN_ROLE } from './admin-role';
import { type KeyPair } from './key-pair';

/**
 * The JSON file that the Google console offers once for download. It contains `private_key` in plain text.
 */
export type KeyFile = {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly auth_uri: string;
  readonly token_uri: string;
  readonly auth_provider_x509_cert_url: string;
  readonly client_x509_cert_url: string;
  readonly universe_domain: string;
};

/** The public half of a key pair, as Google stores it. */
export type PublicKey = {
  readonly keyId: string;
  readonly pem: string;
  readonly disabled: boolean;
};

/** `disabled` and `deleted` fail assertions with Google's two different errors. */
export type AccountState = 'enabled' | 'disabled' | 'deleted';

const PROJECT = 'simulated-workspace';

/**
 * One service account. Like Google it keeps only public keys: a private key is returned when it is created
 * and then forgotten. No private key is ever written to disk, and a restart invalidates no key.
 */
export class ServiceAccount {
  readonly email: string;
  readonly clientId: string;
  state: AccountState = 'enabled';
  /** What the account may do as itself, without the delegation. */
  adminRole: AdminRole = NO_ADMIN_ROLE;
  readonly #keys = new Map<string, PublicKey & { readonly key: KeyObject }>();
  readonly #newKeyPair: () => KeyPair;
  #signer: { readonly keyId: string; readonly key: KeyObject } | undefined;

  constructor(name: string, clientId: string, newKeyPair: () => KeyPair) {
    this.email = `${name}@${PROJECT}.iam.gserviceaccount.com`;
    this.clientId = clientId;
    this.#newKeyPair = newKeyPair;
  }

  get keys(): PublicKey[] {
    return [...this.#keys.values()].map(({ keyId, pem, disabled }) => ({ keyId, pem, disabled }));
  }

  putKey(key: PublicKey): void {
    this.#keys.set(key.keyId, { ...key, key: createPublicKey(key.pem) });
  }

  removeKey(keyId: string): void {
    this.#keys.delete(keyId);
  }

  /** Creates a key pair, keeps the public key and returns the file with the private key. */
  createKey(): KeyFile {
    const { keyId, privateKey } = this.#newPair();
    return {
      type: 'service_account',
      project_id: PROJECT,
      private_key_id: keyId,
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      client_email: this.email,
      client_id: this.clientId,
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: 'https://oauth2.googleapis.com/token',
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(this.email)}`,
      universe_domain: 'googleapis.com',
    };
  }

  /** Signs claims with a Google-managed key (IAM Credentials `signJwt`). */
  signJwt(payload: string): { readonly keyId: string; readonly signedJwt: string } {
    if (this.#signer === undefined) {
      const { keyId, privateKey } = this.#newPair();
      this.#signer = { keyId, key: privateKey };
    }
    const { keyId, key } = this.#signer;
    const header = JSON.stringify({ alg: 'RS256', kid: keyId, typ: 'JWT' });
    const signed = `${base64url(header)}.${base64url(payload)}`;
    const signature = sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url');
    return { keyId, signedJwt: `${signed}.${signature}` };
  }

  /** True if an enabled key made this signature. `keyId` restricts the check to one key. */
  verifies(signed: string, signature: Buffer, keyId: string | undefined): boolean {
    const data = Buffer.from(signed);
    for (const { key, disabled, keyId: id } of this.#keys.values()) {
      if (disabled || (keyId !== undefined && keyId !== id)) continue;
      if (verify('RSA-SHA256', data, key, signature)) return true;
    }
    return false;
  }

  #newPair(): { keyId: string; privateKey: KeyObject } {
    const { publicKey, privateKey } = this.#newKeyPair();
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const keyId = createHash('sha1').update(pem).digest('hex'); // 40 hex digits, like Google's
    this.#keys.set(keyId, { keyId, pem, disabled: false, key: publicKey });
    return { keyId, privateKey };
  }
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
