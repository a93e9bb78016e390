import { derBase64, rootsOf } from '../networks/ca-certificate';
import { type Network } from '../networks/network';
import { suffixOf } from '../networks/network-names';
import { type SignInUser } from './client';
import { profileName, type ProfileFormat } from './profile-format';
import { stableUuid } from './stable-uuid';

type Section = readonly (readonly [key: string, value: string])[];

/**
 * NetworkManager: a keyfile for /etc/NetworkManager/system-connections (man 5 nm-settings-keyfile), mode 0600.
 * It holds one authority: the first that ends a chain.
 */
export const networkManagerWifi: ProfileFormat = {
  mediaType: 'text/plain',
  extension: '.nmconnection',
  write: (user, network) => {
    const sections: Readonly<Record<string, Section>> = {
      connection: [
        ['id', escaped(network.ssid)],
        ['uuid', stableUuid(profileName(user, network)).toLowerCase()],
        ['type', 'wifi'],
      ],
      wifi: [
        ['mode', 'infrastructure'],
        ['ssid', byteList(network.ssid)],
        ...(network.hidden ? ([['hidden', 'true']] as const) : []),
      ],
      'wifi-security': [
        ['key-mgmt', 'wpa-eap'],
        ...(network.security === 'WPA3' ? ([['pmf', '3']] as const) : []), // 3: required
      ],
      '802-1x': eap(user, network),
      ipv4: [['method', 'auto']],
      ipv6: [['method', 'auto']],
    };
    return Object.entries(sections).map(section).join('\n');
  },
};

const eap = (
  { primaryEmail, password }: SignInUser,
  { outerIdentity, serverNames, caCertificates }: Network,
): Section => [
  ['eap', 'ttls;'],
  ['phase2-auth', 'pap'],
  ['identity', escaped(primaryEmail)],
  ...(outerIdentity === undefined
    ? []
    : ([['anonymous-identity', escaped(outerIdentity)]] as const)),
  ['password', escaped(password)],
  ['ca-cert', `data:;base64,${derBase64(rootsOf(caCertificates)[0] ?? '')}`],
  ['domain-suffix-match', serverNames.map(suffixOf).join(';')],
];

/** A text is read as bytes, too, if it looks like such a list: `65;` would be the network "A". */
const byteList = (text: string): string => `${Buffer.from(text, 'utf8').join(';')};`;

/** Blanks at the ends are dropped unless they are written as `\s`. */
const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replace(/^ +| +$/g, (blanks) => '\\s'.repeat(blanks.length));

const section = ([name, entries]: readonly [string, Section]): string =>
  [`[${name}]`, ...entries.map(([key, value]) => `${key}=${value}`), ''].join('\n');
