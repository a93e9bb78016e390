import { randomInt, X509Certificate } from 'node:crypto';
import { type KeyPair } from '../key-pair';
import { certificatePem, type Name } from './certificate';
import { newSerial } from './server-certificates';

/** What the Admin console offers once for download, as two files in PEM. */
export type ClientCertificateFiles = {
  readonly certificate: string;
  readonly privateKey: string;
  /** Without ending: `.crt` and `.key`. It tells the day on which the certificate expires. */
  readonly fileName: string;
  /** SHA-256, in lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly notAfter: string;
};

/** What is kept of it: no private key. */
export type KnownClient = {
  readonly fingerprint: string;
  readonly fileName: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
};

/** The certificates of the one LDAP client. Several may be valid at a time, so that they can be replaced. */
export class ClientCertificates {
  #known: readonly KnownClient[];
  readonly #now: () => number;
  readonly #keep: (known: readonly KnownClient[]) => void;
  readonly #newKeyPair: () => KeyPair;

  constructor(
    known: readonly KnownClient[],
    now: () => number,
    keep: (known: readonly KnownClient[]) => void,
    newKeyPair: () => KeyPair,
  ) {
    this.#known = known;
    this.#now = now;
    this.#keep = keep;
    this.#newKeyPair = newKeyPair;
  }

  get known(): readonly KnownClient[] {
    return this.#known;
  }

  /** Another one, valid for Google's three years or for the given time, which may be over already. */
  create(validMs?: number): ClientCertificateFiles {
    const nowMs = this.#now();
    const notAfterMs = validMs === undefined ? threeYearsAfter(nowMs) : nowMs + validMs;
    const notBeforeMs = Math.min(nowMs, notAfterMs - DAY_MS);
    const { publicKey, privateKey } = this.#newKeyPair();
    const content = { serial: newSerial(), subject: SUBJECT, publicKey, notBeforeMs, notAfterMs };
    const certificate = certificatePem(
      { ...content, use: { kind: 'client' } },
      { name: SUBJECT, privateKey },
    );
    const day = new Date(notAfterMs).toISOString().slice(0, 10).replaceAll('-', '_');
    const fileName = `Google_${day}_${randomInt(10_000, 100_000)}`;
    const fingerprint = fingerprintOf(new X509Certificate(certificate));
    this.#put([...this.#known, { fingerprint, fileName, notBeforeMs, notAfterMs }]);
    return {
      certificate,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      fileName,
      fingerprint,
      notAfter: new Date(notAfterMs).toISOString(),
    };
  }

  /** Takes effect at the next operation of every connection. */
  delete(fingerprint: string): void {
    this.#put(this.#known.filter((client) => client.fingerprint !== fingerprint));
  }

  deleteAll(): void {
    this.#put([]);
  }

  /** Whether it is known and valid now. A certificate is told apart by its fingerprint: it signs itself. */
  accepts(fingerprint: string): boolean {
    const client = this.#known.find((known) => known.fingerprint === fingerprint);
    const nowMs = this.#now();
    return client !== undefined && client.notBeforeMs <= nowMs && nowMs <= client.notAfterMs;
  }

  #put(known: readonly KnownClient[]): void {
    this.#keep(known);
    this.#known = known;
  }
}

/** The subject of the certificates that Google hands out. */
const SUBJECT: Name = [
  ['O', 'Google Inc.'],
  ['L', 'Mountain View'],
  ['CN', 'LDAP Client'],
  ['OU', 'GSuite'],
  ['C', 'US'],
  ['ST', 'California'],
];

const DAY_MS = 86_400_000;

function threeYearsAfter(nowMs: number): number {
  const date = new Date(nowMs);
  return date.setUTCFullYear(date.getUTCFullYear() + 3);
}

export const fingerprintOf = ({ fingerprint256 }: X509Certificate): string =>
  fingerprint256.replaceAll(':', '').toLowerCase();
