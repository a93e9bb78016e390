import { isCutOff, pemBlocks } from '../pem-block';

/** Why a text can't be the certificates of authorities, before any is parsed. */
export type CaTextFault = 'private-key' | 'no-pem' | 'cut-off' | 'not-a-certificate';

/** The sentences say what is wrong and what to do. */
export const CA_TEXT_FAULTS: Readonly<Record<CaTextFault, string>> = {
  'private-key':
    'This text holds a private key, which must not leave the RADIUS server. Send only the certificate of the authority.',
  'no-pem':
    'This text is not in the form PEM, which has a line that starts with -----BEGIN. Convert the file: openssl x509 -inform der -in ca.cer.',
  'cut-off': 'This text is cut off: a line that starts with -----END is missing.',
  'not-a-certificate': 'This text holds something other than certificates.',
};

/** Each certificate as a PEM block of its own, without repetitions. */
export type CaTextCheck =
  | { readonly kind: 'ok'; readonly certificates: readonly string[] }
  | { readonly kind: 'fault'; readonly fault: CaTextFault };

/**
 * Reads one or several certificates in PEM. The page checks it, so that a private key never leaves the
 * browser. The service checks it too, and then parses each.
 */
export function checkCaText(text: string): CaTextCheck {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return fault('private-key');
  const blocks = pemBlocks(text);
  if (isCutOff(text)) return fault('cut-off');
  if (blocks.length === 0) return fault('no-pem');
  if (blocks.some(({ kind }) => kind !== 'certificate')) return fault('not-a-certificate');
  return { kind: 'ok', certificates: [...new Set(blocks.map(({ pem }) => pem))] };
}

const fault = (why: CaTextFault): CaTextCheck => ({ kind: 'fault', fault: why });

/** The certificates in all texts that hold any, each once. */
export function certificatesIn(texts: readonly string[]): readonly string[] {
  const all = texts
    .map(checkCaText)
    .flatMap((check) => (check.kind === 'ok' ? check.certificates : []));
  return [...new Set(all)];
}
