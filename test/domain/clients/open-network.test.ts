import { type Platform, profileFor } from '../../../functions/domain/clients/profile';
import { type Network } from '../../../functions/domain/networks/network';
import { derOf, ROOT, SECOND_ROOT } from '../../fixtures/ca-certificates';
import { ALICE, PLAIN, STAFF } from '../../fixtures/wifi';

type Onc = {
  NetworkConfigurations: [{ GUID: string; WiFi: { EAP: Record<string, unknown> } }];
  Certificates: { GUID: string }[];
};

const read = (platform: Platform, network: Network, user = ALICE): Onc =>
  JSON.parse(profileFor(platform, user, network).data) as Onc;

/** What both know: Chromium's specification of ONC, less what the Android Management API refuses. */
const EAP_OF_STAFF = {
  Outer: 'EAP-TTLS',
  Inner: 'PAP',
  Identity: 'alice@example.com',
  AnonymousIdentity: 'anonymous@example.com',
  Password: 'Kq7-hT=w_9#x"Z?a',
  ServerCARefs: ['97', '98'],
  DomainSuffixMatch: ['radius.example.com', 'wifi.example.com'],
};

/** The same with short GUIDs, in the order in which they appear. */
function withShortGuids(onc: Onc): unknown {
  const [{ GUID }] = onc.NetworkConfigurations;
  const guids = [GUID, ...onc.Certificates.map((each) => each.GUID)];
  expect(new Set(guids).size).toBe(guids.length);
  return JSON.parse(
    guids.reduce(
      (text, guid, index) => text.replaceAll(guid, String(96 + index)),
      JSON.stringify(onc),
    ),
  );
}

test.each<[Platform, string, string, object]>([
  [
    'chromeos',
    'application/x-onc',
    'staff.onc',
    { ...EAP_OF_STAFF, SaveCredentials: true, UseSystemCAs: false },
  ],
  ['android', 'application/json', 'staff.json', EAP_OF_STAFF],
])('%s gets nothing but what it knows', (platform, mediaType, fileName, eap) => {
  expect(profileFor(platform, ALICE, STAFF)).toMatchObject({ mediaType, fileName });
  expect(withShortGuids(read(platform, STAFF))).toStrictEqual({
    Type: 'UnencryptedConfiguration',
    NetworkConfigurations: [
      {
        GUID: '96',
        Name: ' Staff & Guests',
        Type: 'WiFi',
        WiFi: {
          SSID: ' Staff & Guests',
          HiddenSSID: true,
          AutoConnect: true,
          Security: 'WPA-EAP',
          EAP: eap,
        },
      },
    ],
    Certificates: [
      { GUID: '97', Type: 'Authority', X509: derOf(ROOT) },
      { GUID: '98', Type: 'Authority', X509: derOf(SECOND_ROOT) },
    ],
  });
});

test.each(['chromeos', 'android'] as const)(
  '%s is told of no outer identity if there is none',
  (platform) => {
    const [{ WiFi }] = read(platform, PLAIN).NetworkConfigurations;
    expect(WiFi).toMatchObject({ HiddenSSID: false, EAP: { Inner: 'PAP' } });
    expect(WiFi.EAP).not.toHaveProperty('AnonymousIdentity');
  },
);

test.each(['chromeos', 'android'] as const)(
  '%s replaces the network with the password before, and no other',
  (platform) => {
    const guids = (network: Network, user = ALICE): string[] => {
      const onc = read(platform, network, user);
      return [onc.NetworkConfigurations[0].GUID, ...onc.Certificates.map(({ GUID }) => GUID)];
    };
    const staff = guids(STAFF);
    expect(guids(STAFF, { ...ALICE, password: 'another' })).toStrictEqual(staff);
    const others = [
      ...guids({ ...STAFF, id: 'guests' }),
      ...guids(STAFF, { ...ALICE, userId: '8' }),
    ];
    expect(others.filter((guid) => staff.includes(guid))).toStrictEqual([]);
  },
);
