import { isCutOff, type PemBlock, pemBlocks, type PemKind } from '../pem-block';

/** The size limit of the certificate and the key together: one version of Secret Manager (quotas page). */
export const MAX_LDAP_FILES_BYTES = 65_536;

/** The two files that the Admin console gives for an LDAP client, as text. */
export type LdapFiles = { readonly certificate: string; readonly privateKey: string };

/** Why the files cannot be the certificate and the key, before either is parsed. */
export type LdapFileFault =
  | 'too-large'
  | 'no-pem'
  | 'cut-off'
  | 'not-a-certificate'
  | 'several-certificates'
  | 'not-a-private-key'
  | 'several-private-keys'
  | 'encrypted-private-key';

export type LdapFilesCheck =
  /** Each file reduced to its one block. */
  | { readonly kind: 'ok'; readonly files: LdapFiles }
  | { readonly kind: 'fault'; readonly fault: LdapFileFault; readonly pointer: LdapPointer };

/** A JSON pointer to the file with the fault. */
export type LdapPointer = '/certificate' | '/privateKey';

/**
 * Whether these texts can be the two files. The page checks it, so that a wrong file never leaves the
 * browser. The service checks it too, and then parses both.
 */
export function checkLdapFiles({ certificate, privateKey }: LdapFiles): LdapFilesCheck {
  const large = tooLarge({ certificate, privateKey });
  if (large) return large;
  const cert = onlyBlock(certificate, 'certificate', certificateFault);
  if (typeof cert === 'string') return { kind: 'fault', fault: cert, pointer: '/certificate' };
  const key = onlyBlock(privateKey, 'private-key', keyFault);
  if (typeof key === 'string') return { kind: 'fault', fault: key, pointer: '/privateKey' };
  const files = { certificate: cert.pem, privateKey: key.pem };
  return tooLarge(files) ?? { kind: 'ok', files }; // they have more line breaks than was sent, perhaps
}

function tooLarge({ certificate, privateKey }: LdapFiles): LdapFilesCheck | undefined {
  if (bytesOf(certificate) + bytesOf(privateKey) <= MAX_LDAP_FILES_BYTES) return undefined;
  const larger = certificate.length >= privateKey.length ? '/certificate' : '/privateKey';
  return { kind: 'fault', fault: 'too-large', pointer: larger };
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function onlyBlock(
  text: string,
  kind: PemKind,
  faultOf: (blocks: readonly PemBlock[], wanted: number) => LdapFileFault,
): PemBlock | LdapFileFault {
  const blocks = pemBlocks(text);
  const wanted = blocks.filter((block) => block.kind === kind);
  const [block] = wanted;
  if (block && wanted.length === 1) return block;
  if (blocks.length === 0) return isCutOff(text) ? 'cut-off' : 'no-pem';
  return faultOf(blocks, wanted.length);
}

const certificateFault = (_: readonly PemBlock[], wanted: number): LdapFileFault =>
  wanted > 1 ? 'several-certificates' : 'not-a-certificate';

function keyFault(blocks: readonly PemBlock[], wanted: number): LdapFileFault {
  if (wanted > 1) return 'several-private-keys';
  return blocks.some(({ kind }) => kind === 'encrypted-key')
    ? 'encrypted-private-key'
    : 'not-a-private-key';
}
