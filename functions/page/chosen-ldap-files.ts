import {
  checkLdapFiles,
  type LdapFileFault,
  MAX_LDAP_FILES_BYTES,
} from '../domain/configuration/ldap-files';
import { isCutOff, pemBlocks } from '../domain/pem-block';

/** Why chosen files are not the certificate and the private key. The page has a sentence for each. */
export type ChosenLdapFault = LdapFileFault | 'empty' | 'zip' | 'p12' | 'neither';

export type ReadFile = { readonly name: string; readonly bytes: Uint8Array };

/** The file that holds the certificate or the private key. One file may hold both. */
export type LdapPart = { readonly name: string; readonly text: string };
export type LdapParts = { readonly certificate?: LdapPart; readonly privateKey?: LdapPart };

export type ChosenLdapFiles =
  /** Both are there, or one is and the other must still be chosen. */
  | { readonly kind: 'parts'; readonly parts: LdapParts }
  | { readonly kind: 'fault'; readonly fault: ChosenLdapFault; readonly name: string };

/**
 * Finds out which file is which and whether they can be the two files of an LDAP client, so that a wrong file
 * never leaves the browser. `before`: what was chosen earlier, for those who choose one file after the other.
 */
export function sortLdapFiles(files: readonly ReadFile[], before: LdapParts = {}): ChosenLdapFiles {
  let chosen: LdapParts = {};
  for (const file of files) {
    const parts = partsOf(file);
    if (typeof parts === 'string') return { kind: 'fault', fault: parts, name: file.name };
    const twice = repeated(chosen, parts);
    if (twice) return { kind: 'fault', fault: twice, name: file.name };
    chosen = { ...chosen, ...parts };
  }
  const parts = { ...before, ...chosen };
  const { certificate, privateKey } = parts;
  if (!certificate || !privateKey) return { kind: 'parts', parts };
  const check = checkLdapFiles({ certificate: certificate.text, privateKey: privateKey.text });
  if (check.kind === 'ok') return { kind: 'parts', parts };
  const { name } = check.pointer === '/certificate' ? certificate : privateKey;
  return { kind: 'fault', fault: check.fault, name };
}

function partsOf({ name, bytes }: ReadFile): LdapParts | ChosenLdapFault {
  if (isZip(name, bytes)) return 'zip';
  if (/\.(p12|pfx)$/i.test(name)) return 'p12';
  if (bytes.length > MAX_LDAP_FILES_BYTES) return 'too-large';
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return 'empty';
  const kinds = new Set(pemBlocks(text).map(({ kind }) => kind));
  if (kinds.has('encrypted-key') && !kinds.has('private-key')) return 'encrypted-private-key';
  const part = { name, text };
  if (kinds.has('certificate') || kinds.has('private-key')) {
    return {
      ...(kinds.has('certificate') ? { certificate: part } : {}),
      ...(kinds.has('private-key') ? { privateKey: part } : {}),
    };
  }
  if (isCutOff(text)) return 'cut-off';
  return kinds.size === 0 ? 'no-pem' : 'neither';
}

/** Every zip file that holds a file begins with these bytes. */
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;

const isZip = (name: string, bytes: Uint8Array): boolean =>
  /\.zip$/i.test(name) || ZIP.every((byte, at) => bytes[at] === byte);

function repeated(chosen: LdapParts, parts: LdapParts): ChosenLdapFault | undefined {
  if (chosen.certificate && parts.certificate) return 'several-certificates';
  return chosen.privateKey && parts.privateKey ? 'several-private-keys' : undefined;
}
