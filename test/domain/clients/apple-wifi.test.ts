import { profileFor } from '../../../functions/domain/clients/profile';
import { derOf, ROOT, SECOND_ROOT } from '../../fixtures/ca-certificates';
import { ALICE, PLAIN, STAFF } from '../../fixtures/wifi';
import { type PlistValue, readPlist } from '../../readers/plist';

type Dict = Record<string, PlistValue>;

/** The keys of every payload (apple/device-management, CommonPayloadKeys.yaml) and their types. */
const COMMON = {
  PayloadType: 'string',
  PayloadVersion: 'number',
  PayloadIdentifier: 'string',
  PayloadUUID: 'string',
  PayloadDisplayName: 'string',
};

/** mdm/profiles/com.apple.wifi.managed.yaml, apart from the keys that a plain network does not need. */
const WIFI = {
  ...COMMON,
  SSID_STR: 'string',
  HIDDEN_NETWORK: 'boolean',
  AutoJoin: 'boolean',
  EncryptionType: 'string',
  EAPClientConfiguration: 'object',
};

/** `EAPClientConfiguration` of the same file. */
const EAP = {
  AcceptEAPTypes: 'object',
  TTLSInnerAuthentication: 'string',
  UserName: 'string',
  UserPassword: 'string',
  OuterIdentity: 'string',
  TLSTrustedServerNames: 'object',
  PayloadCertificateAnchorUUID: 'object',
};

/** mdm/profiles/com.apple.security.root.yaml. */
const AUTHORITY = { ...COMMON, PayloadContent: 'object' };

const read = (...given: Parameters<typeof profileFor>): Dict =>
  readPlist(profileFor(...given).data) as Dict;
const payloads = (profile: Dict): Dict[] => profile['PayloadContent'] as Dict[];
const typesOf = (dict: Dict): Record<string, string> =>
  Object.fromEntries(Object.entries(dict).map(([key, value]) => [key, typeof value]));

test('has the media type and the name of a profile', () => {
  const { mediaType, fileName } = profileFor('apple', ALICE, STAFF);
  expect([mediaType, fileName]).toStrictEqual([
    'application/x-apple-aspen-config',
    'staff.mobileconfig',
  ]);
});

test('holds only keys that Apple publishes, each of its type', () => {
  const profile = read('apple', ALICE, STAFF);
  expect(typesOf(profile)).toStrictEqual({ ...COMMON, PayloadContent: 'object' });
  const [first, second, wifi] = payloads(profile);
  expect(typesOf(first!)).toStrictEqual(AUTHORITY);
  expect(typesOf(second!)).toStrictEqual(AUTHORITY);
  expect(typesOf(wifi!)).toStrictEqual(WIFI);
  expect(typesOf(wifi!['EAPClientConfiguration'] as Dict)).toStrictEqual(EAP);
});

test('says everything that the network needs, with PAP written out', () => {
  const [first, second, wifi] = payloads(read('apple', ALICE, STAFF));
  expect(wifi).toMatchObject({
    PayloadType: 'com.apple.wifi.managed',
    SSID_STR: ' Staff & Guests',
    HIDDEN_NETWORK: true,
    AutoJoin: true,
    EncryptionType: 'WPA3',
    EAPClientConfiguration: {
      AcceptEAPTypes: [21],
      TTLSInnerAuthentication: 'PAP',
      UserName: 'alice@example.com',
      UserPassword: 'Kq7-hT=w_9#x"Z?a',
      OuterIdentity: 'anonymous@example.com',
      TLSTrustedServerNames: ['radius.example.com', '*.wifi.example.com'],
      PayloadCertificateAnchorUUID: [first!['PayloadUUID'], second!['PayloadUUID']],
    },
  });
  expect([first!['PayloadType'], first!['PayloadContent']]).toStrictEqual([
    'com.apple.security.root',
    Buffer.from(derOf(ROOT), 'base64'),
  ]);
  expect(second!['PayloadContent']).toStrictEqual(Buffer.from(derOf(SECOND_ROOT), 'base64'));
});

test('leaves out an outer identity that there is none of', () => {
  const [, wifi] = payloads(read('apple', ALICE, PLAIN));
  expect(wifi).toMatchObject({ EncryptionType: 'WPA2', HIDDEN_NETWORK: false });
  expect(wifi!['EAPClientConfiguration']).not.toHaveProperty('OuterIdentity');
});

test('can be removed by who installed it', () => {
  expect(read('apple', ALICE, STAFF)).not.toHaveProperty('PayloadRemovalDisallowed');
});

test('replaces the one with the password before, and no other', () => {
  const ids = (...given: Parameters<typeof profileFor>): PlistValue[] => {
    const profile = read(...given);
    return [profile, ...payloads(profile)].flatMap((each) => [
      each['PayloadUUID']!,
      each['PayloadIdentifier']!,
    ]);
  };
  const staff = ids('apple', ALICE, STAFF);
  expect(new Set(staff).size).toBe(8);
  expect(staff.slice(0, 2)).toStrictEqual([
    expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    'google-apps-passwords.wifi.100000000000000000007.staff',
  ]);
  expect(ids('apple', { ...ALICE, password: 'another' }, STAFF)).toStrictEqual(staff);
  const others = [
    ...ids('apple', ALICE, { ...STAFF, id: 'guests' }),
    ...ids('apple', { ...ALICE, userId: '8' }, STAFF),
  ];
  expect(others.filter((id) => staff.includes(id))).toStrictEqual([]);
});
