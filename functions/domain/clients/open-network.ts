import { derBase64 } from '../networks/ca-certificate';
import { type Network } from '../networks/network';
import { suffixOf } from '../networks/network-names';
import { type SignInUser } from './client';
import { profileName } from './profile-format';
import { stableUuid } from './stable-uuid';

/**
 * An Open Network Configuration (Chromium publishes the specification) of one network. `more` goes into
 * its EAP object: what ChromeOS needs there, the Android Management API refuses.
 */
export function openNetwork(user: SignInUser, network: Network, more: object): string {
  const name = profileName(user, network);
  const authorities = network.caCertificates.map((pem, index) => ({
    GUID: stableUuid(`${name}.ca-${index + 1}`),
    Type: 'Authority',
    X509: derBase64(pem),
  }));
  const { ssid, hidden, outerIdentity, serverNames } = network;
  const eap = {
    Outer: 'EAP-TTLS',
    Inner: 'PAP',
    Identity: user.primaryEmail,
    ...(outerIdentity === undefined ? {} : { AnonymousIdentity: outerIdentity }),
    Password: user.password,
    ServerCARefs: authorities.map(({ GUID }) => GUID),
    DomainSuffixMatch: serverNames.map(suffixOf),
    ...more,
  };
  const wifi = {
    SSID: ssid,
    HiddenSSID: hidden,
    AutoConnect: true,
    Security: 'WPA-EAP', // WPA3, too
    EAP: eap,
  };
  const configuration = {
    Type: 'UnencryptedConfiguration',
    NetworkConfigurations: [{ GUID: stableUuid(name), Name: ssid, Type: 'WiFi', WiFi: wifi }],
    Certificates: authorities,
  };
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}
