import { execFileSync } from 'node:child_process';
import { type Platform } from '../../functions/domain/clients/profile';
import { bytesOfList, readKeyfile } from '../readers/keyfile';
import { readWpaConfiguration } from '../readers/wpa-configuration';

/** What a device knows of a network once it has read its profile. Authorities are DER. */
export type Device = {
  readonly ssid: string;
  readonly identity: string;
  readonly outer: string | undefined;
  readonly password: string;
  readonly inner: string;
  readonly serverNames: readonly string[];
  readonly authorities: readonly Buffer[];
};

const READERS: Readonly<Record<Platform, (text: string) => Device>> = {
  apple: ofApple,
  chromeos: ofOpenNetwork,
  android: ofOpenNetwork,
  linux: ofWpaSupplicant,
  networkmanager: ofNetworkManager,
};

export const deviceOf = (platform: Platform, text: string): Device => READERS[platform](text);

/** The same in wpa_supplicant's words, every text in hexadecimal. */
export function networkBlock(device: Device): string {
  const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
  const [authority] = device.authorities;
  const lines = authority?.toString('base64').match(/.{1,64}/g) ?? [];
  return `network={
ssid=${hex(device.ssid)}
key_mgmt=WPA-EAP
eap=TTLS
identity=${hex(device.identity)}
${device.outer === undefined ? '' : `anonymous_identity=${hex(device.outer)}`}
password=${hex(device.password)}
phase2="auth=${device.inner.toUpperCase()}"
domain_suffix_match="${device.serverNames.join(';')}"
ca_cert="blob://ca"
}
blob-base64-ca={
${lines.join('\n')}
}
`;
}

type Payload = {
  PayloadType: string;
  SSID_STR: string;
  PayloadContent: string;
  EAPClientConfiguration: {
    UserName: string;
    UserPassword: string;
    OuterIdentity?: string;
    TTLSInnerAuthentication: string;
    TLSTrustedServerNames: string[];
    PayloadCertificateAnchorUUID: string[];
  };
  PayloadUUID: string;
};

/** Reads a property list with Python's plistlib. Data are told in base64. */
const PLIST_TO_JSON = `
import base64, json, plistlib, sys
told = lambda value: base64.b64encode(value).decode()
print(json.dumps(plistlib.loads(sys.stdin.buffer.read()), default=told))
`;

function ofApple(text: string): Device {
  const json = execFileSync('python3', ['-c', PLIST_TO_JSON], { input: text, encoding: 'utf8' });
  const { PayloadContent: payloads } = JSON.parse(json) as { PayloadContent: Payload[] };
  const wifi = payloads.find(({ PayloadType }) => PayloadType === 'com.apple.wifi.managed')!;
  const eap = wifi.EAPClientConfiguration;
  return {
    ssid: wifi.SSID_STR,
    identity: eap.UserName,
    outer: eap.OuterIdentity,
    password: eap.UserPassword,
    inner: eap.TTLSInnerAuthentication,
    serverNames: eap.TLSTrustedServerNames,
    authorities: eap.PayloadCertificateAnchorUUID.map((uuid) => {
      const anchor = payloads.find(({ PayloadUUID }) => PayloadUUID === uuid)!;
      return Buffer.from(anchor.PayloadContent, 'base64');
    }),
  };
}

type Onc = {
  NetworkConfigurations: [
    {
      WiFi: {
        SSID: string;
        EAP: {
          Identity: string;
          Password: string;
          AnonymousIdentity?: string;
          Inner: string;
          DomainSuffixMatch: string[];
          ServerCARefs: string[];
        };
      };
    },
  ];
  Certificates: { GUID: string; X509: string }[];
};

function ofOpenNetwork(text: string): Device {
  const onc = JSON.parse(text) as Onc;
  const { SSID: ssid, EAP: eap } = onc.NetworkConfigurations[0].WiFi;
  return {
    ssid,
    identity: eap.Identity,
    outer: eap.AnonymousIdentity,
    password: eap.Password,
    inner: eap.Inner,
    serverNames: eap.DomainSuffixMatch,
    authorities: eap.ServerCARefs.map((reference) => {
      const { X509 } = onc.Certificates.find(({ GUID }) => GUID === reference)!;
      return Buffer.from(X509, 'base64');
    }),
  };
}

function ofWpaSupplicant(text: string): Device {
  const { networks, blobs } = readWpaConfiguration(text);
  const { values } = networks[0]!;
  const valueOf = (name: string): string => values.get(name)!.toString('utf8');
  return {
    ssid: valueOf('ssid'),
    identity: valueOf('identity'),
    outer: values.get('anonymous_identity')?.toString('utf8'),
    password: valueOf('password'),
    inner: valueOf('phase2').replace('auth=', ''),
    serverNames: valueOf('domain_suffix_match').split(';'),
    authorities: [blobs.get(valueOf('ca_cert').replace('blob://', ''))!],
  };
}

function ofNetworkManager(text: string): Device {
  const keyfile = readKeyfile(text);
  const eap = keyfile.get('802-1x')!;
  return {
    ssid: bytesOfList(keyfile.get('wifi')!.get('ssid')!).toString('utf8'),
    identity: eap.get('identity')!,
    outer: eap.get('anonymous-identity'),
    password: eap.get('password')!,
    inner: eap.get('phase2-auth')!,
    serverNames: eap.get('domain-suffix-match')!.split(';'),
    authorities: [Buffer.from(eap.get('ca-cert')!.replace('data:;base64,', ''), 'base64')],
  };
}
