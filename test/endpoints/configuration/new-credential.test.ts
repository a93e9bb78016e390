import {
  isAddress,
  readAdminUsername,
} from '../../../functions/domain/configuration/admin-username';
import { ConfigurationChange } from '../../../functions/api/configuration';

const check = (adminUsername: string) =>
  ConfigurationChange.safeParse({ adminUsername, keyless: true });

describe('the admin user name', () => {
  it.each([
    'admin@example.com',
    'it.admin+google@mail.example.co.uk',
    'zoë@exämple.de',
    ' admin@example.com\n',
    `a@${'b.'.repeat(125)}c`,
  ])('may be %j', (name) => {
    expect(check(name)).toMatchObject({ success: true, data: { adminUsername: name.trim() } });
  });

  it.each(['admin', 'admin@', 'a@localhost', 'a@b.', 'a@.b', 'a@b..c', 'a@b@c.d', 'a b@c.d'])(
    'may not be %j',
    (name) => {
      expect(check(name).success).toBe(false);
    },
  );

  it.each([
    ['U+200B', 'ad\u200bmin@example.com'],
    ['U+200D', 'admin@example.com\u200d'],
    ['U+202A', '\u202aadmin@example.com\u202c'],
    ['U+2066', '\u2066admin@example.com\u2069'],
    ['U+00AD', 'admin@exam\u00adple.com'],
    ['U+2800', 'admin\u2800@example.com'],
    ['U+FEFF', '\ufeffadmin@example.com'],
    ['U+2060', 'admin\u2060@example.com'],
    ['U+00A0', '\u00a0admin@example.com\u00a0'],
    ['U+202F', 'admin@example\u202f.com'],
    ['U+3000', 'admin@example.com\u3000'],
    ['U+2028', 'admin@example.com\u2028'],
    ['U+034F', 'admin\u034f@example.com'],
    ['U+FE0F', 'admin@example.com\ufe0f'],
    ['U+E0020', 'admin@example.com\u{e0020}'],
  ])('is read without an invisible %s, by the page and by the service', (_code, name) => {
    expect(check(name)).toMatchObject({ data: { adminUsername: 'admin@example.com' } });
    expect(isAddress(readAdminUsername(name))).toBe(true);
  });

  it.each([
    ['ad min@example.com', 'U+0020'],
    ['ad\tmin@example.com', 'U+0009'],
    ['admin\u0000@example.com', 'U+0000'],
    ['admin\u0085@example.com', 'U+0085'],
  ])('is refused as %j with the code point of the character inside', (name, code) => {
    expect(check(name).error?.issues.map(({ message }) => message)).toStrictEqual([
      `Enter the address of a Google administrator, such as admin@example.com. This one contains the character ${code}.`,
    ]);
  });

  it.each([
    ['dots', `a@${'.'.repeat(66_000)}`],
    ['labels', `a@${'a.'.repeat(33_000)}`],
    ['dots and a comma', `a@${'.a'.repeat(33_000)},`],
    ['signs', '@'.repeat(66_000)],
    ['letters', 'a'.repeat(66_000)],
    ['blanks', `a${' '.repeat(66_000)}a`],
  ])('of 66 KB is refused in a tenth of a second, by its length alone: %s', (_name, name) => {
    const before = process.cpuUsage();
    expect(check(name).error?.issues.map(({ message }) => message)).toStrictEqual([
      'Use at most 254 characters.',
    ]);
    expect(process.cpuUsage(before).user).toBeLessThan(100_000);
  });
});
