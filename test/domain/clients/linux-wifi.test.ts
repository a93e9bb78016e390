import { profileFor } from '../../../functions/domain/clients/profile';
import { derOf, INTERMEDIATE, ROOT } from '../../fixtures/ca-certificates';
import { ALICE, PLAIN, STAFF } from '../../fixtures/wifi';
import { readWpaConfiguration } from '../../readers/wpa-configuration';
import { readKeyfile } from '../../readers/keyfile';

const folded = (base64: string): string => base64.replaceAll(/(.{64})(?=.)/g, '$1\n');

describe('wpa_supplicant', () => {
  test('is told of a network in text where it can be, with the authority after it', () => {
    const user = { ...ALICE, password: "Kq7-hT=w_9' x\\Z?a" };
    expect(profileFor('linux', user, PLAIN)).toStrictEqual({
      mediaType: 'text/plain',
      fileName: 'plain.conf',
      data: `network={
ssid="Example"
key_mgmt=WPA-EAP
eap=TTLS
phase2="auth=PAP"
identity="alice@example.com"
password="Kq7-hT=w_9' x\\Z?a"
ca_cert="blob://google-apps-passwords-plain-1"
domain_suffix_match="radius.example.com"
}

blob-base64-google-apps-passwords-plain-1={
${folded(derOf(ROOT))}
}
`,
    });
  });

  test('gets in hexadecimal what it would misread, and a block for each authority', () => {
    const { networks, blobs } = readWpaConfiguration(profileFor('linux', ALICE, STAFF).data);
    expect(networks).toHaveLength(2);
    expect(profileFor('linux', ALICE, STAFF).data).toContain(
      '\npassword=4b71372d68543d775f392378225a3f61\n',
    );
    for (const [index, { values, words }] of networks.entries()) {
      expect(Object.fromEntries(words)).toStrictEqual({
        scan_ssid: '1',
        key_mgmt: 'WPA-EAP-SHA256 WPA-EAP',
        ieee80211w: '2',
        eap: 'TTLS',
      });
      const texts = [...values].map(([name, value]) => [name, value.toString('utf8')]);
      expect(Object.fromEntries(texts)).toStrictEqual({
        ssid: ' Staff & Guests',
        phase2: 'auth=PAP',
        identity: 'alice@example.com',
        anonymous_identity: 'anonymous@example.com',
        password: 'Kq7-hT=w_9#x"Z?a',
        ca_cert: `blob://google-apps-passwords-staff-${index + 1}`,
        domain_suffix_match: 'radius.example.com;wifi.example.com',
      });
    }
    expect([...blobs.keys()]).toStrictEqual([
      'google-apps-passwords-staff-1',
      'google-apps-passwords-staff-2',
    ]);
  });

  test('gets no intermediate authority beside a root: it would take it for one', () => {
    const network = { ...PLAIN, caCertificates: [INTERMEDIATE, ROOT] };
    const { networks, blobs } = readWpaConfiguration(profileFor('linux', ALICE, network).data);
    expect(networks).toHaveLength(1);
    expect([...blobs.values()]).toStrictEqual([Buffer.from(derOf(ROOT), 'base64')]);
  });

  test('no line is longer than it reads, whatever is the longest that can be saved', () => {
    const network = {
      ...STAFF,
      id: 'n'.repeat(64),
      ssid: '"'.repeat(32),
      outerIdentity: '#'.repeat(100),
      serverNames: [`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(17)}`],
    };
    const user = { ...ALICE, password: '"'.repeat(100) };
    const { data } = profileFor('linux', user, network);
    const longest = Math.max(...data.split('\n').map((line) => line.length));
    expect(longest).toBe(222);
    expect(readWpaConfiguration(data).networks).toHaveLength(2);
  });
});

describe('NetworkManager', () => {
  test('is told of a network, with its name as bytes', () => {
    expect(profileFor('networkmanager', ALICE, PLAIN)).toStrictEqual({
      mediaType: 'text/plain',
      fileName: 'plain.nmconnection',
      data: `[connection]
id=Example
uuid=3ffdef73-c9fa-8f61-b3ba-494cecc69e2f
type=wifi

[wifi]
mode=infrastructure
ssid=69;120;97;109;112;108;101;

[wifi-security]
key-mgmt=wpa-eap

[802-1x]
eap=ttls;
phase2-auth=pap
identity=alice@example.com
password=Kq7-hT=w_9#x"Z?a
ca-cert=data:;base64,${derOf(ROOT)}
domain-suffix-match=radius.example.com

[ipv4]
method=auto

[ipv6]
method=auto
`,
    });
  });

  test('is told of everything that a network has, with the first root', () => {
    const network = { ...STAFF, caCertificates: [INTERMEDIATE, ROOT] };
    const { data } = profileFor('networkmanager', { ...ALICE, password: ' a\\b ' }, network);
    expect(data).toContain('\nid=\\sStaff & Guests\n');
    expect(data).toContain('\npassword=\\sa\\\\b\\s\n');
    const keyfile = readKeyfile(data);
    expect(keyfile.get('wifi')?.get('hidden')).toBe('true');
    expect(keyfile.get('wifi-security')?.get('pmf')).toBe('3');
    expect(Object.fromEntries(keyfile.get('802-1x')!)).toMatchObject({
      'anonymous-identity': 'anonymous@example.com',
      password: ' a\\b ',
      'ca-cert': `data:;base64,${derOf(ROOT)}`,
      'domain-suffix-match': 'radius.example.com;wifi.example.com',
    });
  });

  test('replaces the connection with the password before, and no other', () => {
    const uuid = (...[user, network]: [typeof ALICE, typeof STAFF]): string | undefined =>
      readKeyfile(profileFor('networkmanager', user, network).data)
        .get('connection')
        ?.get('uuid');
    const staff = uuid(ALICE, STAFF);
    expect(uuid({ ...ALICE, password: 'another' }, STAFF)).toBe(staff);
    expect(uuid({ ...ALICE, userId: '8' }, STAFF)).not.toBe(staff);
    expect(uuid(ALICE, { ...STAFF, id: 'guests' })).not.toBe(staff);
  });
});
