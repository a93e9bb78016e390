import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { profileFor } from '../../functions/domain/clients/profile';
import { GIVEN } from '../readers/any-network';
import { readPlist } from '../readers/plist';

/** Reads property lists, one a line in JSON, with Python's plistlib. Data are told in base64. */
const PLISTS_TO_JSON = `
import base64, json, plistlib, sys
told = lambda value: base64.b64encode(value).decode()
for line in sys.stdin:
    print(json.dumps(plistlib.loads(json.loads(line).encode()), default=told))
`;

test('Python’s plistlib finds in profiles for Apple what the strict reader of the tests finds', () => {
  const profiles = fc
    .sample(GIVEN, 500)
    .map(({ user, network }) => profileFor('apple', user, network).data);
  const lines = execFileSync('python3', ['-c', PLISTS_TO_JSON], {
    input: profiles.map((text) => JSON.stringify(text)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 67_108_864,
  });
  const inBase64 = (_: string, value: unknown): unknown =>
    (value as { type?: string } | null)?.type === 'Buffer'
      ? Buffer.from((value as { data: number[] }).data).toString('base64')
      : value;
  const found = lines.trimEnd().split('\n');
  expect(found).toHaveLength(500);
  for (const [index, line] of found.entries()) {
    const expected = JSON.stringify(readPlist(profiles[index]!), inBase64);
    expect(JSON.parse(line)).toStrictEqual(JSON.parse(expected));
  }
});

const hasNmcli = spawnSync('nmcli', ['--version']).status === 0;
const withNmcli = hasNmcli ? test : test.skip; // apt-get install network-manager

/** A keyfile without what differs between an edited one and a new one. */
const comparable = (keyfile: string): string =>
  keyfile.replaceAll(/^(uuid|ca-cert|addr-gen-mode)=.*\n/gm, '');

const nmcli = (args: readonly string[], input = ''): string =>
  execFileSync('nmcli', ['--offline', 'connection', ...args], { input, encoding: 'utf8' });

withNmcli(
  'NetworkManager reads a profile as the connection that it makes itself of the same values',
  () => {
    fc.assert(
      fc.property(GIVEN, ({ user, network }) => {
        const { data } = profileFor('networkmanager', user, network);
        const outer = network.outerIdentity;
        const own = nmcli([
          ...['add', 'type', 'wifi', 'ssid', network.ssid, 'con-name', network.ssid],
          ...['wifi.mode', 'infrastructure', 'wifi.hidden', network.hidden ? 'yes' : 'no'],
          ...['wifi-sec.key-mgmt', 'wpa-eap', '802-1x.eap', 'ttls', '802-1x.phase2-auth', 'pap'],
          ...['802-1x.identity', user.primaryEmail, '802-1x.password', user.password],
          ...(outer === undefined ? [] : ['802-1x.anonymous-identity', outer]),
          ...['802-1x.domain-suffix-match', 'radius.example.com'],
        ]);
        const read = nmcli(['modify', 'connection.autoconnect', 'yes'], data);
        expect(comparable(read)).toBe(comparable(own));
        const authority = /^ca-cert=.*$/m;
        expect(authority.exec(read)?.[0]).toBe(authority.exec(data)?.[0]);
      }),
      { numRuns: 100 },
    );
  },
);
