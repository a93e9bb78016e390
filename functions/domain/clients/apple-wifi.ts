import { derBase64 } from '../networks/ca-certificate';
import { type Network } from '../networks/network';
import {
  APPLE_PROFILE,
  appleProfile,
  type AppleProfilePayload,
  payloadUuid,
  PlistData,
} from './apple-profile';
import { type SignInUser } from './client';
import { profileName, type ProfileFormat } from './profile-format';

/** EAP-TTLS. */
const TTLS = 21;

/**
 * iPhones, iPads and Macs. Keys: Apple's device-management repository, mdm/profiles/com.apple.wifi.managed.yaml
 * and com.apple.security.root.yaml. Who installed the profile can remove it.
 */
export const appleWifi: ProfileFormat = {
  mediaType: APPLE_PROFILE,
  extension: '.mobileconfig',
  write: (user, network) => {
    const identifier = profileName(user, network);
    const authorities = network.caCertificates.map(authority);
    return appleProfile({
      identifier,
      name: `Wi-Fi ${network.ssid} (${user.primaryEmail})`,
      payloads: [
        ...authorities,
        wifi(
          user,
          network,
          authorities.map(({ id }) => payloadUuid(identifier, id)),
        ),
      ],
    });
  },
};

const authority = (pem: string, index: number): AppleProfilePayload => ({
  id: `ca-${index + 1}`,
  type: 'com.apple.security.root',
  name: `RADIUS CA ${index + 1}`,
  keys: { PayloadContent: new PlistData(derBase64(pem)) },
});

const wifi = (
  { primaryEmail, password }: SignInUser,
  { ssid, hidden, security, outerIdentity, serverNames }: Network,
  anchors: readonly string[],
): AppleProfilePayload => ({
  id: 'wifi',
  type: 'com.apple.wifi.managed',
  name: ssid,
  keys: {
    SSID_STR: ssid,
    HIDDEN_NETWORK: hidden,
    AutoJoin: true,
    EncryptionType: security,
    EAPClientConfiguration: {
      AcceptEAPTypes: [TTLS],
      TTLSInnerAuthentication: 'PAP', // Apple's default is MSCHAPv2, which Secure LDAP can't serve
      UserName: primaryEmail,
      UserPassword: password,
      ...(outerIdentity === undefined ? {} : { OuterIdentity: outerIdentity }),
      TLSTrustedServerNames: serverNames,
      PayloadCertificateAnchorUUID: anchors,
    },
  },
});
