import fc from 'fast-check';
import { type Platform, profileFor } from '../../../functions/domain/clients/profile';
import { ALICE, PLAIN } from '../../fixtures/wifi';
import { GIVEN } from '../../readers/any-network';
import { bytesOfList, readKeyfile } from '../../readers/keyfile';
import { type PlistValue, readPlist } from '../../readers/plist';
import { readWpaConfiguration } from '../../readers/wpa-configuration';

/** What a device gets to know. */
type Understood = {
  readonly ssid: string;
  readonly hidden: boolean;
  readonly identity: string;
  readonly password: string;
  readonly outer: string | undefined;
};

type Dict = Record<string, PlistValue>;

const READERS: Readonly<Record<Platform, (data: string) => Understood>> = {
  apple: (data) => {
    const payloads = (readPlist(data) as Dict)['PayloadContent'] as Dict[];
    const wifi = payloads.at(-1)!;
    const eap = wifi['EAPClientConfiguration'] as Dict;
    return {
      ssid: wifi['SSID_STR'] as string,
      hidden: wifi['HIDDEN_NETWORK'] as boolean,
      identity: eap['UserName'] as string,
      password: eap['UserPassword'] as string,
      outer: eap['OuterIdentity'] as string | undefined,
    };
  },
  chromeos: readOnc,
  android: readOnc,
  linux: (data) => {
    const { values, words } = readWpaConfiguration(data).networks[0]!;
    return {
      ssid: values.get('ssid')!.toString('utf8'),
      hidden: words.has('scan_ssid'),
      identity: values.get('identity')!.toString('utf8'),
      password: values.get('password')!.toString('utf8'),
      outer: values.get('anonymous_identity')?.toString('utf8'),
    };
  },
  networkmanager: (data) => {
    const keyfile = readKeyfile(data);
    const eap = keyfile.get('802-1x')!;
    return {
      ssid: bytesOfList(keyfile.get('wifi')!.get('ssid')!).toString('utf8'),
      hidden: keyfile.get('wifi')!.get('hidden') === 'true',
      identity: eap.get('identity')!,
      password: eap.get('password')!,
      outer: eap.get('anonymous-identity'),
    };
  },
};

function readOnc(data: string): Understood {
  type Eap = { Identity: string; Password: string; AnonymousIdentity?: string };
  const { NetworkConfigurations } = JSON.parse(data) as {
    NetworkConfigurations: [{ WiFi: { SSID: string; HiddenSSID: boolean; EAP: Eap } }];
  };
  const [{ WiFi }] = NetworkConfigurations;
  return {
    ssid: WiFi.SSID,
    hidden: WiFi.HiddenSSID,
    identity: WiFi.EAP.Identity,
    password: WiFi.EAP.Password,
    outer: WiFi.EAP.AnonymousIdentity,
  };
}

test.each(Object.keys(READERS) as Platform[])(
  'whatever can be saved, %s reads what was written',
  (platform) => {
    fc.assert(
      fc.property(GIVEN, ({ user, network }) => {
        const { data } = profileFor(platform, user, network);
        expect(READERS[platform](data)).toStrictEqual({
          ssid: network.ssid,
          hidden: network.hidden,
          identity: user.primaryEmail,
          password: user.password,
          outer: network.outerIdentity,
        });
        expect(Buffer.from(data, 'utf8').toString('utf8')).toBe(data);
      }),
      { numRuns: 300 },
    );
  },
);

/** Every UUID in a profile for the network with this ID. */
const uuidsOf = (platform: Platform, id: string): Set<string> => {
  const { data } = profileFor(platform, ALICE, { ...PLAIN, id });
  return new Set(data.match(/\b[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}\b/g));
};

test.each(['apple', 'chromeos', 'android', 'networkmanager'] as const)(
  'two networks share no identifier, %s',
  (platform) => {
    const all = ['a', 'a.wifi', 'a..wifi', 'a.ca-1', 'a.'].map((id) => uuidsOf(platform, id));
    const uuids = all.flatMap((each) => [...each]);
    expect(new Set(uuids).size).toBe(uuids.length);
    expect(all[0]!.size).toBeGreaterThan(0);
  },
);
