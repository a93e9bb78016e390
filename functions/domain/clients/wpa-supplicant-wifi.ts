import { derBase64, rootsOf } from '../networks/ca-certificate';
import { type Network, type Security } from '../networks/network';
import { suffixOf } from '../networks/network-names';
import { type SignInUser } from './client';
import { type ProfileFormat } from './profile-format';

/**
 * Linux: network blocks for wpa_supplicant, with the authorities as blobs after them. A blob holds one
 * certificate, so each authority has a block of its own; wpa_supplicant tries one after the other.
 */
export const wpaSupplicantWifi: ProfileFormat = {
  mediaType: 'text/plain',
  extension: '.conf',
  write: (user, network) => {
    const roots = rootsOf(network.caCertificates).map((pem, index) => ({
      name: `google-apps-passwords-${network.id}-${index + 1}`,
      pem,
    }));
    const blocks = roots.map(({ name }) => block('network={', settings(user, network, name)));
    const blobs = roots.map(({ name, pem }) => block(`blob-base64-${name}={`, base64Lines(pem)));
    return [...blocks, ...blobs].join('\n');
  },
};

const KEY_MANAGEMENT: Readonly<Record<Security, readonly string[]>> = {
  WPA2: ['key_mgmt=WPA-EAP'],
  WPA3: ['key_mgmt=WPA-EAP-SHA256 WPA-EAP', 'ieee80211w=2'],
};

const settings = (
  { primaryEmail, password }: SignInUser,
  { ssid, hidden, security, outerIdentity, serverNames }: Network,
  blob: string,
): readonly string[] => [
  `ssid=${value(ssid)}`,
  ...(hidden ? ['scan_ssid=1'] : []),
  ...KEY_MANAGEMENT[security],
  'eap=TTLS',
  'phase2="auth=PAP"',
  `identity=${value(primaryEmail)}`,
  ...(outerIdentity === undefined ? [] : [`anonymous_identity=${value(outerIdentity)}`]),
  `password=${value(password)}`,
  `ca_cert="blob://${blob}"`,
  `domain_suffix_match="${serverNames.map(suffixOf).join(';')}"`,
];

/**
 * In quotation marks, nothing is escaped: the last mark of a line ends the text, and `#` after an odd one
 * starts a comment. A text with either, or with anything but printable ASCII, is written in hexadecimal.
 */
const value = (text: string): string =>
  /^[ !$-~]*$/.test(text) ? `"${text}"` : Buffer.from(text, 'utf8').toString('hex');

const base64Lines = (pem: string): readonly string[] => derBase64(pem).match(/.{1,64}/g) ?? [];

const block = (start: string, lines: readonly string[]): string =>
  [start, ...lines, '}', ''].join('\n');
