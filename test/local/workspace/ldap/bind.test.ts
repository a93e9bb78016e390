import { RunningLdap, codeOf } from './running-ldap';

let ldap: RunningLdap;
beforeEach(async () => {
  ldap = await RunningLdap.start();
  ldap.setPassword('alice@example.com', 'right horse');
});
afterEach(() => ldap.stop());

const ALICE = 'alice@example.com';
const DN = 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com';

test.each([ALICE, 'Alice@Example.com', DN, 'UID=Alice, ou=employees,OU=Users,dc=example,dc=com'])(
  'the right password binds as %s',
  async (name) => {
    expect(await ldap.bind(name, 'right horse')).toBe(0);
    expect(await ldap.bind(name, 'wrong horse')).toBe(49);
  },
);

test('units are in the name from the innermost to the outermost', async () => {
  ldap.setPassword('erin@example.com', 'right horse');
  const name = 'uid=erin,ou=Paris,ou=Contractors,ou=Users,dc=example,dc=com';
  expect(await ldap.bind(name, 'right horse')).toBe(0);
  ldap.change('erin@example.com', { orgUnitPath: '/Contractors' });
  expect(await ldap.bind(name, 'right horse')).toBe(49);
});

test.each([
  ['an alias', 'alice.martin@example.com'],
  ['nobody', 'nobody@example.com'],
  ['a place where the user is not', 'uid=alice,ou=Users,dc=example,dc=com'],
])('%s does not bind', async (_, name) => {
  expect(await ldap.bind(name, 'right horse')).toBe(49);
});

test('somebody whose password was never set does not bind', async () => {
  expect(await ldap.bind('bob@example.com', 'right horse')).toBe(49);
});

test.each([{ suspended: true }, { archived: true }])('who is %p does not bind', async (state) => {
  ldap.change(ALICE, state);
  expect(await ldap.bind(ALICE, 'right horse')).toBe(49);
});

test.each(['alice', 'uid=alice,,dc=com', 'uid=a+cn=b,dc=com', 'uid=', '=alice', 'x'.repeat(3000)])(
  'a name that is no address and no DN is refused: %.20s',
  async (name) => {
    expect(await ldap.bind(name, 'right horse')).toBe(name === 'uid=' ? 49 : 34);
  },
);

test('an empty password binds as nobody, who may search nothing', async () => {
  const client = ldap.client();
  await client.bind(ALICE, '');
  expect(await codeOf(client.search('dc=example,dc=com'))).toBe(50);
});

test('50 comes before the password is looked at', async () => {
  ldap.set({ verifyUnits: ['/Contractors'] });
  expect(await ldap.bind(ALICE, 'wrong horse')).toBe(50);
  ldap.set({ verifyUnits: ['/Employees'] });
  expect(await ldap.bind(ALICE, 'right horse')).toBe(0);
  ldap.change(ALICE, { secureLdapLicensed: false });
  expect(await ldap.bind(ALICE, 'right horse')).toBe(50);
});

test('a unit allows those below it, and no other whose name begins alike', async () => {
  ldap.set({ verifyUnits: ['/Emp'] });
  expect(await ldap.bind(ALICE, 'right horse')).toBe(50);
  ldap.change(ALICE, { orgUnitPath: '/Emp/Sales' });
  expect(await ldap.bind(ALICE, 'right horse')).toBe(0);
});

test('the service switched off allows nobody', async () => {
  ldap.set({ service: 'OFF' });
  expect(await ldap.bind(ALICE, 'right horse')).toBe(50);
});

test('the fifth bind within a second is one too many, whoever binds, and has no message', async () => {
  const client = ldap.client();
  for (const name of [ALICE, 'bob@example.com', ALICE, 'nobody@example.com']) {
    await codeOf(client.bind(name, 'right horse'));
  }
  const refusal = await client.bind(ALICE, 'right horse').catch((error: unknown) => error);
  expect(String(refusal)).toMatch(/^AdminLimitExceededError:\s*Code: 0xb$/);
  ldap.clock.nowMs += 999;
  expect(await codeOf(client.bind(ALICE, 'right horse'))).toBe(11);
  ldap.clock.nowMs += 1;
  expect(await codeOf(client.bind(ALICE, 'right horse'))).toBe(0);
  expect(ldap.codes()).toEqual([0, 49, 0, 49, 11, 11, 0]);
});

test('until Google’s directories agree, the password before binds and the new one does not', async () => {
  ldap.clock.nowMs += 10_000;
  ldap.set({ passwordDelayMs: 60_000, bindsPerSecond: null });
  ldap.clock.nowMs += 60_000;
  ldap.setPassword(ALICE, 'newest horse');
  ldap.clock.nowMs += 59_999;
  expect(await ldap.bind(ALICE, 'right horse')).toBe(0);
  expect(await ldap.bind(ALICE, 'newest horse')).toBe(49);
  ldap.clock.nowMs += 1;
  expect(await ldap.bind(ALICE, 'right horse')).toBe(49);
  expect(await ldap.bind(ALICE, 'newest horse')).toBe(0);
});

test('access credentials speak for the client: they may search', async () => {
  const { userName, password } = ldap.workspace.ldap.createCredentials();
  const client = ldap.client();
  expect(await codeOf(client.bind(userName, 'wrong'))).toBe(49);
  expect(await codeOf(client.search('dc=example,dc=com'))).toBe(50);
  expect(await codeOf(client.bind(userName, password))).toBe(0);
  expect(await codeOf(client.search('dc=example,dc=com'))).toBe(0);
});

test('SASL PLAIN is a name and a password too; EXTERNAL is the certificate; others are not known', async () => {
  const client = ldap.client();
  expect(await codeOf(client.bind('PLAIN', `\0${ALICE}\0right horse`))).toBe(0);
  expect(await codeOf(client.bind('PLAIN', `\0${ALICE}\0wrong horse`))).toBe(49);
  expect(await codeOf(client.bind('EXTERNAL'))).toBe(0);
  ldap.clock.nowMs += 1000;
  expect(await codeOf(client.bind('PLAIN', ''))).toBe(48);
  expect(await codeOf(client.bind('SCRAM-SHA-1', 'x'))).toBe(7);
});

test('binds are counted by code and by user, and listed without a password', async () => {
  await ldap.bind(ALICE, 'right horse');
  await ldap.bind(DN, 'wrong horse');
  await ldap.bind('nobody@example.com', 'right horse');
  const { log } = ldap.workspace.ldap;

  expect(log.report()).toEqual({
    total: 3,
    byCode: { '0': 1, '49': 2 },
    byUser: { [ALICE]: { '0': 1, '49': 1 } },
  });
  expect(log.last).toEqual([
    { at: '2026-01-01T00:00:00.000Z', name: ALICE, user: ALICE, code: 0 },
    { at: '2026-01-01T00:00:00.000Z', name: DN, user: ALICE, code: 49 },
    { at: '2026-01-01T00:00:00.000Z', name: 'nobody@example.com', code: 49 },
  ]);
  for (let n = 0; n < 250; n += 1) log.add({ at: '', name: 'x'.repeat(500), code: 0 });
  expect(log.last).toHaveLength(200);
  expect(log.last[0]?.name).toHaveLength(320);
});
