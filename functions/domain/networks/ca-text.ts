import { isCutOff, pemBlocks } from '../pem-block';

/** Why a text can't be the certificates of authorities, before any is parsed. */
export type CaTextFault = 'private-key' | 'no-pem' | 'cut-off' | 'not-a-certificate';

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
