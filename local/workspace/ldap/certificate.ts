import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { element, integer, TAG } from './element';

/** What a certificate says. Names are a distinguished name's parts, such as `['CN', 'LDAP Client']`. */
export type CertificateContent = {
  readonly serial: Buffer;
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** An authority may sign others, a server is found under these names, a client is neither. */
  readonly use:
    | { readonly kind: 'authority' }
    | { readonly kind: 'server'; readonly names: readonly string[] }
    | { readonly kind: 'client' };
};

export type Name = readonly (readonly [attribute: keyof typeof ATTRIBUTES, value: string])[];

/** Who signs: itself or an authority. */
export type Issuer = { readonly name: Name; readonly privateKey: KeyObject };

const ATTRIBUTES = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
};
const SHA256_WITH = { rsa: '1.2.840.113549.1.1.11', ec: '1.2.840.10045.4.3.2' };

/** An X.509 certificate (RFC 5280, version 3) in PEM, signed with SHA-256. Keys are RSA or on a curve. */
export function certificatePem(content: CertificateContent, issuer: Issuer): string {
  const algorithm = signatureAlgorithm(issuer.privateKey);
  const signed = sequence(
    element(0xa0, integer(2)),
    element(TAG.integer, content.serial),
    algorithm,
    nameOf(issuer.name),
    sequence(time(content.notBeforeMs), time(content.notAfterMs)),
    nameOf(content.subject),
    publicKeyInfo(content.publicKey),
    element(0xa3, sequence(...extensions(content, issuer))),
  );
  const signature = sign('sha256', signed, issuer.privateKey);
  const der = sequence(signed, algorithm, element(TAG.bitString, Buffer.of(0), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const sequence = (...parts: readonly Buffer[]): Buffer => element(TAG.sequence, ...parts);

function signatureAlgorithm({ asymmetricKeyType }: KeyObject): Buffer {
  return asymmetricKeyType === 'rsa'
    ? sequence(objectId(SHA256_WITH.rsa), element(TAG.null))
    : sequence(objectId(SHA256_WITH.ec));
}

const publicKeyInfo = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const nameOf = (name: Name): Buffer =>
  sequence(
    ...name.map(([attribute, value]) =>
      element(TAG.set, sequence(objectId(ATTRIBUTES[attribute]), element(TAG.utf8, value))),
    ),
  );

/** UTCTime: RFC 5280 wants it for the years up to 2049. */
const time = (atMs: number): Buffer =>
  element(
    TAG.utcTime,
    new Date(atMs)
      .toISOString()
      .replaceAll(/[-:T]|\.\d+/g, '')
      .slice(2),
  );

function extensions(content: CertificateContent, issuer: Issuer): Buffer[] {
  const { use } = content;
  const isAuthority = use.kind === 'authority';
  const flag = isAuthority ? sequence(element(TAG.boolean, Buffer.of(0xff))) : sequence();
  return [
    extension('2.5.29.19', flag, isAuthority),
    // keyCertSign and cRLSign, or digitalSignature
    extension(
      '2.5.29.15',
      element(TAG.bitString, isAuthority ? Buffer.of(1, 0x06) : Buffer.of(7, 0x80)),
      true,
    ),
    ...(isAuthority
      ? []
      : [
          extension(
            '2.5.29.37',
            sequence(objectId(`1.3.6.1.5.5.7.3.${use.kind === 'server' ? 1 : 2}`)),
          ),
        ]),
    ...(use.kind === 'server'
      ? [extension('2.5.29.17', sequence(...use.names.map(alternativeName)))]
      : []),
    extension('2.5.29.14', element(TAG.octets, keyId(content.publicKey))),
    extension('2.5.29.35', sequence(element(0x80, keyId(createPublicKey(issuer.privateKey))))),
  ];
}

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(
    objectId(id),
    ...(critical ? [element(TAG.boolean, Buffer.of(0xff))] : []),
    element(TAG.octets, value),
  );

/** A host name, or an IPv4 address. */
const alternativeName = (name: string): Buffer =>
  /^[\d.]+$/.test(name)
    ? element(0x87, Buffer.from(name.split('.').map(Number)))
    : element(0x82, name);

const keyId = (key: KeyObject): Buffer => createHash('sha1').update(publicKeyInfo(key)).digest();

function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return element(TAG.objectId, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits a byte, the highest first; every byte but the last has its high bit set. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift(0x80 | (left & 0x7f));
  return bytes;
}
