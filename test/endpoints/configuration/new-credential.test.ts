import { SaveConfigurationBody } from '../../../functions/endpoints/configuration/new-credential';

const check = (adminUsername: string) =>
  SaveConfigurationBody.safeParse({ adminUsername, keyless: true });

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
    ['dots', `a@${'.'.repeat(66_000)}`],
    ['labels', `a@${'a.'.repeat(33_000)}`],
    ['dots and a comma', `a@${'.a'.repeat(33_000)},`],
    ['signs', '@'.repeat(66_000)],
    ['letters', 'a'.repeat(66_000)],
    ['blanks', `a${' '.repeat(66_000)}a`],
  ])('of 66 KB is refused in a tenth of a second, by its length alone: %s', (_name, name) => {
    const before = process.cpuUsage();
    expect(check(name).error?.issues.map(({ message }) => message)).toStrictEqual([
      'At most 254 characters.',
    ]);
    expect(process.cpuUsage(before).user).toBeLessThan(100_000);
  });
});
